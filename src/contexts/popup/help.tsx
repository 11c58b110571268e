/** The list of keys, over everything while it is open. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { CloseIcon } from '../../ui/icons';
import { KeyList } from '../../ui/key-list';
import { popupKeys } from '../../ui/keys-in-words';
import { say } from '../../ui/words';

export function Help({ onClose }: { readonly onClose: () => void }) {
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
      <KeyList keys={popupKeys()} />
    </dialog>
  );
}
