/** Where one chooses the form in which what is selected goes out. Stands beside the page's model: the list hears of it only through its seam. */
import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { EssayId } from '../../core/essay';
import type { Problem } from '../../core/problem';
import type { AskWorkshop } from '../../messages/workshop';
import { FormatChoice } from '../../ui/format-choice';
import { takingOut } from '../../ui/taking-out';
import { counted, say } from '../../ui/words';

type Needs = { readonly workshop: AskWorkshop; readonly saveFile: (name: string, file: Blob) => void };
type Says = { readonly tell: (words: string) => void; readonly fail: (problem: Problem) => void };

export type Exporting = ReturnType<typeof exportingWith>;

export function exportingWith(needs: Needs, says: () => Says) {
  const ids = signal<readonly EssayId[]>([]); // none: nothing is asked
  const taking = takingOut(needs, { tell: (words) => says().tell(words), fail: (problem) => says().fail(problem) });
  const close = (): void => {
    ids.value = [];
  };
  return {
    ids,
    taking,
    close,
    ask: (essayIds: readonly EssayId[]): void => {
      ids.value = essayIds;
    },
    take: (): Promise<void> => taking.take(ids.peek()).then(close),
  };
}

export function ExportDialog({ exporting }: { readonly exporting: Exporting }) {
  const count = exporting.ids.value.length;
  return count === 0 ? null : <Asked exporting={exporting} count={count} />; // null: what preact calls nothing
}

function Asked({ exporting, count }: { readonly exporting: Exporting; readonly count: number }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog class="ask" ref={dialog} aria-labelledby="export-heading" onClose={exporting.close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void exporting.take();
        }}
      >
        <h2 id="export-heading">{counted('exportSelected', count)}</h2>
        <FormatChoice taking={exporting.taking} />
        <p class="ask-steps">
          <button type="submit" class="button" disabled={exporting.taking.share.value !== undefined}>
            {say('exportMake')}
          </button>
          <button type="button" class="button-plain" onClick={exporting.close}>
            {say('cancel')}
          </button>
        </p>
      </form>
    </dialog>
  );
}
