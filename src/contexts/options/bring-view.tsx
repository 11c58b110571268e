/** Bringing things in: one place for every file of another reader. What it is, what it would bring, what is left out; then how far it is, and the way back. */
import { useSignal } from '@preact/signals';
import { type FormatName, WRITERS } from '../../core/transfer/formats/format';
import { FOLDERS_AS, type FoldersAs } from '../../core/transfer/import/choices';
import type { DropReason } from '../../core/transfer/incoming';
import type { RestoreRow } from '../../edge/store/database';
import type { FirstRow, LookedFile, Verdict } from '../../messages/workshop';
import { importSentence } from '../../ui/import-sentence';
import { moment } from '../../ui/moment';
import { groupBySite } from '../../ui/origin-words';
import { counted, language, type Phrase, say } from '../../ui/words';
import type { Bringing, BringModel } from './bring';
import type { OptionsModel } from './model';
import { Beam } from './restore-view';

export function Bring({ model: { bring } }: { readonly model: OptionsModel }) {
  const isOver = useSignal(false);
  const take = (files: FileList | null | undefined): void => {
    isOver.value = false;
    if (files && files.length > 0) void bring.look([...files].map((blob) => ({ name: blob.name, blob })));
  };
  return (
    <section
      aria-labelledby="import"
      class={isOver.value ? 'bring is-over' : 'bring'}
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => {
        isOver.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer?.files);
      }}
    >
      <h2 id="import">{say('bringHeading')}</h2>
      <p>{say('bringMeans')}</p>
      <p class="backup-acts">
        <label class="button-plain file-button">
          {say('bringChoose')}
          <input
            type="file"
            multiple
            onChange={({ currentTarget }) => {
              take(currentTarget.files);
              currentTarget.value = ''; // so that the same file can be chosen once more
            }}
          />
        </label>
        <span class="aside">{say('bringDrop')}</span>
      </p>
      <details class="named">
        <summary>{say('bringWhat')}</summary>
        <ul>
          {READABLE.map((line) => (
            <li key={line}>{say(line)}</li>
          ))}
        </ul>
      </details>
      <div aria-live="polite">
        <State bring={bring} />
      </div>
      <Imports bring={bring} />
    </section>
  );
}

const READABLE: readonly Phrase[] = ['bringReaders', 'bringBookmarks', 'bringFeeds', 'bringHighlights', 'bringTables', 'bringOwn'];

function State({ bring }: { readonly bring: BringModel }) {
  const state = bring.state.value;
  switch (state.kind) {
    case 'idle':
      return null; // null: what preact calls nothing
    case 'looking':
      return <Beam words={say('bringLooking', { names: language().list([...state.names]) })} share={state.share} />;
    case 'nothing':
      return <Refused files={state.files} close={bring.close} />;
    case 'found':
      return <Found bring={bring} state={state} />;
    case 'shelving':
      return <Beam words={say('bringShelving')} share={state.share} />;
  }
}

function Refused({ files, close }: { readonly files: readonly LookedFile[]; readonly close: () => void }) {
  return (
    <div class="fact">
      {files.map(({ name, problem }, at) => (
        <p key={at}>
          <strong>
            <bdi>{name}</bdi>
          </strong>{' '}
          {problem && importSentence(problem)}
        </p>
      ))}
      <p>
        {say('bringNothingChanged')}{' '}
        <button type="button" class="button-words" onClick={close}>
          {say('close')}
        </button>
      </p>
    </div>
  );
}

type FoundState = Extract<Bringing, { kind: 'found' }>;

function Found({ bring, state }: { readonly bring: BringModel; readonly state: FoundState }) {
  const { found, weighed, sources, follows } = state;
  const { fresh, changed } = weighed.verdicts;
  const follow = follows ? (sources?.toAdd.length ?? 0) : 0;
  const isMore = fresh + changed + follow > 0;
  return (
    <div id="bring-found" class="found">
      <h3>{say('bringFound')}</h3>
      {found.files.map((file, at) => (
        <p key={at} class="aside">
          <bdi>{file.name}</bdi>{' '}
          {file.format === undefined ? file.problem && say('bringFrom', { format: importSentence(file.problem) }) : whose(file.format)}
        </p>
      ))}
      {found.counts.entries > 0 && <Counts state={state} />}
      {weighed.rows.length > 0 && <FirstRows rows={weighed.rows} total={found.counts.entries} />}
      {found.counts.entries > 0 && <Choices bring={bring} state={state} />}
      {sources && (
        <label class="check">
          <input
            type="checkbox"
            checked={follows && sources.toAdd.length > 0}
            disabled={sources.toAdd.length === 0}
            onChange={({ currentTarget }) => bring.setFollows(currentTarget.checked)}
          />
          {sources.toAdd.length === 0
            ? counted('bringAllFollowed', sources.leftOut.length)
            : counted('bringFollow', sources.toAdd.length, { sites: counted('sites', sitesOf(sources.origins)) })}
        </label>
      )}
      <Left bring={bring} state={state} />
      <p class="backup-acts">
        <button type="button" class="button" disabled={!isMore || bring.going.value !== undefined} onClick={() => void bring.begin()}>
          {found.counts.entries === 0 ? counted('bringFollowThem', follow) : counted('bringThemIn', fresh + changed)}
        </button>
        <button type="button" class="button-words" onClick={bring.close}>
          {say('cancel')}
        </button>
      </p>
      <p class="aside">{say(bring.going.value !== undefined ? 'bringBusy' : isMore ? 'bringCanUndo' : 'bringAllHere')}</p>
    </div>
  );
}

