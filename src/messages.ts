/**
 * The contract between contexts: what may be asked, by whom, and what is answered. Sending is edge/browser/messenger.ts (our own pages:
 * own-messenger.ts), hearing switchboard.ts beside it.
 */
import { canonicalAddress, webAddress } from './core/address';
import { MAX_MARKUP_CHARS } from './core/copy/taken';
import type { EssayId, Source, SourceId } from './core/essay';
import type { Findings } from './core/follow/findings';
import type { Quote } from './core/highlight/quote';
import { isPictureLost, type PictureLost } from './core/library/copy';
import { type Highlight, type HighlightId, INKS, type Ink } from './core/library/highlight';
import type { Act, Place } from './core/library/marks';
import { isQuote, readSource } from './core/library/readers';
import type { PageNames } from './core/library/saved-page';
import { readSourceChange, type SourceChange } from './core/library/source-marks';
import type { PageAsRead, Span } from './core/page';
import { bug, type Result } from './core/problem';
import { readLook } from './core/reader-look';
import type { PageReport, Related } from './core/related/answer';
import { type CardContent, type CardKey, type CardSays, readCardContent, readCardKey, readCardSays } from './core/related/card';
import { isBackupEvery, isBadge, isCopyMegabytes, plainHost, type Settings } from './core/settings';
import { readTicket } from './core/ticket';

