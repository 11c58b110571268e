/** The list of keys, over everything while it is open. */
import { KeyList } from '../../ui/key-list';
import { KeysDialog } from '../../ui/keys-dialog';
import { popupKeys } from '../../ui/keys-in-words';

export function Help({ onClose }: { readonly onClose: () => void }) {
  return (
    <KeysDialog onClose={onClose}>
      <KeyList keys={popupKeys()} />
    </KeysDialog>
  );
}