const sitesOf = (origins: readonly string[]): number => groupBySite(origins.filter((origin) => !origin.includes('//www.'))).size;
const whose = (format: FormatName): string => say('bringFrom', { format: WRITERS[format] });

function Counts({ state: { found, weighed, choices } }: { readonly state: FoundState }) {
  const { counts } = found;
  const { fresh, changed, same } = weighed.verdicts;
  const archived = choices.keepsArchived ? counts.archived : 0;
  const rows: readonly (readonly [Phrase, number])[] = [
    ['bringFresh', fresh],
    ['bringChanged', changed],
    ['bringSame', same],
    ['bringArchived', archived],
    ['bringHighlightCount', counts.highlights],
    ['bringNoteCount', counts.notes],
    ['bringTextCount', counts.offlineTexts],
    ['bringTagCount', counts.tags],
    ['bringNoDate', counts.entries - counts.datesKept],
  ];
  return (
    <table>
      <tbody>
        {rows
          .filter(([words, count]) => count > 0 || words === 'bringFresh')
          .map(([words, count]) => (
            <tr key={words}>
              <th scope="row">{say(words)}</th>
              <td>{language().number(count)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

const VERDICTS: Readonly<Record<Verdict, Phrase>> = { fresh: 'verdictFresh', changed: 'verdictChanged', same: 'verdictSame' };

function FirstRows({ rows, total }: { readonly rows: readonly FirstRow[]; readonly total: number }) {
  return (
    <details class="named" open>
      <summary>{total > rows.length ? say('bringFirstRows', { count: rows.length, total }) : counted('bringRows', total)}</summary>
      <ul class="bring-rows">
        {rows.map((row, at) => (
          <li key={at}>
            <span dir="auto">{row.title}</span>
            <span class="aside">{factsOf(row).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function factsOf({ url, savedAt, isArchived, tags, highlights, hasText, verdict }: FirstRow): string[] {
  return [
    URL.parse(url)?.hostname.replace(/^www\./, '') ?? url,
    savedAt === undefined ? say('bringUndated') : moment(savedAt, Date.now()),
    ...(isArchived ? [say('bringInArchive')] : []),
    ...(tags.length > 0 ? [language().list([...tags])] : []),
    ...(highlights > 0 ? [counted('highlightCount', highlights)] : []),
    ...(hasText ? [say('bringWithText')] : []),
    say(VERDICTS[verdict]),
  ];
}

const AS: Readonly<Record<FoldersAs, Phrase>> = { paths: 'foldersAsPaths', names: 'foldersAsNames', none: 'foldersAsNone' };

function Choices({ bring, state: { found, choices } }: { readonly bring: BringModel; readonly state: FoundState }) {
  return (
    <>
      {found.hasFolders && (
        <p class="room-age">
          <label for="bring-folders">{say('bringFolders')}</label>
          <select
            id="bring-folders"
            value={choices.folders}
            onChange={({ currentTarget }) => {
              const folders = FOLDERS_AS.find((each) => each === currentTarget.value);
              if (folders !== undefined) void bring.choose({ folders });
            }}
          >
            {FOLDERS_AS.map((each) => (
              <option key={each} value={each}>
                {say(AS[each])}
              </option>
            ))}
          </select>
        </p>
      )}
      {found.counts.archived > 0 && (
        <label class="check">
          <input
            type="checkbox"
            checked={choices.keepsArchived}
            onChange={({ currentTarget }) => void bring.choose({ keepsArchived: currentTarget.checked })}
          />
          {say('bringKeepArchived')}
        </label>
      )}
    </>
  );
}

const WHY: Readonly<Record<DropReason, Phrase>> = {
  'no-address': 'dropNoAddress',
  'not-http': 'dropNotHttp',
  duplicate: 'dropDuplicate',
  'feed-row': 'dropFeedRow',
  reply: 'dropReply',
  'no-page': 'dropNoPage',
  'unsafe-name': 'dropUnsafeName',
  unreadable: 'dropUnreadable',
};

/** What is not taken, by its reasons; every row of it is in the table that can be saved. */
function Left({ bring, state: { found } }: { readonly bring: BringModel; readonly state: FoundState }) {
  const { dropped, counts } = found;
  if (dropped.length === 0)
    return counts.passwordsDropped > 0 ? <p class="aside">{counted('passwordsDropped', counts.passwordsDropped)}</p> : null; // null: what preact calls nothing
  return (
    <>
      {dropped.map(({ reason, count, first }) => (
        <details key={reason} class="named">
          <summary>{say('countedReason', { what: counted('bringLeftRows', count), why: say(WHY[reason]) })}</summary>
          <ul>
            {first.map(({ title, address }, at) => (
              <li key={at} dir="auto">
                {title || address}
              </li>
            ))}
            {count > first.length && <li>{say('andMore', { left: count - first.length })}</li>}
          </ul>
        </details>
      ))}
      <p>
        <button type="button" class="button-words" onClick={() => void bring.saveLeft()}>
          {say('bringSaveLeft')}
        </button>
        {counts.passwordsDropped > 0 && <span class="aside"> {counted('passwordsDropped', counts.passwordsDropped)}</span>}
      </p>
    </>
  );
}

function Imports({ bring }: { readonly bring: BringModel }) {
  const rows = bring.imports.value;
  if (rows.length === 0) return null; // null: what preact calls nothing
  return (
    <>
      <h3>{say('bringImports')}</h3>
      <ul class="imports">
        {rows.map((row) => (
          <li key={row.id}>
            <Import bring={bring} row={row} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Import({ bring, row }: { readonly bring: BringModel; readonly row: RestoreRow }) {
  const names = language().list([...(row.brought?.names ?? [])]);
  const share = row.rowsDone / Math.max(1, row.rowsInAll);
  if (row.state === 'going')
    return (
      <>
        <Beam words={say('bringGoing', { done: row.rowsDone, names, total: row.rowsInAll })} share={share} />
        <p class="backup-acts">
          <span class="aside">{say('restoreGoesOn')}</span>
          <button type="button" class="button-words" onClick={() => void bring.stop()}>
            {say('restoreStop')}
          </button>
        </p>
      </>
    );
  if (row.state === 'undoing')
    return <Beam words={say('bringUndoing', { names })} share={Math.min(1, row.rowsDone / Math.max(1, row.changed))} />;
  return (
    <>
      <p>
        <strong>
          <bdi>{names}</bdi>
        </strong>{' '}
        <span class="aside">{moment(row.id, Date.now())}</span>
      </p>
      <p>{row.state === 'undone' ? takenBackWords(row) : reportWords(row)}</p>
      <p class="backup-acts">
        {row.state === 'done' && (
          <button type="button" class="button-plain" disabled={bring.going.value !== undefined} onClick={() => void bring.undo(row)}>
            {say('bringUndo')}
          </button>
        )}
        <button type="button" class="button-words" disabled={bring.going.value !== undefined} onClick={() => void bring.forget(row.id)}>
          {say('bringForget')}
        </button>
      </p>
    </>
  );
}

function reportWords({ changed, fresh = 0, brought, rowsDone, rowsInAll }: RestoreRow): string {
  const { pages = 0, highlights = 0, texts = 0, left = 0, followed = [] } = brought ?? {};
  const parts = [
    ...(pages > 0 ? [counted('bringReportFresh', fresh)] : []),
    ...(changed > fresh ? [counted('bringReportChanged', changed - fresh)] : []),
    ...(rowsDone >= rowsInAll && pages > changed ? [counted('bringReportSame', pages - changed)] : []),
    ...(rowsDone < rowsInAll ? [say('bringReportStopped', { done: rowsDone, total: rowsInAll })] : []),
    ...(highlights > 0 ? [counted('bringReportHighlights', highlights)] : []),
    ...(texts > 0 ? [counted('bringReportTexts', texts)] : []),
    ...(followed.length > 0 ? [counted('bringReportFollowed', followed.length)] : []),
    ...(left > 0 ? [counted('bringReportLeft', left)] : []),
  ];
  return parts.join(' ');
}

function takenBackWords({ stayed, changed }: RestoreRow): string {
  const words = counted('bringTakenBack', Math.max(0, changed - stayed.length));
  return stayed.length === 0 ? words : say('bothSentences', { first: words, second: counted('bringStayed', stayed.length) });
}
