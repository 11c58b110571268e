/** The list of keys, over everything while it is open. */
import { KeyList } from '../../ui/key-list';
import { readerKeys } from '../../ui/keys-in-words';
import { say } from '../../ui/words';
import { Sheet } from './sheet';

export function Help({ onClose }: { readonly onClose: () => void }) {
  return (
    <Sheet kind="over-small" title={say('keys')} onClose={onClose}>
      <KeyList keys={readerKeys()} />
      <p class="facts">{say('findWithin')}</p>
    </Sheet>
  );
}
