/** What may be asked of the background and of a page, and what is answered: types alone. Who may ask is to-background.ts. */
import type { EssayId, Source, SourceId } from '../core/essay';
import type { Findings } from '../core/follow/findings';
import type { Quote } from '../core/highlight/quote';
import type { PictureLost } from '../core/library/copy';
import type { Highlight, HighlightId, Ink } from '../core/library/highlight';
import type { Act, Place } from '../core/library/marks';
import type { PageNames } from '../core/library/saved-page';
import type { SourceChange } from '../core/library/source-marks';
import type { PageAsRead } from '../core/page';
import type { Result } from '../core/problem';
import type { PageReport, Related, RelatedEssay } from '../core/related/answer';
import type { CardContent, CardKey, CardSays } from '../core/related/card';
import type { Account } from '../core/save-to/services';
import type { Settings } from '../core/settings';
import type { SyncProblem } from '../core/sync/problem';
import type { Kind as SyncKind } from '../core/sync/round';

/** A message's fields before they are read. */
export type Raw = Readonly<Record<string, unknown>>;

/** To the background, the only writer. What each is, and who may ask it, stands in TO_BACKGROUND. */
export type ToBackground = {
  /** Caught up: commands were done since the worker began, so what was read meanwhile may be old. */
  wake(ask: Record<never, never>): 'awake' | 'caught-up'; // any page: open (and if need be upgrade) the library, seed it, then answer
  act(ask: { essayId: EssayId; act: Act; from: Place }): 'done'; // popup, page: one reader's act on one essay
  highlight(ask: HighlightAsk): { id: HighlightId } | 'done'; // reader page, page: words that a person chose, and so the essay is saved; 'done': by a worker that took the answer with it
  changeHighlight(ask: { id: HighlightId; change: HighlightChange; from: Place }): 'done'; // reader page, page: another ink or note, gone, or there again; a page says so of what is highlighted on it
  inkHere(ask: { bornAt: number }): Inked; // page: what its reader highlighted on it, and what our things are called there
  noteHere(ask: { id: HighlightId }): 'done'; // page: a person wants to write a note on what is highlighted there; in a window of ours, for a page could read along
  aboutHere(ask: { text: string }): 'done'; // page: what relates to the words that are chosen there? said in a window of ours
  chosenWords(ask: Record<never, never>): { text: string; url: string }; // that window: which words, and on which page
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
  lessFrom(ask: { essayId: EssayId; on: boolean }): 'done'; // page: of this essay's source only what speaks to a page plainly
  pauseMarks(ask: { on: boolean }): 'done'; // popup, page: no marks anywhere for an hour, or again
  marksNowhere(ask: Record<never, never>): 'done'; // page: no marks anywhere; the popup and Options turn them on again
  setMarks(ask: { origins: readonly string[]; on: boolean }): 'done'; // popup, options: marks by themselves there, or no longer; asked before the permission is
  takeBack(ask: { origins: readonly string[] }): 'done'; // options: give up standing permissions, for marks and for fetching
  relateTab(ask: { tabId: number }): PageReport; // popup: a person's click; runs on the open page through activeTab
  reportTab(ask: { tabId: number }): PageReport; // popup: how things stand there, without starting anything
  namesOfTab(ask: { tabId: number }): PageNames; // popup: what the open page is called, by the browser and by itself
  whenCopied(ask: { essayId: EssayId }): Copied; // popup: what became of the copy that is being taken
  keepPicture(ask: { key: string; url: string; type: string; base64: string }): 'kept' | 'enough'; // the copier's script: a picture of the copy under this key; enough: no more of them is kept
  lostPicture(ask: { key: string; url: string; why: PictureLost }): 'done'; // the same, of one that it could not read
  showMore(ask: { tabId: number; areMore: boolean }): PageReport; // popup, panel: mark every passage, or the first three alone
  goToMatch(ask: { tabId: number; essayId: EssayId; start: number; hasCard: boolean }): 'done' | 'gone'; // popup, panel: bring that passage before the reader's eyes
  refuseBeside(ask: { tabId: number; essayId: EssayId; act: Refusal }): 'done'; // panel: an essay is not wanted beside that page, or is again
  relateSelection(ask: { tabId: number }): Related | 'nothing'; // panel: what is related to the words that are selected there
  linksOfTab(ask: { tabId: number }): readonly KnownLink[]; // panel: which links of the page lead to essays of the library
  watchTab(ask: { tabId: number; on: boolean }): 'done'; // panel: hear of changes there
  pageNews(ask: { what: PageNews }): 'done'; // content, where it is watched; the panel hears it too
  getReady(ask: Record<never, never>): 'done'; // a page is about to be read and asked about, or words are about to be typed: wake and open the index meanwhile
  relatePage(ask: { page: PageAsRead; canonical?: string | undefined }): Related | 'off'; // content: what in the library speaks to this page? canonical: what it calls itself, for knowing whether it is saved
  isWelcome(ask: Record<never, never>): boolean; // content: come back from sleep; was it told meanwhile to leave?
  mayStay(ask: Record<never, never>): boolean; // content: moved on by script; does it run there by itself, or did it come by a click, which is for one address?
  heard(ask: { ticket: string }): 'done'; // whoever gave a command has been told that it failed
  search(ask: { query: string; within: SearchWithin; most?: number }): Found | 'overtaken'; // popup: typed search; overtaken: the same page has asked again since
  paintable(ask: { on: boolean; bornAt: number }): { name: string }; // content: bring the marks' style and the script that shows the card into this document, born then, or take the style out; the name is what our things are called there
  reachable(ask: Record<never, never>): 'done'; // content: a person wants to go to a passage; bring the script that moves the page
  showCard(ask: { frameId: number; key: CardKey; content: CardContent }): { height: number }; // content: to the card in a frame of the same tab, which says how high it would like to be
  showPopup(ask: Record<never, never>): 'done'; // content: a person asked for the card on a page that lets none stand
  cardSays(ask: { key: CardKey; says: CardSays }): 'done' | 'ignored'; // the card: to the content script of the same tab, which does it

  findAt(ask: { address: string; isTyped: boolean }): Findings; // popup, options: what could be followed at an address? Keeps nothing
  findHere(ask: { tabId: number }): Findings; // popup: what could be followed on the open page? A person's click
  follow(ask: { sources: readonly FollowAsk[] }): 'done'; // popup, options: keep these, and look at them at once
  unfollow(ask: { sourceId: SourceId; forget?: boolean }): 'done'; // saved and noted essays stay; forget: and nothing else of it is left
  changeSource(ask: { sourceId: SourceId; change: SourceChange }): 'done'; // the reader's wishes for one source
  changeAddress(ask: NewAddress): 'done'; // options, popup: a source goes on at another address, with its essays and what was done to them
  giveBack(ask: { origins: readonly string[] }): 'done'; // popup, options: permissions that a look needed which came to nothing; what a source or the marks need stays
  answerQuestion(ask: { sourceId: SourceId; isWelcome: boolean }): 'done'; // take the strangers in, or unfollow
  backedUp(ask: BackedUp): 'done'; // options: a backup of it all was handed to the reader
  restore(ask: RestoreAsk): 'begun' | 'busy'; // options: what lies on the shelf as `incoming` was looked through; goes on by itself. Progress: edge/store/restores.ts
  stopRestore(ask: Record<never, never>): 'done'; // options: no further; what came stays
  undoRestore(ask: Record<never, never>): 'begun' | 'nothing' | 'busy'; // options: the last one, whole; goes on by itself
  bringIn(ask: BringAsk): 'begun' | 'busy'; // options: an import that lies on the shelf under this id; goes on by itself. stopRestore ends it
  undoImport(ask: { id: number }): 'begun' | 'nothing' | 'busy'; // options: this one, whole
  forgetImport(ask: { id: number }): 'done'; // options: out of the list; what it brought stays, and cannot be taken back any more
  sendSavedTo(ask: { account: Account | undefined }): 'done'; // options: what is saved from now on goes to this other reader too; undefined: to none
  sendAgain(ask: Record<never, never>): 'done'; // options: what waits is tried now
  makeRoom(ask: { what: RoomToMake; archivedBefore: number }): 'done'; // options: pictures, or copies whole, of essays archived before then; texts, notes and highlights stay
  stopRefresh(ask: Record<never, never>): 'done'; // popup: the look at the sources that is going on ends after what is being asked now
  syncLook(ask: SyncLogin): SyncSaid<SyncSeen>; // options: what is at this address? Writes nothing
  syncJoin(ask: SyncLogin & { kind: SyncKind; phrase: string | undefined }): SyncSaid<'done'>; // options: keep the library alike there; without a phrase, plain
  syncPhrase(ask: { phrase: string; isNew: boolean }): SyncSaid<'done'>; // options: another phrase from now on; or the one that another machine has set
  syncNow(ask: Record<never, never>): SyncSaid<'done'>; // options: one round; answers when it has ended
  syncLeave(ask: Record<never, never>): 'done'; // options: no longer; what is here and there stays
  syncDecide(ask: { takes: boolean }): 'done'; // options: what another machine takes away goes, or stays and is told to stay there too
  readerLook(ask: SyncLogin): SyncSaid<ReaderSeen>; // options: what a reader on a server has, and what joining it would do. Writes nothing
  readerJoin(ask: SyncLogin): SyncSaid<'done'>; // options: subscriptions, read and starred the same with it from now on
  readerNow(ask: Record<never, never>): SyncSaid<'done'>; // options: one round
  readerLeave(ask: Record<never, never>): 'done'; // options: no longer
  bringCopy(ask: { essayId: EssayId }): 'brought' | 'none'; // reader page: a copy that another machine took, from the server that keeps them alike
  syncRepair(ask: Record<never, never>): 'done'; // options: write again what this machine had written and what is there no longer
  refresh(ask: { sourceIds: readonly SourceId[] | undefined }): 'begun' | 'done'; // now, and asleep ones wake; undefined is all. Progress: edge/browser/progress.ts
};