/** To the background, the only writer. What each is, and who may ask it, stands in TO_BACKGROUND. */
export type ToBackground = {
  /** Caught up: commands were done since the worker began, so what was read meanwhile may be old. */
  wake(ask: Record<never, never>): 'awake' | 'caught-up'; // any page: open (and if need be upgrade) the library, seed it, then answer
  act(ask: { essayId: EssayId; act: Act; from: Place }): 'done'; // popup, page: one reader's act on one essay
  highlight(ask: HighlightAsk): { id: HighlightId } | 'done'; // reader page, page: words that a person chose, and so the essay is saved; 'done': by a worker that took the answer with it
  changeHighlight(ask: { id: HighlightId; change: HighlightChange; from: Place }): 'done'; // reader page, page: another ink or note, gone, or there again; a page says so of what is highlighted on it
  inkHere(ask: { bornAt: number }): Inked; // page: what its reader highlighted on it, and what our things are called there
  noteHere(ask: { id: HighlightId }): 'done'; // page: a person wants to write a note on what is highlighted there; in a window of ours, for a page could read along
  inkable(ask: Record<never, never>): 'done'; // content: words are being chosen; bring the script that highlights them
  saveTab(ask: { tabId: number; page: PageNames; from: Place }): Saved | 'done'; // popup: keep the page that is open there; a copy is taken afterwards
  saveLink(ask: { page: PageNames; from: Place }): Saved | 'done'; // keep a page that is not open, to be fetched where that is permitted
  actMany(ask: { essayIds: readonly EssayId[]; act: Act; from: Place }): { changed: readonly EssayId[] } | 'done'; // library: one act on several; those that it changed, for undoing it
  renameTag(ask: { tag: string; to: string; from: Place }): { moved: readonly EssayId[]; joined: readonly EssayId[] } | 'done'; // library: on every essay that bears it; joined: those that bore the other already
  suggestTags(ask: { essayId: EssayId }): readonly string[]; // popup, library, reader: what essays near to this one are tagged with
  openEssay(ask: OpenAsk): 'opened' | 'done'; // in a new tab, and the essay is read
  markAllSeen(ask: { until: number | undefined }): { before: number } | 'done'; // popup: everything first seen by now (or `until`, to undo) counts as seen; 'done': by a worker that took the answer with it
  looked(ask: Record<never, never>): 'done'; // popup: the list was looked at; the badge starts again
  acknowledge(ask: Record<never, never>): 'done'; // popup: the problems that stand were read
  changeSettings(ask: { change: Partial<Settings> }): 'done';
  setSite(ask: { host: string; off: boolean }): 'done'; // popup, page: put a host on the off list, or take it off
  setMarks(ask: { origins: readonly string[]; on: boolean }): 'done'; // popup, options: marks by themselves there, or no longer; asked before the permission is
  takeBack(ask: { origins: readonly string[] }): 'done'; // options: give up standing permissions, for marks and for fetching
  relateTab(ask: { tabId: number }): PageReport; // popup: a person's click; runs on the open page through activeTab
  reportTab(ask: { tabId: number }): PageReport; // popup: how things stand there, without starting anything
  namesOfTab(ask: { tabId: number }): PageNames; // popup: what the open page is called, by the browser and by itself
  whenCopied(ask: { essayId: EssayId }): Copied; // popup: what became of the copy that is being taken
  keepPicture(ask: { key: string; url: string; type: string; base64: string }): 'kept' | 'enough'; // the copier's script: a picture of the copy under this key; enough: no more of them is kept
  lostPicture(ask: { key: string; url: string; why: PictureLost }): 'done'; // the same, of one that it could not read
  showMore(ask: { tabId: number }): PageReport; // popup: mark every passage, not only the first three
  getReady(ask: Record<never, never>): 'done'; // content: a page is about to be read and asked about; wake and open the index meanwhile
  relatePage(ask: { page: PageAsRead; canonical?: string | undefined }): Related | 'off'; // content: what in the library speaks to this page? canonical: what it calls itself, for knowing whether it is saved
  isWelcome(ask: Record<never, never>): boolean; // content: come back from sleep; was it told meanwhile to leave?
  mayStay(ask: Record<never, never>): boolean; // content: moved on by script; does it run there by itself, or did it come by a click, which is for one address?
  heard(ask: { ticket: string }): 'done'; // whoever gave a command has been told that it failed
  search(ask: { query: string; within: SearchWithin; most?: number }): Found | 'overtaken'; // popup: typed search; overtaken: the same page has asked again since
  paintable(ask: { on: boolean; bornAt: number }): { name: string }; // content: bring the marks' style and the script that shows the card into this document, born then, or take the style out; the name is what our things are called there
  showCard(ask: { frameId: number; key: CardKey; content: CardContent }): { height: number }; // content: to the card in a frame of the same tab, which says how high it would like to be
  showPopup(ask: Record<never, never>): 'done'; // content: a person asked for the card on a page that lets none stand
  cardSays(ask: { key: CardKey; says: CardSays }): 'done' | 'ignored'; // the card: to the content script of the same tab, which does it

  findAt(ask: { address: string; isTyped: boolean }): Findings; // popup, options: what could be followed at an address? Keeps nothing
  findHere(ask: { tabId: number }): Findings; // popup: what could be followed on the open page? A person's click
  follow(ask: { sources: readonly FollowAsk[] }): 'done'; // popup, options: keep these, and look at them at once
  unfollow(ask: { sourceId: SourceId; forget?: boolean }): 'done'; // saved and noted essays stay; forget: and nothing else of it is left
  changeSource(ask: { sourceId: SourceId; change: SourceChange }): 'done'; // the reader's wishes for one source
  changeAddress(ask: NewAddress): 'done'; // options, popup: a source goes on at another address, with its essays and what was done to them
  answerQuestion(ask: { sourceId: SourceId; isWelcome: boolean }): 'done'; // take the strangers in, or unfollow
  backedUp(ask: BackedUp): 'done'; // options: a backup of it all was handed to the reader
  restore(ask: RestoreAsk): 'begun' | 'busy'; // options: what lies on the shelf as `incoming` was looked through; goes on by itself. Progress: edge/store/restores.ts
  stopRestore(ask: Record<never, never>): 'done'; // options: no further; what came stays
  undoRestore(ask: Record<never, never>): 'begun' | 'nothing'; // options: the last one, whole; goes on by itself
  makeRoom(ask: { what: RoomToMake; archivedBefore: number }): 'done'; // options: pictures, or copies whole, of essays archived before then; texts, notes and highlights stay
  refresh(ask: { sourceIds: readonly SourceId[] | undefined }): 'begun' | 'done'; // now, and asleep ones wake; undefined is all. Progress: edge/browser/progress.ts
};

/** `essayId`: of the reader page's essay; a page says nothing of it, and its own address is taken. */
export type HighlightAsk = {
  readonly essayId?: EssayId;
  readonly title?: string; // of the page
  readonly quote: Quote;
  readonly ink: Ink;
  readonly note?: string;
  readonly from: Place;
};
export type HighlightChange = { readonly ink?: Ink; readonly note?: string; readonly isGone?: boolean };
export type Inked = { readonly name: string; readonly highlights: readonly Pick<Highlight, 'id' | 'quote' | 'ink'>[] };

/**
 * `beside`    in a tab that stays in the background.
 * `at`        words of the essay to open at.
 * `isTurned`  the other way round than the setting has it: on the web where it would be read here.
 */
export type OpenAsk = {
  readonly essayId: EssayId;
  readonly from: Place;
  readonly beside: boolean;
  readonly at?: string;
  readonly isTurned?: boolean;
};

/** `wasSaved`: it was already, and nothing was changed. */
export type Saved = { readonly essayId: EssayId; readonly wasSaved: boolean };

