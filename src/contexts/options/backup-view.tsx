/** Backups: made by a click or by themselves, and the way back from one. */
import type { BackupEvery } from '../../core/settings';
import { moment } from '../../ui/moment';
import { sizeWords } from '../../ui/size-words';
import { counted, type Phrase, say } from '../../ui/words';
import type { OptionsModel } from './model';
import { RestoreView } from './restore-view';

const EVERY: readonly (readonly [every: BackupEvery, words: Phrase])[] = [
  ['off', 'backupOff'],
  ['day', 'backupDaily'],
  ['week', 'backupWeekly'],
];

export function Backup({ model }: { readonly model: OptionsModel }) {
  const { backup } = model;
  return (
    <section aria-labelledby="backup">
      <h2 id="backup">{say('backupHeading')}</h2>
      <p>{say('backupMeans')}</p>
      <News model={model} />
      <p class="backup-acts">
        <button type="button" class="button" disabled={backup.making.value !== undefined} onClick={() => void backup.backUp()}>
          {say('backupNow')}
        </button>
        <label class="button-plain file-button">
          {say('restoreChoose')}
          <input
            type="file"
            accept=".zip,.json,application/zip,application/json"
            onChange={({ currentTarget }) => choose(model, currentTarget)}
          />
        </label>
      </p>
      <p class="aside" role="status">
        {backup.making.value !== undefined && counted('backupMaking', backup.making.value)}
      </p>
      <RestoreView model={model} />
      <ByItself model={model} />
    </section>
  );
}

function choose({ backup }: OptionsModel, input: HTMLInputElement): void {
  const file = input.files?.[0];
  if (file !== undefined) void backup.look(file.name, file).then(() => focusFound());
  input.value = ''; // the same file can be chosen again
}

/** Where the answer is, whoever comes by keyboard goes on. */
function focusFound(): void {
  document.querySelector<HTMLElement>('#restore-found')?.focus();
}

function News({ model: { backup } }: { readonly model: OptionsModel }) {
  const news = backup.news.value;
  if (news === undefined) return null; // null: what preact calls nothing
  const { last, since, kept } = news;
  return (
    <dl class="backup-news">
      <div>
        <dt>{say('backupLast')}</dt>
        <dd>
          {last === undefined
            ? say('backupNever')
            : say('backupLastFacts', { moment: moment(last.at, Date.now()), size: sizeWords(last.bytes) })}
          {kept > 0 && <span class="backup-kept">{counted('backupKept', kept)}</span>}
        </dd>
      </div>
      {last !== undefined && (
        <div>
          <dt>{say('backupSince')}</dt>
          <dd>
            {since.acts === 0
              ? say('backupSinceNothing')
              : say(since.areMore ? 'backupSinceMore' : 'backupSinceFacts', {
                  acts: counted('acts', since.acts),
                  essays: counted('essays', since.essays),
                })}
          </dd>
        </div>
      )}
    </dl>
  );
}

function ByItself({ model: { backup, settings } }: { readonly model: OptionsModel }) {
  const chosen = settings.value.backupEvery;
  const failed = backup.news.value?.failed;
  return (
    <>
      <h3 id="by-itself">{say('backupByItself')}</h3>
      <div class="segments" role="radiogroup" aria-labelledby="by-itself" aria-describedby="by-itself-facts">
        {EVERY.map(([every, words]) => (
          <label key={every}>
            <input type="radio" name="backup-every" value={every} checked={chosen === every} onChange={() => void backup.setEvery(every)} />
            <span>{say(words)}</span>
          </label>
        ))}
      </div>
      <p id="by-itself-facts" class="aside">
        {say('backupByItselfFacts')}
      </p>
      {chosen !== 'off' && failed !== undefined && (
        <div class="fact">
          <p>
            <strong>{say('backupUnmade')}</strong> {say(FAILED[failed])}
          </p>
        </div>
      )}
      {chosen !== 'off' && !backup.isAllowed.value && failed === undefined && (
        <div class="fact">
          <p>
            <strong>{say('backupNotAllowed')}</strong>{' '}
            <button type="button" class="button-words" onClick={() => void backup.setEvery(chosen)}>
              {say('backupAllow')}
            </button>
          </p>
        </div>
      )}
    </>
  );
}

const FAILED: Readonly<Record<'disk-full' | 'not-allowed' | 'other', Phrase>> = {
  'disk-full': 'backupUnmadeFull',
  'not-allowed': 'backupUnmadeNotAllowed',
  other: 'backupUnmadeOther',
};
