/** The end of a form that asks for a server: name and password there, what becomes of them, and the button that looks. */
import { useId } from 'preact/hooks';
import { say } from '../../ui/words';

export function LoginFields({ isBusy }: { readonly isBusy: boolean }) {
  const [user, password] = [useId(), useId()];
  return (
    <>
      <label for={user}>{say('syncUser')}</label>
      <input id={user} name="user" type="text" autocomplete="off" spellcheck={false} maxLength={1000} />
      <label for={password}>{say('syncPassword')}</label>
      <input id={password} name="password" type="password" autocomplete="off" maxLength={1000} />
      <p class="aside">{say('syncKept')}</p>
      <button type="submit" class="button" aria-disabled={isBusy}>
        {say('syncLook')}
      </button>
    </>
  );
}