/** none: nothing could be read there; 'not-open': nothing is being copied. */
export type Copied = { readonly state: 'kept'; readonly isPartial: boolean } | { readonly state: 'none' | 'not-open' };

/** Best first. */
export type Found = {
  readonly essays: readonly EssayId[]; // the first of them
  readonly total: number; // that hold all that was asked for
  readonly some: number; // that hold any of its words, within the same limits
  readonly isCut?: boolean; // so many may hold a phrase that not all were read: there are more
  readonly unread: number; // essays that the index has not taken in yet, of which the titles alone were searched
};

/** What a search is limited to. */
export type SearchWithin = { readonly sources?: readonly SourceId[]; readonly saved?: boolean; readonly any?: boolean }; // any: one of the words is enough

/** A source to follow, as a preview or an OPML file gave it. */
export type FollowAsk = { readonly source: Source; readonly wishes: SourceChange };

/** Where a source goes on; `typedHost` as in a preview. */
export type NewAddress = {
  readonly sourceId: SourceId;
  readonly url: string;
  readonly kind: Source['kind'];
  readonly typedHost?: string;
};

/** `lastEvent`: of the history, by which what was done since is told. */
export type BackedUp = { readonly at: number; readonly bytes: number; readonly lastEvent: number };

/** What a look at a backup found out, for the way to go. `skipped`: parts that are damaged, and that the reader knows of. */
export type RestoreAsk = {
  readonly madeAt: number;
  readonly device: string;
  readonly skipped: readonly string[];
  readonly rowsInAll: number;
};

export type RoomToMake = 'pictures' | 'copies';

/** To the content script of one tab. */
export type ToPage = {
  report(ask: Record<never, never>): PageReport;
  more(ask: Record<never, never>): PageReport;
  nextMark(ask: Record<never, never>): 'done';
  previousMark(ask: Record<never, never>): 'done';
  toggleCard(ask: Record<never, never>): 'done';
  leave(ask: Record<never, never>): 'done'; // take everything off the page and stop
  cardSays(ask: { key: CardKey; frameId: number; says: CardSays }): 'done' | 'ignored'; // ignored: the card does not stand as it was drawn
};

export type NameOf<C> = keyof C & string;
export type AskOf<C, N extends keyof C> = C[N] extends (ask: infer A) => unknown ? A : never;
export type ReplyOf<C, N extends keyof C> = C[N] extends (ask: never) => infer R ? Promise<Result<R>> : never;
export type HandlersOf<C, From> = { readonly [N in keyof C]: (ask: AskOf<C, N>, from: From) => ReplyOf<C, N> };
export type ReadersOf<C> = { readonly [N in keyof C]: (raw: Raw) => AskOf<C, N> | undefined };
export type Send = <N extends NameOf<ToBackground>>(name: N, ask: AskOf<ToBackground, N>) => ReplyOf<ToBackground, N>;
export type SendToPage = <N extends NameOf<ToPage>>(tabId: number, name: N, ask: AskOf<ToPage, N>) => ReplyOf<ToPage, N>;
type Raw = Readonly<Record<string, unknown>>;

/** A content script shares a process with the page, so what it sends is read as outside data: these pages may say this much and no more. */
export const MAX_PAGE_CHARS = 2_000_000;
const MAX_PARAGRAPHS = 50_000;
const MAX_MUTE_WORDS = 1_000;
const MAX_QUERY_CHARS = 10_000;
const MOST_AT_CHARS = 4_000; // of a sentence to open at
const MAX_ADDRESS_CHARS = 8_192; // as in core/copy/taken.ts
export const MOST_AT_ONCE = 2_000; // essays of one command: who acts on more gives several

const nothing = (): Record<never, never> => ({});
const tab = ({ tabId }: Raw) => (Number.isInteger(tabId) ? { tabId: tabId as number } : undefined); // as: isInteger narrows nothing

/**
 * Who asks: a page of ours, the content script of a tab, or the card in a frame of that tab. `urls`: where the browser says it stands; several while
 * a page moves on by script.
 */
export type Sender = {
  readonly who: 'own' | 'page' | 'card';
  readonly tabId?: number;
  readonly frameId?: number;
  readonly urls: readonly string[];
};
export const OURS: Sender = { who: 'own', urls: [] };

/**
 * `command`  changes what is kept: it waits in the outbox until it is done, once, in the order in which commands were given, whatever becomes of
 *            the page or the worker.
 * `question` is answered at once, and forgotten with whoever asked.
 */
export type Kind = 'command' | 'question';

/** Who may ask it, besides our own pages. A content script shares a process with its page, so what it may say is little; the card says one thing. */
export type From = 'own pages' | 'pages' | 'a page for its own host' | 'the card';

