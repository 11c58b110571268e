/** The list of keys, over everything while it is open: a heading, a cross, and what the page puts into it. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { CloseIcon } from './icons';
import { say } from './words';

export function KeysDialog({ onClose, children }: { readonly onClose: () => void; readonly children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog class="help" ref={dialog} aria-labelledby="help-title" onClose={onClose}>
      <div class="help-head">
        <h2 id="help-title">{say('keys')}</h2>
        <button type="button" class="button-icon" aria-label={say('close')} onClick={() => dialog.current?.close()}>
          <CloseIcon />
        </button>
      </div>
      {children}
    </dialog>
  );
}
