/** Every message to the background: whether it changes what is kept, who may ask it, and how its fields are read. */
import { canonicalAddress, webAddress } from '../core/address';
import { isPictureLost } from '../core/library/copy';
import type { Act } from '../core/library/marks';
import { isQuote } from '../core/library/readers';
import { readSourceChange } from '../core/library/source-marks';
import { readCardContent, readCardKey, readCardSays } from '../core/related/card';
import { readAccount } from '../core/save-to/services';
import { plainHost } from '../core/settings';
import { readTicket } from '../core/ticket';
import { type AskOf, type Raw, REFUSALS, type ToBackground } from './contract';
import {
  isCount,
  isEssayId,
  isFrame,
  isHighlightId,
  isInk,
  isInstant,
  isNote,
  isPhrase as isPhraseOf,
  isPictureAddress,
  isPlace,
  isShort,
  isSourceId,
  isStrings,
  isTag,
  MAX_ADDRESS_CHARS,
  nothing,
  readAct,
  readBrought,
  readChange,
  readFollowAsk,
  readHighlightChange,
  readPageNames,
  readPageText,
  readSyncLogin,
  readWithin,
} from './readers';
import type { Sender } from './sender';

const MAX_QUERY_CHARS = 10_000;
const MOST_AT_CHARS = 4_000; // of a sentence to open at
const MOST_TITLE_CHARS = 500;
const MOST_CHOSEN_CHARS = 20_000; // of words that are selected: more is a page
export const MOST_AT_ONCE = 2_000; // essays of one command: who acts on more gives several
const ACTS_OF_PAGES: ReadonlySet<Act['kind']> = new Set(['save', 'unsave', 'refuse', 'unrefuse', 'silence', 'unsilence']); // what its card can do

const isChosen = (text: unknown): text is string => typeof text === 'string' && text.trim() !== '' && text.length <= MOST_CHOSEN_CHARS;
const tab = ({ tabId }: Raw) => (Number.isInteger(tabId) ? { tabId: tabId as number } : undefined); // as: isInteger narrows nothing

/**
 * `command`  changes what is kept: it waits in the outbox until it is done, once, in the order in which commands were given, whatever becomes of
 *            the page or the worker.
 * `question` is answered at once, and forgotten with whoever asked.
 */
export type Kind = 'command' | 'question';

/** Who may ask it, besides our own pages. A content script shares a process with its page, so what it may say is little; the card says one thing. */
export type From = 'own pages' | 'pages' | 'a page for its own host' | 'the card';