type Entry<A> = {
  readonly kind: Kind;
  readonly from: From;
  readonly read: (raw: Raw) => A | undefined;
  readonly fits?: (ask: A, page: Sender) => boolean; // what a page may say of it; absent: all that reads
};

/** Every message to the background. What has no entry here does not compile. */
export const TO_BACKGROUND: { readonly [N in keyof ToBackground]: Entry<AskOf<ToBackground, N>> } = {
  wake: { kind: 'question', from: 'own pages', read: nothing },
  act: {
    kind: 'command',
    from: 'pages',
    read: ({ essayId, act, from }) => {
      const readable = readAct(act);
      return isEssayId(essayId) && readable && isPlace(from) ? { essayId, act: readable, from } : undefined;
    },
    fits: ({ act, from }, page) => from === 'page' && ACTS_OF_PAGES.has(act.kind) && (!('page' in act) || isAt(act.page, page)),
  },
  saveTab: {
    kind: 'command',
    from: 'own pages',
    read: ({ tabId, page, from }) => {
      const readable = readPageNames(page);
      return Number.isInteger(tabId) && readable && isPlace(from) ? { tabId: tabId as number, page: readable, from } : undefined; // as: isInteger narrows nothing
    },
  },
  saveLink: {
    kind: 'command',
    from: 'own pages',
    read: ({ page, from }) => {
      const readable = readPageNames(page);
      return readable && isPlace(from) ? { page: readable, from } : undefined;
    },
  },
  actMany: {
    kind: 'command',
    from: 'own pages',
    read: ({ essayIds, act, from }) => {
      const readable = readAct(act);
      const areIds = Array.isArray(essayIds) && essayIds.length <= MOST_AT_ONCE && essayIds.every(isEssayId);
      return areIds && readable && isPlace(from) ? { essayIds, act: readable, from } : undefined;
    },
  },
  renameTag: {
    kind: 'command',
    from: 'own pages',
    read: ({ tag, to, from }) => (isTag(tag) && isTag(to) && isPlace(from) ? { tag, to: to.trim(), from } : undefined),
  },
  suggestTags: {
    kind: 'question',
    from: 'own pages',
    read: ({ essayId }) => (isEssayId(essayId) ? { essayId } : undefined),
  },
  openEssay: {
    kind: 'command',
    from: 'pages',
    read: ({ essayId, from, beside, at, isTurned = false }) => {
      if (!isEssayId(essayId) || !isPlace(from) || typeof beside !== 'boolean' || typeof isTurned !== 'boolean') return undefined;
      const words = typeof at === 'string' && at.trim() !== '' ? { at: at.slice(0, MOST_AT_CHARS) } : {};
      return { essayId, from, beside, ...words, ...(isTurned && { isTurned }) };
    },
    fits: ({ from }) => from === 'page',
  },
  highlight: {
    kind: 'command',
    from: 'pages',
    read: ({ essayId, title, quote, ink, note, from }) => {
      if (!isQuote(quote) || !isInk(ink) || !isPlace(from) || (essayId !== undefined && !isEssayId(essayId))) return undefined;
      if (note !== undefined && !isNote(note)) return undefined;
      return {
        ...(essayId !== undefined && { essayId }),
        ...(typeof title === 'string' && { title: title.slice(0, MOST_TITLE_CHARS) }),
        ...(note !== undefined && { note }),
        ...{ quote, ink, from },
      };
    },
    fits: ({ essayId, note, from }) => from === 'page' && essayId === undefined && note === undefined,
  },
  changeHighlight: {
    kind: 'command',
    from: 'pages',
    read: ({ id, change, from }) => {
      const readable = readHighlightChange(change);
      return isHighlightId(id) && readable && isPlace(from) ? { id, change: readable, from } : undefined;
    },
    fits: ({ change, from }) => from === 'page' && change.note === undefined,
  },
  inkHere: { kind: 'question', from: 'pages', read: ({ bornAt }) => (isInstant(bornAt) ? { bornAt } : undefined) },
  noteHere: { kind: 'question', from: 'pages', read: ({ id }) => (isHighlightId(id) ? { id } : undefined) },
  inkable: { kind: 'question', from: 'pages', read: nothing },
  markAllSeen: {
    kind: 'command',
    from: 'own pages',
    read: ({ until }) => (until === undefined || isInstant(until) ? { until } : undefined),
  },
  looked: { kind: 'command', from: 'own pages', read: nothing },
  acknowledge: { kind: 'command', from: 'own pages', read: nothing },
  changeSettings: {
    kind: 'command',
    from: 'own pages',
    read: ({ change }) => {
      const readable = readChange(change);
      return readable && { change: readable };
    },
  },
  setSite: {
    kind: 'command',
    from: 'a page for its own host',
    read: ({ host, off }) => {
      const plain = typeof host === 'string' && !/[\s/]/.test(host) ? plainHost(host) : undefined;
      return plain !== undefined && typeof off === 'boolean' ? { host: plain, off } : undefined;
    },
    fits: ({ host, off }, { urls }) => off && urls.some((url) => plainHost(URL.parse(url)?.hostname ?? '') === host),
  },
  setMarks: {
    kind: 'command',
    from: 'own pages',
    read: ({ origins, on }) => (isStrings(origins) && typeof on === 'boolean' ? { origins, on } : undefined),
  },
  takeBack: { kind: 'command', from: 'own pages', read: ({ origins }) => (isStrings(origins) ? { origins } : undefined) },
  relateTab: { kind: 'question', from: 'own pages', read: tab },
  reportTab: { kind: 'question', from: 'own pages', read: tab },
  showMore: { kind: 'question', from: 'own pages', read: tab },
  namesOfTab: { kind: 'question', from: 'own pages', read: tab },
  whenCopied: { kind: 'question', from: 'own pages', read: ({ essayId }) => (isEssayId(essayId) ? { essayId } : undefined) },
  keepPicture: {
    kind: 'question',
    from: 'pages',
    read: ({ key, url, type, base64 }) =>
      isShort(key) && isPictureAddress(url) && isShort(type) && typeof base64 === 'string' ? { key, url, type, base64 } : undefined,
  },
  lostPicture: {
    kind: 'question',
    from: 'pages',
    read: ({ key, url, why }) => (isShort(key) && isPictureAddress(url) && isPictureLost(why) ? { key, url, why } : undefined),
  },
  getReady: { kind: 'question', from: 'pages', read: nothing },
  relatePage: {
    kind: 'question',
    from: 'pages',
    read: ({ page, canonical }) => {
      const readable = readPageText(page);
      const isNamed = typeof canonical === 'string' && canonical.length <= MAX_ADDRESS_CHARS;
      return readable && { page: readable, ...(isNamed && { canonical }) };
    },
    fits: ({ page }, sender) => isAt(page.url, sender),
  },
  isWelcome: { kind: 'question', from: 'pages', read: nothing },
  mayStay: { kind: 'question', from: 'pages', read: nothing },
  heard: {
    kind: 'question',
    from: 'pages',
    read: (raw) => {
      const ticket = readTicket(raw['ticket']);
      return ticket === undefined ? undefined : { ticket };
    },
  },
  search: {
    kind: 'question',
    from: 'own pages',
    read: ({ query, within, most }) => {
      const readable = readWithin(within);
      if (typeof query !== 'string' || query.length > MAX_QUERY_CHARS || readable === undefined) return undefined;
      if (most !== undefined && !isCount(most)) return undefined;
      return { query, within: readable, ...(most !== undefined && { most }) };
    },
  },
  paintable: {
    kind: 'question',
    from: 'pages',
    read: ({ on, bornAt }) => (typeof on === 'boolean' && isInstant(bornAt) ? { on, bornAt } : undefined),
  },
  showCard: {
    kind: 'question',
    from: 'pages',
    read: ({ frameId, key, content }) => {
      const [readableKey, readable] = [readCardKey(key), readCardContent(content)];
      return isFrame(frameId) && readableKey && readable ? { frameId, key: readableKey, content: readable } : undefined;
    },
  },
  showPopup: { kind: 'question', from: 'pages', read: nothing },
  cardSays: {
    kind: 'question',
    from: 'the card',
    read: ({ key, says }) => {
      const [readableKey, readable] = [readCardKey(key), readCardSays(says)];
      return readableKey && readable ? { key: readableKey, says: readable } : undefined;
    },
  },
  findAt: {
    kind: 'question',
    from: 'own pages',
    read: ({ address, isTyped }) =>
      typeof address === 'string' && address.length <= 4096 && typeof isTyped === 'boolean' ? { address, isTyped } : undefined,
  },
  findHere: { kind: 'question', from: 'own pages', read: tab },
  follow: {
    kind: 'command',
    from: 'own pages',
    read: ({ sources }) => {
      const readable = Array.isArray(sources) ? sources.map(readFollowAsk) : [undefined];
      return readable.every((each) => each !== undefined) ? { sources: readable } : undefined;
    },
  },
  unfollow: {
    kind: 'command',
    from: 'own pages',
    read: ({ sourceId, forget = false }) => (isSourceId(sourceId) && typeof forget === 'boolean' ? { sourceId, forget } : undefined),
  },
  changeSource: {
    kind: 'command',
    from: 'own pages',
    read: ({ sourceId, change }) => {
      const readable = readSourceChange(change);
      return isSourceId(sourceId) && readable ? { sourceId, change: readable } : undefined;
    },
  },
  changeAddress: {
    kind: 'command',
    from: 'own pages',
    read: ({ sourceId, url, kind, typedHost }) => {
      const address = typeof url === 'string' && url.length <= 4096 ? webAddress(url) : undefined;
      const isKind = kind === 'feed' || kind === 'listing';
      if (!isSourceId(sourceId) || address === undefined || !isKind) return undefined;
      return { sourceId, url: address, kind, ...(typeof typedHost === 'string' && { typedHost }) };
    },
  },
  answerQuestion: {
    kind: 'command',
    from: 'own pages',
    read: ({ sourceId, isWelcome }) => (isSourceId(sourceId) && typeof isWelcome === 'boolean' ? { sourceId, isWelcome } : undefined),
  },
  backedUp: {
    kind: 'command',
    from: 'own pages',
    read: ({ at, bytes, lastEvent }) => (isInstant(at) && isInstant(bytes) && isInstant(lastEvent) ? { at, bytes, lastEvent } : undefined),
  },
  restore: {
    kind: 'command',
    from: 'own pages',
    read: ({ madeAt, device, skipped, rowsInAll }) =>
      isInstant(madeAt) && typeof device === 'string' && isStrings(skipped) && isInstant(rowsInAll)
        ? { madeAt, device, skipped, rowsInAll }
        : undefined,
  },
  stopRestore: { kind: 'command', from: 'own pages', read: nothing },
  undoRestore: { kind: 'command', from: 'own pages', read: nothing },
  makeRoom: {
    kind: 'command',
    from: 'own pages',
    read: ({ what, archivedBefore }) =>
      (what === 'pictures' || what === 'copies') && isInstant(archivedBefore) ? { what, archivedBefore } : undefined,
  },
  refresh: {
    kind: 'command',
    from: 'own pages',
    read: ({ sourceIds }) =>
      sourceIds === undefined || (Array.isArray(sourceIds) && sourceIds.every(isSourceId)) ? { sourceIds } : undefined,
  },
};

