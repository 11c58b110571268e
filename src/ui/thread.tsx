/** What happened to one essay, newest first: a ring for what happened, amber where Sidelight's light led here, ink for the reader's own words. */
import type { HistoryRow } from '../core/library/marks';
import { moment } from './moment';
import { inPieces, type Phrase, say } from './words';

type Dot = 'ring' | 'light' | 'ink';

const PLAIN: Readonly<Partial<Record<HistoryRow['what'], Phrase>>> = {
  firstSeen: 'threadFirstSeen',
  revised: 'threadRevised',
  copied: 'threadCopied',
  highlight: 'threadHighlight',
  unhighlight: 'threadUnhighlight',
  highlightNote: 'threadHighlightNote',
  imported: 'threadImported',
  exported: 'threadExported',
  restored: 'threadRestored',
  save: 'threadSave',
  unsave: 'threadUnsave',
  archive: 'threadArchive',
  unarchive: 'threadUnarchive',
  open: 'threadOpen',
  markRead: 'threadRead',
  markUnread: 'threadUnread',
  note: 'threadNote',
  refuse: 'threadRefuse',
  unrefuse: 'threadUnrefuse',
  silence: 'threadSilence',
  unsilence: 'threadUnsilence',
};

const FROM: Readonly<Partial<Record<HistoryRow['from'], Phrase>>> = {
  popup: 'fromPopup',
  panel: 'fromPanel',
  page: 'fromPage',
  reader: 'fromReader',
  library: 'fromLibrary',
  menu: 'fromMenu',
  key: 'fromKey',
  bar: 'fromBar',
};

/** Of such acts, where they were done says something. */
const PLACED: ReadonlySet<HistoryRow['what']> = new Set(['save', 'open', 'highlight', 'note']);
const IN_INK: ReadonlySet<HistoryRow['what']> = new Set(['highlight', 'highlightNote', 'note']);

type ThreadProps = { readonly rows: readonly HistoryRow[]; readonly now: number };

export function Thread({ rows, now }: ThreadProps) {
  const told = rows.toReversed().flatMap((row) => {
    const words = isToldBeside(row, rows) ? undefined : wordsOf(row);
    return words === undefined ? [] : { row, words };
  });
  return (
    <ol class="thread">
      {told.map(({ row, words }, index) => (
        <li key={index} class={`thread-row is-${dotOf(row)}`}>
          <time class="thread-when" dateTime={new Date(row.at).toISOString()}>
            {moment(row.at, now)}
          </time>
          <span class="thread-what">{words}</span>
        </li>
      ))}
    </ol>
  );
}

const AT_ONCE_MS = 5_000; // rows of one act

/** That it was opened from a page is said by the row that names the page. */
function isToldBeside({ what, from, at }: HistoryRow, rows: readonly HistoryRow[]): boolean {
  return what === 'open' && from === 'page' && rows.some((other) => other.what === 'related' && Math.abs(other.at - at) < AT_ONCE_MS);
}

function dotOf({ what, from }: HistoryRow): Dot {
  if (what === 'related' || (what === 'open' && from === 'page')) return 'light';
  return IN_INK.has(what) ? 'ink' : 'ring';
}

function wordsOf({ what, from, detail }: HistoryRow) {
  if (what === 'tag' || what === 'untag') return say(what === 'tag' ? 'threadTag' : 'threadUntag', { tag: detail ?? '' });
  if (what === 'related') return inPieces('threadRelated', { page: <bdi title={detail}>{hostOf(detail)}</bdi> });
  const phrase = PLAIN[what];
  if (phrase === undefined) return undefined;
  const place = PLACED.has(what) ? FROM[from] : undefined;
  return place === undefined ? say(phrase) : say('joined', { first: say(phrase), second: say(place) });
}

function hostOf(address: string | undefined): string {
  return URL.parse(address ?? '')?.hostname.replace(/^www\./, '') ?? '';
}