export type Entry<A> = {
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
  aboutHere: { kind: 'question', from: 'pages', read: ({ text }) => (isChosen(text) ? { text } : undefined) },
  chosenWords: { kind: 'question', from: 'own pages', read: nothing },
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
  lessFrom: {
    kind: 'command',
    from: 'pages',
    read: ({ essayId, on }) => (isEssayId(essayId) && typeof on === 'boolean' ? { essayId, on } : undefined),
  },
  pauseMarks: { kind: 'command', from: 'pages', read: ({ on }) => (typeof on === 'boolean' ? { on } : undefined) },
  marksNowhere: { kind: 'command', from: 'pages', read: nothing },
  setMarks: {
    kind: 'command',
    from: 'own pages',
    read: ({ origins, on }) => (isStrings(origins) && typeof on === 'boolean' ? { origins, on } : undefined),
  },
  takeBack: { kind: 'command', from: 'own pages', read: ({ origins }) => (isStrings(origins) ? { origins } : undefined) },
  relateTab: { kind: 'question', from: 'own pages', read: tab },
  reportTab: { kind: 'question', from: 'own pages', read: tab },
  showMore: {
    kind: 'question',
    from: 'own pages',
    read: ({ areMore, ...raw }) => {
      const at = tab(raw);
      return at && typeof areMore === 'boolean' ? { ...at, areMore } : undefined;
    },
  },
  goToMatch: {
    kind: 'question',
    from: 'own pages',
    read: ({ essayId, start, hasCard, ...raw }) => {
      const at = tab(raw);
      const isPlace = Number.isSafeInteger(start) && typeof hasCard === 'boolean';
      return at && isEssayId(essayId) && isPlace ? { ...at, essayId, start: start as number, hasCard: hasCard as boolean } : undefined; // as: isPlace says so
    },
  },
  refuseBeside: {
    kind: 'question', // the page gives the command
    from: 'own pages',
    read: ({ essayId, act, ...raw }) => {
      const at = tab(raw);
      const known = REFUSALS.find((each) => each === act);
      return at && isEssayId(essayId) && known ? { ...at, essayId, act: known } : undefined;
    },
  },
  relateSelection: { kind: 'question', from: 'own pages', read: tab },
  linksOfTab: { kind: 'question', from: 'own pages', read: tab },
  watchTab: {
    kind: 'question',
    from: 'own pages',
    read: ({ on, ...raw }) => {
      const at = tab(raw);
      return at && typeof on === 'boolean' ? { ...at, on } : undefined;
    },
  },
  pageNews: { kind: 'question', from: 'pages', read: ({ what }) => (what === 'marks' || what === 'selection' ? { what } : undefined) },
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
  reachable: { kind: 'question', from: 'pages', read: nothing },
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
  giveBack: { kind: 'command', from: 'own pages', read: ({ origins }) => (isStrings(origins) ? { origins } : undefined) },
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
  syncLook: { kind: 'question', from: 'own pages', read: readSyncLogin },
  syncJoin: {
    kind: 'question',
    from: 'own pages',
    read: ({ kind, phrase, ...login }) => {
      const readable = readSyncLogin(login);
      const isPhrase = phrase === undefined || isPhraseOf(phrase);
      return readable && (kind === 'dav' || kind === 'couch') && isPhrase
        ? { ...readable, kind, phrase: phrase as string | undefined }
        : undefined; // as: isPhrase has just said so
    },
  },
  syncPhrase: {
    kind: 'question',
    from: 'own pages',
    read: ({ phrase, isNew }) => (isPhraseOf(phrase) && typeof isNew === 'boolean' ? { phrase, isNew } : undefined),
  },
  syncNow: { kind: 'question', from: 'own pages', read: nothing },
  syncLeave: { kind: 'command', from: 'own pages', read: nothing },
  syncDecide: { kind: 'command', from: 'own pages', read: ({ takes }) => (typeof takes === 'boolean' ? { takes } : undefined) },
  readerLook: { kind: 'question', from: 'own pages', read: readSyncLogin },
  readerJoin: { kind: 'question', from: 'own pages', read: readSyncLogin },
  readerNow: { kind: 'question', from: 'own pages', read: nothing },
  readerLeave: { kind: 'command', from: 'own pages', read: nothing },
  bringCopy: { kind: 'question', from: 'own pages', read: ({ essayId }) => (isEssayId(essayId) ? { essayId } : undefined) },
  syncRepair: { kind: 'command', from: 'own pages', read: nothing },
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
  bringIn: {
    kind: 'command',
    from: 'own pages',
    read: ({ id, rowsInAll, brought }) => {
      const readable = readBrought(brought);
      return isCount(id) && isInstant(rowsInAll) && readable ? { id, rowsInAll, brought: readable } : undefined;
    },
  },
  undoImport: { kind: 'command', from: 'own pages', read: ({ id }) => (isCount(id) ? { id } : undefined) },
  forgetImport: { kind: 'command', from: 'own pages', read: ({ id }) => (isCount(id) ? { id } : undefined) },
  sendSavedTo: {
    kind: 'command',
    from: 'own pages',
    read: ({ account }) => {
      if (account === undefined || account === null) return { account: undefined }; // null: how JSON has it
      const readable = readAccount(account);
      return readable && { account: readable };
    },
  },
  sendAgain: { kind: 'command', from: 'own pages', read: nothing },
  makeRoom: {
    kind: 'command',
    from: 'own pages',
    read: ({ what, archivedBefore }) =>
      (what === 'pictures' || what === 'copies') && isInstant(archivedBefore) ? { what, archivedBefore } : undefined,
  },
  stopRefresh: { kind: 'question', from: 'own pages', read: nothing }, // of now or never: no command that waits
  refresh: {
    kind: 'command',
    from: 'own pages',
    read: ({ sourceIds }) =>
      sourceIds === undefined || (Array.isArray(sourceIds) && sourceIds.every(isSourceId)) ? { sourceIds } : undefined,
  },
};

/** Whether this is the address of the page that asks. What scripts and readers add to an address makes no other page. */
function isAt(address: string, { urls }: Sender): boolean {
  const here = canonicalAddress(address) ?? address;
  return urls.some((url) => (canonicalAddress(url) ?? url) === here);
}
