/** The foot of Saved: how much there is to read and the way to the library; while a tag is typed, the field for it. */
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { minutesFor } from '../../ui/byline';
import { counted, say } from '../../ui/words';
import type { PopupModel } from './model';

const HOUR = 60; // minutes

export function SavedFoot({ model }: { readonly model: PopupModel }) {
  const { counts, tagging } = model.saved;
  const known = counts.value;
  if (tagging.value !== undefined) return <TagFoot key={tagging.value} model={model} id={tagging.value} />;
  if (known === undefined) return null; // null: what preact calls nothing
  const toRead = counted('toReadCount', known.later);
  return (
    <footer class="foot">
      <span class="foot-fact">
        {known.letters > 0
          ? say('joined', { first: toRead, second: say('inAllTime', { time: lasting(minutesFor(known.letters)) }) })
          : toRead}
      </span>
      <button type="button" class="button-words" onClick={model.openLibrary}>
        {say('openTheLibrary')}
      </button>
    </footer>
  );
}

/** "50 min", "1 h 50". */
function lasting(minutes: number): string {
  if (minutes < HOUR) return counted('minutes', minutes);
  return say('hoursAndMinutes', { hours: Math.floor(minutes / HOUR), minutes: String(minutes % HOUR).padStart(2, '0') });
}

type TagFootProps = { readonly model: PopupModel; readonly id: NonNullable<PopupModel['saved']['tagging']['value']> };

function TagFoot({ model, id }: TagFootProps) {
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <footer class="foot">
      <form
        class="foot-tag"
        onSubmit={(event) => {
          event.preventDefault();
          void model.saved.tag(id, field.current?.value ?? '');
        }}
      >
        <input
          ref={field}
          type="text"
          list={list}
          maxLength={200}
          autocomplete="off"
          aria-label={say('bookTagField')}
          placeholder={say('bookTagField')}
        />
        <datalist id={list}>
          {(model.saved.counts.value?.tags ?? []).map(([tag]) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
        <button type="submit" class="button-words">
          {say('done')}
        </button>
      </form>
    </footer>
  );
}