/** The same, as `answer` takes it. Pure, so that the content script carries none of it. */
export const readToBackground: ReadersOf<ToBackground> = /* @__PURE__ */ readersOf(TO_BACKGROUND);

function readersOf(table: typeof TO_BACKGROUND): ReadersOf<ToBackground> {
  return Object.fromEntries(Object.entries(table).map(([name, { read }]) => [name, read])) as ReadersOf<ToBackground>; // as: the same names, each with its own reader
}

/** Whether `sender` may ask this. A name that is not in the contract may be asked: nobody answers. */
export function mayAsk(message: unknown, sender: Sender): boolean {
  const { name, ask } = readMessage(message);
  if (sender.who === 'own' || name === undefined) return true;
  const { from, read, fits } = TO_BACKGROUND[name] as unknown as Entry<never>; // as: each entry is asked about its own asks alone
  if (from === 'own pages' || (from === 'the card') !== (sender.who === 'card')) return false;
  const readable = read(ask);
  return readable === undefined || fits === undefined || fits(readable, sender); // what does not read is answered as such
}

/** What a page hears that asks for more. */
export const REFUSED = /* @__PURE__ */ bug('a page may not ask this');

/** A message that names one of the reader's commands. */
export function isCommand(message: unknown): message is { readonly name: string } {
  const { name } = readMessage(message);
  return name !== undefined && TO_BACKGROUND[name].kind === 'command';
}

