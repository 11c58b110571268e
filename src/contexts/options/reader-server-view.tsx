/** "A reader on a server": the way in, with what joining would do, and how it goes. */
import { useId } from 'preact/hooks';
import { moment } from '../../ui/moment';
import { syncSentence } from '../../ui/sync-words';
import { language, say } from '../../ui/words';
import { LoginFields } from './login-fields';
import type { OptionsModel } from './model';
import type { ReaderServerModel } from './reader-server';

type Props = { readonly reader: ReaderServerModel };

export function ReaderServer({ model: { readerServer: reader } }: { readonly model: OptionsModel }) {
  const problem = reader.problem.value;
  return (
    <section aria-labelledby="reader-server">
      <h2 id="reader-server">{say('readerHeading')}</h2>
      <p>{say('readerMeans')}</p>
      {reader.facts.value.config === undefined ? <Way reader={reader} /> : <Going reader={reader} />}
      <div aria-live="polite">
        {reader.isBusy.value && <p class="aside">{say('syncLooking')}</p>}
        {problem !== undefined && !reader.isBusy.value && (
          <div class="fact">
            <p>{problem.kind === 'asks' ? say('readerAsks') : syncSentence(problem, reader.now())}</p>
          </div>
        )}
      </div>
    </section>
  );
}

function Way({ reader }: Props) {
  const [address, facts] = [useId(), useId()];
  const seen = reader.seen.value?.seen;
  const { number } = language();
  return (
    <>
      <form
        class="sync-form"
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget);
          const [at = '', name = '', secret = ''] = ['address', 'user', 'password'].map((field) => String(typed.get(field) ?? ''));
          void reader.look(at, name, secret);
        }}
      >
        <label for={address}>{say('readerAddress')}</label>
        <input
          {...{ id: address, name: 'address', type: 'text', inputMode: 'url', autocomplete: 'off', maxLength: 4096 }}
          spellcheck={false}
          aria-describedby={facts}
          required
        />
        <p id={facts} class="aside">
          {say('readerExample')}
        </p>
        <LoginFields isBusy={reader.isBusy.value} />
      </form>
      {seen !== undefined && (
        <div class="found">
          <p>{say('readerFeeds', { feeds: number(seen.feeds.both), here: number(seen.feeds.here), there: number(seen.feeds.there) })}</p>
          <p>{say('readerRead', { here: number(seen.read.here), there: number(seen.read.there) })}</p>
          <p>{say('readerSaved', { here: number(seen.saved.here), there: number(seen.saved.there) })}</p>
          <p class="aside">{say('readerNothing')}</p>
          <button type="button" class="button" aria-disabled={reader.isBusy.value} onClick={() => void reader.join()}>
            {say('syncJoin')}
          </button>
        </div>
      )}
    </>
  );
}

function Going({ reader }: Props) {
  const { config, ran } = reader.facts.value;
  const { number } = language();
  return (
    <>
      <p class="sync-at">
        <bdi>{config?.address}</bdi>
      </p>
      <p>
        {ran === undefined || ran.at === 0
          ? say('syncNotYet')
          : say('readerWent', { moment: moment(ran.at, reader.now()), came: number(ran.got), went: number(ran.sent) })}
      </p>
      <p class="backup-acts">
        <button type="button" class="button" aria-disabled={reader.isBusy.value} onClick={() => void reader.go()}>
          {say('syncNow')}
        </button>
        <button type="button" class="button-words" onClick={() => void reader.leave()}>
          {say('syncLeave')}
        </button>
      </p>
    </>
  );
}