/** marks: what is related, or how it stands on the page. selection: other words are selected. */
export type PageNews = 'marks' | 'selection';

/** A link as it stands on a page. */
export type PageLink = { readonly url: string; readonly words: string };

export type KnownLink = PageLink & Pick<RelatedEssay, 'id' | 'title' | 'isSaved' | 'isRead'>;

/** The password is not written down before the server has taken it: so these are questions, and wait in no outbox. */
export type SyncLogin = { readonly address: string; readonly user: string; readonly password: string };
export type SyncSaid<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'no'; readonly problem: SyncProblem };
export type SyncSeen = {
  readonly kind: SyncKind;
  readonly server: string; // as it calls itself
  readonly holds: 'nothing' | 'plain' | 'phrase';
  readonly machines: number;
  readonly items: number; // that these wrote
};

/** `feeds`: how many are there, new here, and new there. The others: how many would be marked, here and there. */
export type ReaderSeen = {
  readonly feeds: { readonly both: number; readonly here: number; readonly there: number };
  readonly read: { readonly here: number; readonly there: number };
  readonly saved: { readonly here: number; readonly there: number };
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

/** `id`: when it was looked through, by which it lies on the shelf. What it brings is counted for the list of imports. */
export type BringAsk = { readonly id: number; readonly rowsInAll: number; readonly brought: BroughtIn };
export type BroughtIn = {
  readonly names: readonly string[];
  readonly formats: readonly string[];
  readonly pages: number;
  readonly highlights: number;
  readonly texts: number;
  readonly left: number;
  readonly followed: readonly { readonly id: SourceId; readonly isNew: boolean }[];
};

export type RoomToMake = 'pictures' | 'copies';

/** To the content script of one tab. */
export const REFUSALS = ['refuse', 'unrefuse', 'silence', 'unsilence', 'less', 'unless'] as const;
/** An essay is not related to this page; beside none; of its source only what speaks to a page plainly. And each taken back. */
export type Refusal = (typeof REFUSALS)[number];

export type ToPage = {
  report(ask: Record<never, never>): PageReport;
  more(ask: { areMore: boolean }): PageReport;
  goTo(ask: { essayId: EssayId; start: number; hasCard: boolean }): 'done' | 'gone';
  refuse(ask: { essayId: EssayId; act: Refusal }): 'done'; // the page knows what it is, and takes the marks off
  selected(ask: Record<never, never>): PageAsRead | 'nothing';
  links(ask: Record<never, never>): readonly PageLink[];
  watch(ask: { on: boolean }): 'done'; // a panel is open beside it
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