function readMessage(message: unknown): { readonly name?: NameOf<ToBackground>; readonly ask: Raw } {
  const { name, ask } = (typeof message === 'object' && message !== null ? message : {}) as { name?: unknown; ask?: unknown }; // as: both are checked next
  const given = typeof ask === 'object' && ask !== null ? (ask as Raw) : {}; // as: an object's fields are unknown
  if (typeof name !== 'string' || !Object.hasOwn(TO_BACKGROUND, name)) return { ask: given };
  return { name: name as NameOf<ToBackground>, ask: given }; // as: hasOwn has just said so
}

/** A command as it waits in the outbox. Tickets sort in the order in which commands were given. */
export type Waiting = { readonly ticket: string; readonly message: unknown; readonly by?: Sender }; // by: absent for our own pages

/** The place in the outbox that a message names. */
export function ticketOf(message: unknown): string | undefined {
  return typeof message === 'object' && message !== null ? readTicket((message as Raw)['ticket']) : undefined; // as: an object's fields are unknown
}

/** A page's own place in the outbox: none that it names is one of ours or of another tab. */
export function ticketFor({ who, tabId }: Sender, ticket: string): string {
  return who === 'own' ? ticket : `${ticket}@${tabId ?? 'page'}`;
}

/** Whether this is the address of the page that asks. What scripts and readers add to an address makes no other page. */
function isAt(address: string, { urls }: Sender): boolean {
  const here = canonicalAddress(address) ?? address;
  return urls.some((url) => (canonicalAddress(url) ?? url) === here);
}

