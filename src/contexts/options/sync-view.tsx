/** "On all my machines": the way in, and how it goes. */
import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import type { SyncProblem } from '../../core/sync/problem';
import type { SyncSeen } from '../../messages/contract';
import { moment } from '../../ui/moment';
import { syncSentence } from '../../ui/sync-words';
import { counted, say } from '../../ui/words';
import { LoginFields } from './login-fields';
import type { OptionsModel } from './model';
import type { SyncModel } from './sync';
import { SyncRan } from './sync-ran';

export function Sync({ model: { sync } }: { readonly model: OptionsModel }) {
  const config = sync.facts.value?.config;
  return (
    <section aria-labelledby="sync">
      <h2 id="sync">{say('syncHeading')}</h2>
      <p>
        {say('syncMeans')} {say('syncNever')}
      </p>
      {config === undefined ? <Way sync={sync} /> : <Going sync={sync} />}
      <PrintedSheet sync={sync} />
    </section>
  );
}

type Props = { readonly sync: SyncModel };

function Way({ sync }: Props) {
  const asking = sync.asking.value;
  const address = useId();
  const field = useRef<HTMLInputElement>(null); // null: a DOM border
  const hint = sync.hint.value;
  return (
    <>
      {hint !== undefined && (
        <div class="found">
          <p>
            {say('syncHint')} <bdi>{hint.address}</bdi>
          </p>
          <button
            type="button"
            class="button-plain"
            onClick={() => {
              if (field.current === null) return;
              field.current.value = hint.address;
              field.current.form?.querySelector<HTMLInputElement>('[name=user]')?.focus();
            }}
          >
            {say('syncHintJoin')}
          </button>
        </div>
      )}
      <form
        class="sync-form"
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget);
          void sync.look(textIn(typed, 'address'), textIn(typed, 'user'), textIn(typed, 'password'));
        }}
      >
        <label for={address}>{say('syncAddress')}</label>
        <input
          {...{ ref: field, id: address, name: 'address', type: 'text', inputMode: 'url', autocomplete: 'off', maxLength: 4096 }}
          spellcheck={false}
          required
        />
        <LoginFields isBusy={sync.isBusy.value} />
      </form>
      <div aria-live="polite">
        {asking.kind === 'asking' && <p class="aside">{say('syncLooking')}</p>}
        {asking.kind === 'no' && <Trouble problem={asking.problem} now={sync.now()} />}
        {(asking.kind === 'seen' || asking.kind === 'no') && asking.seen !== undefined && <SeenThere sync={sync} seen={asking.seen} />}
      </div>
    </>
  );
}

function Trouble({ problem, now }: { readonly problem: SyncProblem; readonly now: number }) {
  return (
    <div class="fact">
      <p>{syncSentence(problem, now)}</p>
    </div>
  );
}

/** What it is, what is there, what will happen. */
function SeenThere({ sync, seen }: Props & { readonly seen: SyncSeen }) {
  const kind = say(seen.kind === 'dav' ? 'syncIsDav' : 'syncIsCouch');
  return (
    <div class="found">
      <h3>{seen.server === '' ? kind : say('syncIsAt', { kind, server: seen.server })}</h3>
      <p>
        {seen.holds === 'nothing'
          ? say('syncHoldsNothing')
          : say('syncHolds', { items: counted('syncItems', seen.items), machines: counted('syncMachines', seen.machines) })}
      </p>
      {seen.holds === 'plain' && <p>{say('syncHoldsPlain')}</p>}
      {seen.holds === 'phrase' && <p>{say('syncHoldsLocked')}</p>}
      {seen.holds === 'nothing' ? <Choice sync={sync} /> : <JoinForm sync={sync} isLocked={seen.holds === 'phrase'} />}
    </div>
  );
}

function Choice({ sync }: Props) {
  const isLocked = useSignal(true);
  const name = useId();
  return (
    <>
      <div class="segments" role="radiogroup" aria-label={say('syncHow')}>
        {[true, false].map((locked) => (
          <label key={String(locked)}>
            <input type="radio" name={name} checked={isLocked.value === locked} onChange={() => (isLocked.value = locked)} />
            <span>{say(locked ? 'syncWithPhrase' : 'syncPlain')}</span>
          </label>
        ))}
      </div>
      <p class="aside">{say(isLocked.value ? 'syncWithPhraseFacts' : 'syncPlainFacts')}</p>
      {isLocked.value ? (
        <PhraseForm sync={sync} isNew button={say('syncBegin')} onPhrase={(phrase, again) => sync.join(phrase, again)} />
      ) : (
        <button type="button" class="button" aria-disabled={sync.isBusy.value} onClick={() => void sync.join(undefined, undefined)}>
          {say('syncBegin')}
        </button>
      )}
    </>
  );
}

function JoinForm({ sync, isLocked }: Props & { readonly isLocked: boolean }) {
  if (isLocked)
    return <PhraseForm sync={sync} isNew={false} button={say('syncJoin')} onPhrase={(phrase) => sync.join(phrase, undefined)} />;
  return (
    <button type="button" class="button" aria-disabled={sync.isBusy.value} onClick={() => void sync.join(undefined, undefined)}>
      {say('syncJoin')}
    </button>
  );
}

type PhraseProps = Props & {
  readonly isNew: boolean; // typed twice
  readonly button: string;
  readonly onPhrase: (phrase: string, again: string | undefined) => Promise<void>;
};

