/** The essay's tags: those it has, and a field for more. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { CloseIcon } from '../../ui/icons';
import { say } from '../../ui/words';
import type { ReaderModel } from './model';
import { Sheet } from './sheet';

export function Tags({ model }: { readonly model: ReaderModel }) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const close = (): void => model.close('tags');
  const add = (event: Event): void => {
    event.preventDefault();
    const typed = field.current?.value ?? '';
    if (field.current) field.current.value = '';
    if (typed.trim() === '') close();
    else void model.tag(typed);
  };
  return (
    <Sheet kind="over-small" title={say('tags')} onClose={close}>
      {model.tags.value.length > 0 && (
        <ul class="tags">
          {model.tags.value.map((tag) => (
            <li key={tag}>
              <bdi>{tag}</bdi>
              <button
                type="button"
                class="button-icon"
                aria-label={say('actOn', { act: say('remove'), title: tag })}
                onClick={() => void model.untag(tag)}
              >
                <CloseIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={add}>
        <label>
          {say('tagsField')}
          <input ref={field} type="text" autocomplete="off" />
        </label>
      </form>
    </Sheet>
  );
}