export const readToPage: ReadersOf<ToPage> = {
  report: nothing,
  more: nothing,
  nextMark: nothing,
  previousMark: nothing,
  toggleCard: nothing,
  leave: nothing,
  cardSays: (raw) => raw as AskOf<ToPage, 'cardSays'>, // as: the background has read it by TO_BACKGROUND, and only it is heard here
};

/**
 * Reads a message and hands it to its handler. A name that is not in the contract gives undefined, so that a listener can leave it to others;
 * an unreadable ask and a handler that throws come back as `bug`, never as a rejection.
 */
export function answer<C, From>(
  readers: ReadersOf<C>,
  handlers: HandlersOf<C, From>,
  message: unknown,
  from: From,
  failedBy: (error: unknown) => Result<never> = bug,
): Promise<Result<unknown>> | undefined {
  const { name, ask } = (typeof message === 'object' && message !== null ? message : {}) as { name?: unknown; ask?: unknown }; // as: both are checked next
  if (typeof name !== 'string' || !Object.hasOwn(readers, name)) return undefined;
  const key = name as keyof C; // as: hasOwn has just said so
  const readable = typeof ask === 'object' && ask !== null ? readers[key](ask as Raw) : undefined; // as: an object's fields are unknown
  if (readable === undefined) return Promise.resolve(bug(`unreadable ${name} message`));
  return handle(() => handlers[key](readable, from), failedBy);
}

async function handle(run: () => Promise<Result<unknown>>, failedBy: (error: unknown) => Result<never>): Promise<Result<unknown>> {
  try {
    return await run();
  } catch (error) {
    return failedBy(error);
  }
}

function readWithin(raw: unknown): SearchWithin | undefined {
  const { sources, saved, any } = (typeof raw === 'object' && raw !== null ? raw : {}) as Raw; // as: the fields are looked at next
  const areSources = sources === undefined || (Array.isArray(sources) && sources.every(isSourceId));
  if (!areSources || !(saved === undefined || typeof saved === 'boolean') || !(any === undefined || typeof any === 'boolean'))
    return undefined;
  return { ...(sources !== undefined && { sources }), ...(saved !== undefined && { saved }), ...(any !== undefined && { any }) };
}

const isEssayId = (value: unknown): value is EssayId => typeof value === 'string' && value !== '' && value.length <= 2048;
const isTag = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '' && value.length <= MOST_TAG_CHARS;
const isSourceId = (value: unknown): value is SourceId => typeof value === 'string' && value !== '' && value.length <= 2048;
const PLACES_OF_ACTS: ReadonlySet<unknown> = new Set<Place>(['popup', 'page', 'options', 'start', 'reader', 'library', 'menu', 'key']);
const isPlace = (value: unknown): value is Place => PLACES_OF_ACTS.has(value);
const isShort = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 200;
const isPictureAddress = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= MAX_MARKUP_CHARS;
const isFrame = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0; // as: isSafeInteger narrows nothing; 0 is the page itself
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0; // as: isSafeInteger narrows nothing
const isInstant = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isMuteWord = (value: string): boolean => value.trim() !== '' && value.length <= 200;
const isStrings = (value: unknown): value is string[] => Array.isArray(value) && value.every((each) => typeof each === 'string');

const ACTS_OF_PAGES: ReadonlySet<Act['kind']> = new Set(['save', 'unsave', 'refuse', 'unrefuse']); // what its card can do
const PLAIN_ACTS: ReadonlySet<unknown> = new Set(['save', 'unsave', 'archive', 'unarchive', 'markRead', 'markUnread', 'open']);
export const MOST_TAG_CHARS = 200;
const MOST_NOTE_CHARS = 100_000;