function PhraseForm({ sync, isNew, button, onPhrase }: PhraseProps) {
  const [phrase, again, facts] = [useId(), useId(), useId()];
  return (
    <form
      class="sync-form"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = new FormData(event.currentTarget);
        void onPhrase(textIn(typed, 'phrase'), isNew ? textIn(typed, 'again') : undefined);
      }}
    >
      <label for={phrase}>{say('syncPhrase')}</label>
      <input id={phrase} name="phrase" type="password" autocomplete="off" maxLength={1000} aria-describedby={facts} required />
      {isNew && <label for={again}>{say('syncPhraseAgain')}</label>}
      {isNew && <input id={again} name="again" type="password" autocomplete="off" maxLength={1000} required />}
      <p id={facts} class="aside" role="status">
        {sync.wrong.value ?? (isNew ? say('syncPhraseFacts') : '')}
      </p>
      <button type="submit" class="button" aria-disabled={sync.isBusy.value}>
        {button}
      </button>
    </form>
  );
}

const textIn = (typed: FormData, name: string): string => {
  const value = typed.get(name);
  return typeof value === 'string' ? value : '';
};

function Going({ sync }: Props) {
  const facts = sync.facts.value;
  if (facts?.config === undefined) return null; // null: what preact calls nothing
  const { config, ran, waiting, aside } = facts;
  const [last] = ran;
  return (
    <>
      <p class="sync-at">
        <bdi>{config.address}</bdi>
      </p>
      <p>
        {say(config.isEncrypted ? 'syncAtLocked' : 'syncAtPlain')}
        {' · '}
        {last === undefined ? say('syncNotYet') : say('syncLastTime', { moment: moment(last.at, sync.now()) })}{' '}
        {waiting > 0 && counted('syncWaiting', waiting)}
      </p>
      <div aria-live="polite">
        {sync.isBusy.value && <p class="aside">{say('syncGoing')}</p>}
        {last?.problem !== undefined && !sync.isBusy.value && <Wrong sync={sync} problem={last.problem} />}
      </div>
      {aside.length > 0 && <p>{counted('syncAside', aside.length)}</p>}
      <p class="backup-acts">
        <button type="button" class="button" aria-disabled={sync.isBusy.value} onClick={() => void sync.go()}>
          {say('syncNow')}
        </button>
        {config.isEncrypted && (
          <button type="button" class="button-plain" onClick={() => (sync.isPhraseOpen.value = !sync.isPhraseOpen.value)}>
            {say('syncNewPhrase')}
          </button>
        )}
        <button type="button" class="button-words" onClick={() => void sync.leave()}>
          {say('syncLeave')}
        </button>
      </p>
      {sync.isPhraseOpen.value && (
        <PhraseForm sync={sync} isNew button={say('syncSetPhrase')} onPhrase={(phrase, again) => sync.setPhrase(phrase, again)} />
      )}
      <Hint sync={sync} />
      <SyncRan ran={ran} now={sync.now()} onRepair={() => void sync.repair()} />
    </>
  );
}

function Hint({ sync }: Props) {
  const facts = useId();
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={sync.isHinted()}
          aria-describedby={facts}
          onChange={({ currentTarget }) => void sync.setHinted(currentTarget.checked)}
        />
        {say('syncTell')}
      </label>
      <p id={facts} class="aside">
        {say('syncTellFacts')}
      </p>
    </>
  );
}

/** What is wrong, and the one thing that its reader can do about it. */
function Wrong({ sync, problem }: Props & { readonly problem: SyncProblem }) {
  return (
    <div class="fact">
      <p>{syncSentence(problem, sync.now())}</p>
      {problem.kind === 'not-allowed' && (
        <button type="button" class="button-plain" onClick={() => void sync.allow()}>
          {say('syncAllow')}
        </button>
      )}
      {problem.kind === 'own-files-gone' && (
        <button type="button" class="button-plain" onClick={() => void sync.repair()}>
          {say('syncRepair')}
        </button>
      )}
      {problem.kind === 'phrase-needed' && (
        <PhraseForm sync={sync} isNew={false} button={say('syncJoin')} onPhrase={(phrase) => sync.setPhrase(phrase, undefined)} />
      )}
      {problem.kind === 'asks' && (
        <>
          <ul class="sync-held">
            {sync.held.value.map((title, at) => (
              <li key={`${at} ${title}`}>
                <bdi>{title}</bdi>
              </li>
            ))}
          </ul>
          <p class="backup-acts">
            <button type="button" class="button-plain" onClick={() => void sync.decide(false)}>
              {say('syncKeepAll')}
            </button>
            <button type="button" class="button-words" onClick={() => void sync.decide(true)}>
              {say('syncTake')}
            </button>
          </p>
        </>
      )}
    </div>
  );
}

/** The phrase is kept nowhere: it can be printed only while the page that set it is open. */
function PrintedSheet({ sync }: Props) {
  const sheet = sync.sheet.value;
  if (sheet === undefined) return null; // null: what preact calls nothing
  return (
    <div class="found">
      <p class="unprinted">{say('syncSheetHint')}</p>
      <button type="button" class="button-plain unprinted" onClick={() => window.print()}>
        {say('syncSheet')}
      </button>
      <div class="sheet">
        <h1>{say('syncSheetHeading')}</h1>
        <p>{say('syncSheetHow')}</p>
        <dl>
          <dt>{say('syncAddress')}</dt>
          <dd>{sheet.address}</dd>
          <dt>{say('syncUser')}</dt>
          <dd>{sheet.user}</dd>
          <dt>{say('syncPhrase')}</dt>
          <dd>{sheet.phrase}</dd>
        </dl>
      </div>
    </div>
  );
}
