/** A field for the address of something to follow. Looks only when the reader says so. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Finding } from './finding';
import { say } from './words';

type AddressProps = {
  readonly finding: Finding;
  readonly label: string;
  readonly given?: { readonly address: string; readonly isTyped: boolean };
};

const NOTHING_GIVEN = { address: '', isTyped: true };

/** Enter and the button are one click to the browser, which asks its question only then. */
export function AddressForm({ finding, label, given = NOTHING_GIVEN }: AddressProps) {
  const typed = useSignal(given.address || finding.typed.peek()); // a look that found nothing takes nobody's typing away
  const field = useId();
  const look = (event: Event): void => {
    event.preventDefault();
    if (typed.value.trim() !== '') void finding.lookAt(typed.value.trim(), given.isTyped || typed.value !== given.address);
  };
  return (
    <form class="add" onSubmit={look}>
      <label for={field}>{label}</label>
      <input
        id={field}
        type="text"
        inputMode="url"
        placeholder={say('addressExample')}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
      />
      <button type="submit" class="button-plain" disabled={typed.value.trim() === ''}>
        {say('find')}
      </button>
    </form>
  );
}