function readAct(raw: unknown): Act | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { kind, page, tag, text, share, place } = raw as Raw; // as: fields are checked below
  if (PLAIN_ACTS.has(kind)) return { kind } as Act; // as: the set holds exactly these kinds
  switch (kind) {
    case 'refuse':
    case 'unrefuse':
      return typeof page === 'string' && page !== '' && page.length <= 4096 ? { kind, page } : undefined;
    case 'tag':
    case 'untag':
      return typeof tag === 'string' && tag.trim() !== '' && tag.length <= MOST_TAG_CHARS ? { kind, tag: tag.trim() } : undefined;
    case 'note':
      return typeof text === 'string' && text.length <= MOST_NOTE_CHARS ? { kind, text } : undefined;
    case 'progress':
      if (typeof share !== 'number' || !(share >= 0 && share <= 1)) return undefined;
      return { kind, share, ...(isQuote(place) && { place }) };
    default:
      return undefined;
  }
}

const MOST_TITLE_CHARS = 500;
const isNote = (value: unknown): value is string => typeof value === 'string' && value.length <= MOST_NOTE_CHARS;
const isInk = (value: unknown): value is Ink => INKS.some((ink) => ink === value);
const isHighlightId = (value: unknown): value is HighlightId => typeof value === 'string' && value !== '' && value.length <= 200;

function readHighlightChange(raw: unknown): HighlightChange | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { ink, note, isGone } = raw as Raw; // as: fields are checked below
  if (ink !== undefined && !isInk(ink)) return undefined;
  if (note !== undefined && !isNote(note)) return undefined;
  if (isGone !== undefined && typeof isGone !== 'boolean') return undefined;
  return { ...(ink !== undefined && { ink }), ...(note !== undefined && { note }), ...(isGone !== undefined && { isGone }) };
}

function readPageNames(raw: unknown): PageNames | undefined {
  const { address, canonical, title } = (typeof raw === 'object' && raw !== null ? raw : {}) as Raw; // as: every field is checked next
  if (typeof address !== 'string' || address.length > MAX_ADDRESS_CHARS || webAddress(address) === undefined) return undefined;
  return {
    address,
    ...(typeof canonical === 'string' && canonical.length <= MAX_ADDRESS_CHARS && { canonical }),
    ...(typeof title === 'string' && { title: title.slice(0, 2_000) }),
  };
}

function readChange(raw: unknown): Partial<Settings> | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { badge, readsInFull, backupEvery, copyMegabytes, muteWords, offHosts, readsHere, reader } = raw as Raw; // as: fields are checked below
  if (badge !== undefined && !isBadge(badge)) return undefined;
  if (readsInFull !== undefined && typeof readsInFull !== 'boolean') return undefined;
  if (readsHere !== undefined && typeof readsHere !== 'boolean') return undefined;
  if (backupEvery !== undefined && !isBackupEvery(backupEvery)) return undefined;
  if (copyMegabytes !== undefined && !isCopyMegabytes(copyMegabytes)) return undefined;
  if (muteWords !== undefined && !(isStrings(muteWords) && muteWords.length <= MAX_MUTE_WORDS && muteWords.every(isMuteWord)))
    return undefined;
  if (offHosts !== undefined && !(isStrings(offHosts) && offHosts.every((host) => plainHost(host) === host))) return undefined;
  return {
    ...(badge !== undefined && { badge }),
    ...(readsInFull !== undefined && { readsInFull }),
    ...(backupEvery !== undefined && { backupEvery }),
    ...(copyMegabytes !== undefined && { copyMegabytes }),
    ...(muteWords !== undefined && { muteWords }),
    ...(offHosts !== undefined && { offHosts }),
    ...(readsHere !== undefined && { readsHere }),
    ...(reader !== undefined && { reader: readLook(reader) }),
  };
}

function readFollowAsk(raw: unknown): FollowAsk | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const source = readSource((raw as Raw)['source']); // as: fields are checked by their readers
  const wishes = readSourceChange((raw as Raw)['wishes']); // as: likewise
  return source && wishes && { source, wishes };
}

function readPageText(raw: unknown): PageAsRead | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { url, title, text, paragraphs, language } = raw as Raw; // as: fields are checked below
  if (typeof url !== 'string' || typeof title !== 'string' || typeof text !== 'string' || text.length > MAX_PAGE_CHARS) return undefined;
  if (!Array.isArray(paragraphs) || paragraphs.length > MAX_PARAGRAPHS || !areSpans(paragraphs, text.length)) return undefined;
  return { url, title, text, paragraphs, ...(typeof language === 'string' && { language }) };
}

function areSpans(raw: readonly unknown[], length: number): raw is Span[] {
  let last = 0;
  return raw.every((span) => {
    if (!Array.isArray(span) || span.length !== 2) return false;
    const [start, end] = span;
    if (!Number.isInteger(start) || !Number.isInteger(end) || start < last || end <= start || end > length) return false;
    last = end;
    return true;
  });
}
