/** A step that opens into a field for a source's other address. Asks and changes nothing itself. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { say } from '../../ui/words';

type AddressProps = { readonly url: string; readonly onChange: (typed: string) => Promise<void> };

export function AddressField({ url, onChange }: AddressProps) {
  const isOpen = useSignal(false);
  const isBusy = useSignal(false);
  const field = useId();
  /** The click calls `onChange` at once: a browser asks its question only while the click is fresh. */
  async function use(typed: string): Promise<void> {
    if (isBusy.peek() || typed.trim() === '') return;
    const changing = onChange(typed.trim());
    isBusy.value = true;
    await changing;
    isBusy.value = false;
    isOpen.value = false;
  }
  if (!isOpen.value) {
    return (
      <button type="button" class="button-words" onClick={() => (isOpen.value = true)}>
        {say('changeAddress')}
      </button>
    );
  }
  return (
    <form
      class="wish"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = new FormData(event.currentTarget).get('address');
        void use(typeof typed === 'string' ? typed : '');
      }}
    >
      <label for={field}>{say('newAddress')}</label>
      <input
        id={field}
        name="address"
        type="text"
        inputMode="url"
        autocomplete="off"
        spellcheck={false}
        maxLength={4096}
        defaultValue={url}
      />
      <button type="submit" class="button-plain" aria-disabled={isBusy.value}>
        {say('useAddress')}
      </button>
    </form>
  );
}
