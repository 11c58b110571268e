/** Another reader's server that hears of what is saved here: which one, by which token, and what waits for it. */
import { FIXED, NAMES, SECRETS, SERVICES, type SecretName } from '../../core/save-to/services';
import type { Why } from '../../edge/store/sendings';
import { moment } from '../../ui/moment';
import { counted, type Phrase, say } from '../../ui/words';
import type { OptionsModel } from './model';
import type { SendToModel } from './send-to';

const SECRET: Readonly<Record<SecretName, Phrase>> = {
  token: 'sendToToken',
  secret: 'sendToSecret',
  clientId: 'sendToClientId',
  clientSecret: 'sendToClientSecret',
  user: 'sendToUser',
  password: 'sendToPassword',
};
const WHY: Readonly<Record<Why, Phrase>> = {
  unreachable: 'sendWaitsUnreachable',
  busy: 'sendWaitsBusy',
  server: 'sendWaitsServer',
  login: 'sendWaitsLogin',
  address: 'sendWaitsAddress',
  content: 'sendWaitsContent',
  'not-allowed': 'sendWaitsNotAllowed',
};

export function SendTo({ model: { sendTo } }: { readonly model: OptionsModel }) {
  return (
    <section aria-labelledby="send-to">
      <h2 id="send-to">{say('sendToHeading')}</h2>
      <p>{say('sendToMeans')}</p>
      {sendTo.facts.value.account === undefined ? <Connect sendTo={sendTo} /> : <Connected sendTo={sendTo} />}
    </section>
  );
}

function Connect({ sendTo }: { readonly sendTo: SendToModel }) {
  const service = sendTo.service.value;
  return (
    <form
      class="send-to"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = new FormData(event.currentTarget);
        void sendTo.connect(String(typed.get('address') ?? ''), typed.getAll('secret').map(String));
      }}
    >
      <p class="wish">
        <label for="send-service">{say('sendToService')}</label>
        <select id="send-service" value={service} onChange={({ currentTarget }) => sendTo.choose(currentTarget.value)}>
          {SERVICES.map((each) => (
            <option key={each} value={each}>
              {NAMES[each]}
            </option>
          ))}
        </select>
      </p>
      {FIXED[service] === undefined && (
        <p class="wish">
          <label for="send-address">{say('sendToAddress')}</label>
          <input id="send-address" name="address" type="text" inputMode="url" autocomplete="off" spellcheck={false} />
        </p>
      )}
      {SECRETS[service].map((name) => (
        <p key={`${service} ${name}`} class="wish">
          <label for={`send-${name}`}>{say(SECRET[name])}</label>
          <input id={`send-${name}`} name="secret" type="password" autocomplete="off" />
        </p>
      ))}
      <button type="submit" class="button-plain">
        {say('sendToConnect')}
      </button>
      <p class="aside">{say('sendToTokenKept')}</p>
    </form>
  );
}

function Connected({ sendTo }: { readonly sendTo: SendToModel }) {
  const { account, sent, waiting, why, nextAt } = sendTo.facts.value;
  if (account === undefined) return null; // null: what preact calls nothing
  return (
    <>
      <p>
        <strong>{NAMES[account.service]}</strong> <bdi>{account.address}</bdi> · {counted('sendToSent', sent)}
      </p>
      {waiting > 0 && (
        <div class="fact">
          <p>
            <strong>{counted('sendToWaiting', waiting)}</strong> {why && say(WHY[why])}{' '}
            {nextAt !== undefined && say('sendToNextTry', { moment: moment(nextAt, Date.now()) })}
          </p>
        </div>
      )}
      <p class="backup-acts">
        {waiting > 0 && (
          <button type="button" class="button-plain" onClick={() => void sendTo.again()}>
            {say('sendToAgain')}
          </button>
        )}
        <button type="button" class="button-words" onClick={() => void sendTo.disconnect()}>
          {say('sendToDisconnect')}
        </button>
      </p>
    </>
  );
}
