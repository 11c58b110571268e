/** What the reader highlighted here, in the order of the text, with the notes; last, those whose words are not found any more. */
import { useEffect, useRef } from 'preact/hooks';
import { INKS, type Ink } from '../../core/library/highlight';
import { EssayLink } from '../../ui/essay-link';
import { say } from '../../ui/words';
import type { ReaderModel } from './model';
import type { Placed } from './own-words';
import { paint } from './painted';
import { goTo } from './place';
import { Sheet } from './sheet';

const PAUSE_MS = 400; // of writing, after which a note is kept

export function OwnList({ model }: { readonly model: ReaderModel }) {
  const { own } = model;
  return (
    <Sheet kind="over-beside" title={say('highlights')} onClose={() => model.close('highlights')}>
      {own.placed.value.length === 0 && <p class="facts">{say('noHighlights')}</p>}
      <ul class="own-list">
        {own.placed.value.map((placed) => (
          <Own key={placed.highlight.id} model={model} placed={placed} />
        ))}
      </ul>
    </Sheet>
  );
}

function Own({ model, placed: { highlight, range } }: { readonly model: ReaderModel; readonly placed: Placed }) {
  const { own } = model;
  const { id, quote, ink, note } = highlight;
  const field = useRef<HTMLTextAreaElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isAsked = own.noted.value === id;
  useEffect(() => {
    if (!isAsked) return;
    field.current?.focus();
    field.current?.scrollIntoView({ block: 'nearest' });
  }, [isAsked]);
  const keep = (text: string): void => {
    clearTimeout(timer.current);
    if (text !== (note?.[0] ?? '')) void own.change(id, { note: text });
  };
  const goThere = (): void => {
    if (range === undefined) return;
    model.close('highlights');
    paint('here', [range]);
    goTo(range, 'middle');
  };
  return (
    <li class={`own own-${ink[0]}`}>
      {range === undefined ? (
        <p class="own-quote">
          {quote.exact}
          <small>{say('placeUnknown')}</small>
        </p>
      ) : (
        <button type="button" class="own-quote" onClick={goThere}>
          {quote.exact}
        </button>
      )}
      <textarea
        ref={field}
        rows={2}
        autofocus={isAsked} // where the list opens with it
        maxLength={100_000}
        aria-label={say('noteField')}
        placeholder={say('inkNote')}
        defaultValue={note?.[0] ?? ''}
        onInput={({ currentTarget: { value } }) => {
          clearTimeout(timer.current);
          timer.current = setTimeout(() => keep(value), PAUSE_MS);
        }}
        onBlur={({ currentTarget: { value } }) => keep(value)}
      />
      <div class="own-acts">
        <fieldset>
          <legend class="unseen">{say('inkLooks')}</legend>
          {INKS.map((each) => (
            <label key={each} class={`ink ink-${each}`} title={say(INK_WORDS[each])}>
              <input type="radio" name={`ink-${id}`} checked={each === ink[0]} onChange={() => void own.change(id, { ink: each })} />
              <span class="unseen">{say(INK_WORDS[each])}</span>
            </label>
          ))}
        </fieldset>
        <button type="button" class="button-words" onClick={() => void own.remove(id)}>
          {say('remove')}
        </button>
      </div>
    </li>
  );
}

const INK_WORDS = { plain: 'inkPlain', dashed: 'inkDashed', dotted: 'inkDotted', double: 'inkDouble' } as const satisfies Record<
  Ink,
  string
>;

/** What else in the library is related to the words that were selected. */
export function AboutWords({ model }: { readonly model: ReaderModel }) {
  const about = model.own.about.value;
  return (
    <Sheet kind="over-small" title={say('relatedToThis')} onClose={() => model.close('about')}>
      {about === 'asking' && <p class="facts">{say('readingText')}</p>}
      {about !== 'asking' && about?.length === 0 && <p class="facts">{say('nothingRelatedToThis')}</p>}
      <ul class="own-list">
        {about !== 'asking' &&
          about?.map((essay) => (
            <li key={essay.id}>
              <EssayLink
                class="also-title"
                url={essay.url}
                title={essay.title}
                onOpen={(beside) => void model.openRelated(essay.id, beside)}
              />
              <p class="facts">{essay.sourceTitle}</p>
            </li>
          ))}
      </ul>
    </Sheet>
  );
}
