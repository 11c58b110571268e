/** A dialog over the page: a title, a cross, and what it is about. Closes by Escape, the cross, and a press beside it. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { CloseIcon } from '../../ui/icons';
import { say } from '../../ui/words';

type SheetProps = { readonly kind: string; readonly title: string; readonly onClose: () => void; readonly children: ComponentChildren };

export function Sheet({ kind, title, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    const beside = ({ target }: Event): void => void (target === element && element?.close());
    element?.addEventListener('click', beside);
    return () => element?.removeEventListener('click', beside);
  }, []);
  return (
    <dialog class={`over ${kind}`} ref={dialog} aria-labelledby="over-title" onClose={onClose}>
      <div class="over-head">
        <h2 id="over-title">{title}</h2>
        <button type="button" class="button-icon" aria-label={say('close')} onClick={() => dialog.current?.close()}>
          <CloseIcon />
        </button>
      </div>
      {children}
    </dialog>
  );
}
