/** A backup from outside: what is in it, what it would change, how far it has got, and the way back. */
import { MOST_TITLES, TALLIED, type Tallied } from '../../core/transfer/backup/tally';
import type { NoBackup } from '../../flows/open-backup';
import { moment } from '../../ui/moment';
import { sizeWords } from '../../ui/size-words';
import { counted, language, type Phrase, say } from '../../ui/words';
import { type BackupModel, type Looking, undoneWords } from './backup';
import type { OptionsModel } from './model';

const REFUSED: Readonly<Record<NoBackup, Phrase>> = {
  'not-a-backup': 'restoreNoBackup',
  newer: 'restoreNewer',
  cut: 'restoreCut',
  damaged: 'restoreDamaged',
  'too-large': 'restoreTooLarge',
};

export function RestoreView({ model: { backup } }: { readonly model: OptionsModel }) {
  const looking = backup.looking.value;
  return (
    <div aria-live="polite">
      {looking.kind === 'looking' && <Beam words={say('restoreLooking', { name: looking.name })} share={looking.share} />}
      {looking.kind === 'beginning' && <p class="aside">{say('restoreBeginning')}</p>}
      {looking.kind === 'refused' && (
        <div class="fact">
          <p>
            <strong>{say('restoreRefused', { name: looking.name })}</strong> {say(REFUSED[looking.why])}
          </p>
          <p>{say('restoreNothingChanged')}</p>
        </div>
      )}
      {looking.kind === 'found' && <FoundView backup={backup} looking={looking} />}
      {looking.kind === 'closed' && <Last backup={backup} />}
    </div>
  );
}

/** The light comes from the side, as far as it has got. */
export function Beam({ words, share }: { readonly words: string; readonly share: number }) {
  return (
    <div class="beam">
      <p>{words}</p>
      <progress max={1} value={share} aria-label={words} />
    </div>
  );
}

type FoundProps = { readonly backup: BackupModel; readonly looking: Extract<Looking, { kind: 'found' }> };

const SAID: Readonly<Record<Tallied, Phrase>> = {
  saved: 'tallySaved',
  others: 'tallyOthers',
  highlights: 'tallyHighlights',
  notes: 'tallyNotes',
  copies: 'tallyCopies',
  sources: 'tallySources',
};

function FoundView({ backup, looking: { name, bytes, found } }: FoundProps) {
  const { madeAt, isOther, tally, faults, leftOut } = found;
  const isDamaged = faults.parts.length + faults.pictures > 0;
  const facts = { moment: moment(madeAt, Date.now()), size: sizeWords(bytes) };
  return (
    <div id="restore-found" class="found" tabIndex={-1}>
      <h3>{say('restoreHeading')}</h3>
      <p class="aside">
        <bdi>{name}</bdi> {say(isOther ? 'restoreFactsOther' : 'restoreFacts', facts)}
      </p>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{say('tallyFresh')}</th>
            <th scope="col">{say('tallyChanged')}</th>
            <th scope="col">{say('tallySame')}</th>
          </tr>
        </thead>
        <tbody>
          {TALLIED.map((each) => {
            const { fresh, changed, same } = tally.counts[each];
            return (
              <tr key={each}>
                <th scope="row">{say(SAID[each])}</th>
                <td>{language().number(fresh)}</td>
                <td>{language().number(changed)}</td>
                <td>{language().number(same)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p>{say('restoreMerges')}</p>
      <p class="aside">{say('restoreRemovesNothing')}</p>
      {leftOut > 0 && <p class="aside">{counted('restoreLeftOut', leftOut)}</p>}
      {isDamaged && (
        <div class="fact">
          <p>
            <strong>{say('restorePartDamaged')}</strong>{' '}
            {[
              faults.parts.length > 0 && counted('restoreDamagedParts', faults.parts.length),
              faults.pictures > 0 && counted('restoreDamagedPictures', faults.pictures),
            ]
              .filter((each) => each !== false)
              .join(' ')}
          </p>
        </div>
      )}
      {tally.titles.length > 0 && (
        <details class="named">
          <summary>{say('restoreSeeEach')}</summary>
          <ul>
            {tally.titles.map(({ title, how }, at) => (
              <li key={at} dir="auto">
                {say(how === 'fresh' ? 'restoreFreshTitle' : 'restoreChangedTitle', { title })}
              </li>
            ))}
            {tally.changes > tally.titles.length && tally.titles.length === MOST_TITLES && (
              <li>{say('andMore', { left: tally.changes - tally.titles.length })}</li>
            )}
          </ul>
        </details>
      )}
      <p class="backup-acts">
        <button type="button" class="button" onClick={() => void backup.begin()}>
          {isDamaged ? say('restoreTheRest') : counted('restoreMerge', tally.changes)}
        </button>
        <button type="button" class="button-words" onClick={backup.close}>
          {say('cancel')}
        </button>
      </p>
      <p class="aside">{say('restoreBackupFirst')}</p>
    </div>
  );
}

function Last({ backup }: { readonly backup: BackupModel }) {
  const row = backup.restore.value;
  if (row === undefined) return null; // null: what preact calls nothing
  const share = row.rowsDone / Math.max(1, row.rowsInAll);
  if (row.state === 'going')
    return (
      <div class="found">
        <Beam words={say('restoreGoing', { done: row.rowsDone, total: row.rowsInAll })} share={share} />
        <p class="backup-acts">
          <span class="aside">{say('restoreGoesOn')}</span>
          <button type="button" class="button-words" onClick={() => void backup.stop()}>
            {say('restoreStop')}
          </button>
        </p>
      </div>
    );
  if (row.state === 'undoing') return <Beam words={say('restoreUndoing')} share={Math.min(1, row.rowsDone / Math.max(1, row.changed))} />;
  return (
    <div class="found">
      <p>
        <strong>{row.state === 'done' ? counted('restoreDone', row.changed) : undoneWords(row)}</strong>{' '}
        {say('restoreFrom', { moment: moment(row.madeAt, Date.now()) })}
      </p>
      <p class="backup-acts">
        {row.state === 'done' && (
          <button type="button" class="button-plain" onClick={() => void backup.undo()}>
            {say('restoreUndo')}
          </button>
        )}
        <button type="button" class="button-words" onClick={() => void backup.saveBefore()}>
          {say('restoreSaveBefore')}
        </button>
      </p>
    </div>
  );
}
