/** The popup without its view: what it knows and what can be done. Everything outside is handed in; writes go through messages. */
import { computed, signal, batch as together } from '@preact/signals';
import type { SourceId } from '../../core/essay';
import type { Entry } from '../../core/library/marks';
import type { Problem } from '../../core/problem';
import type { RelatedEssay } from '../../core/related/answer';
import type { SyncProblem } from '../../core/sync/problem';
import type { Counts } from '../../ui/counts';
import type { Shown } from '../../ui/entry-row';
import { findingModel } from '../../ui/finding';
import { counted, say } from '../../ui/words';
import { actsModel } from './acts';
import { essayActs } from './essay-acts';
import { filterModel } from './filter';
import { listModel } from './list';
import type { Needs } from './needs';
import { newsModel } from './news';
import { savePageModel } from './save-page';
import { savedModel } from './saved';
import { type Scope, searchModel } from './search';
import { sourcesModel } from './sources';
import { thisPageModel } from './this-page';
import { welcomeModel } from './welcome';

export const TABS = ['latest', 'saved', 'page'] as const;
export type Tab = (typeof TABS)[number];

/** The last thing done, in words; with `undo` where it can be taken back. */
export type Said = { readonly words: string; readonly undo?: () => Promise<void> };

export type PopupModel = ReturnType<typeof popupModel>;

export function popupModel(needs: Needs) {
  const tab = signal<Tab>('latest');
  const counts = signal<Counts | undefined>(undefined);
  const lasting = signal<readonly Problem[]>([]); // problems that stand until something is done about them
  const trouble = signal<Problem | undefined>(undefined); // the last act's
  const said = signal<Said | undefined>(undefined);
  const isHelpOpen = signal(false);
  const isFollowOpen = signal(false);
  const since = signal(0); // ms since 1970, UTC: when the list was looked at before this; 0: never, or not read yet
  const names = signal<ReadonlyMap<SourceId, string>>(new Map());
  const savedHere = signal(0); // of the open page's site, where it is not followed
  const isCompact = signal(false); // rows of one line
  const syncTrouble = signal<SyncProblem | undefined>(undefined);
  const isAwake = signal(false); // the background has opened, and if need be seeded, the library

  const undos: (() => Promise<void>)[] = []; // the ways back from what was done here, the last one last

  const tell = (words: string, undo?: () => Promise<void>): void => {
    savePage.clear();
    trouble.value = undefined;
    said.value = { words, ...(undo && { undo }) };
    if (undo) undos.push(undo);
  };
  const fail = (problem: Problem): void => {
    savePage.clear();
    said.value = undefined;
    trouble.value = problem;
  };
  const acts = actsModel(shiftCounts, fail);
  const { toggleSaved, toggleRead, open } = essayActs(needs, acts, tell);
  const sources = sourcesModel({ ...needs, read: needs.reads.sources }, { arrived: readAgain, tell, fail });
  const filter = filterModel(sources.rows, () => void latest.load(0));
  const latest = listModel((before) => needs.reads.latest({ ...filter.wanted(), since: since.peek() }, before));
  const news = newsModel(latest, acts.wanted);
  const saved = savedModel(needs, { tell, fail });
  const hasSaved = computed(
    () => saved.counts.value !== undefined && saved.counts.value.later + saved.counts.value.archive + saved.counts.value.tags.length > 0,
  );
  const isTagging = computed(() => tab.value === 'saved' && saved.tagging.value !== undefined);
  const search = searchModel(needs, computed(scope));
  const here = thisPageModel(needs, tell);
  const savePage = savePageModel(needs, { opened: here.found, tell, fail, changed: showChanged });
  const finding = findingModel(needs, () => void sources.read());
  const welcome = welcomeModel(needs, { sources, finding }, { readAgain, tell, fail });
  const list = computed(() => (search.query.value !== '' ? search : tab.value === 'saved' ? saved : latest)); // what the keys move in

  /**
   * Paints from the store first, then counts and wakes the background; reads again where the store was not there yet. Browsers do what is asked of a
   * database one thing after the other: counting a large library would keep its first rows waiting.
   */
  async function start(): Promise<void> {
    if (latest.entries.peek().length > 0) await needs.painted(); // what was kept ready stands there: the disk comes after it
    await Promise.all([readSince().then(() => latest.load()), readNames(), readLook()]);
    await needs.painted();
    void readAllNew();
    const [reply] = await Promise.all([needs.send('wake', {}), here.glance(), savePage.look(), readCounts(), resumeFollow()]);
    const isMissing = latest.entries.peek().length === 0 || latest.state.peek() === 'failed'; // rows that were kept ready stand there though the store was gone
    const isOld = isMissing || (reply.ok && reply.value === 'caught-up');
    if (isOld) await readSince(); // a look that was posted and not yet noted down
    await Promise.all([isOld && latest.load(), isOld && readNames(), isOld && savePage.look(), readCounts(), sources.start()]);
    await Promise.all([readProblems(reply.ok ? undefined : reply.problem), welcome.read(), readSyncTrouble()]);
    isAwake.value = true;
    if (reply.ok) await needs.send('looked', {});
  }

  /** What was kept ready, before anything is read. Never rejects. */
  async function showFrontPage(): Promise<void> {
    const page = await needs.frontPage().catch(() => undefined);
    if (page === undefined) return;
    together(() => {
      since.value = page.since;
      names.value = new Map(page.names);
      isCompact.value = page.isCompact;
      welcome.expect(page.welcome);
      latest.show(page);
    });
  }

  async function readSyncTrouble(): Promise<void> {
    syncTrouble.value = await needs.reads.syncTrouble().catch(() => undefined);
  }

  async function readSince(): Promise<void> {
    since.value = await needs.reads.lastLookedAt().catch(() => since.peek());
  }

  /** Counted only where more are new than stand first. */
  async function readAllNew(): Promise<void> {
    if (news.isCutShort.peek()) news.all.value = await needs.reads.countNew(since.peek()).catch(() => 0);
  }

  async function readLook(): Promise<void> {
    isCompact.value = await needs.isCompact().catch(() => false);
  }

  async function readNames(): Promise<void> {
    names.value = await needs.reads.names().catch(() => names.peek());
  }

  /** What is saved is another now. */
  function showChanged(): void {
    void readCounts();
    if (tab.peek() === 'saved') void saved.load();
  }

  async function readCounts(): Promise<void> {
    counts.value = await needs.reads.counts().catch(() => counts.peek());
  }

  async function readProblems(waking: Problem | undefined): Promise<void> {
    const stored = await needs.reads.problems().catch(() => []);
    const unopened: Problem | undefined =
      waking ?? (latest.state.peek() === 'failed' ? { kind: 'library-unopened', detail: 'the list could not be read' } : undefined);
    lasting.value = unopened ? [unopened, ...stored.filter(({ kind }) => kind !== unopened.kind)] : stored;
  }

  async function lookAgain(): Promise<void> {
    const reply = await needs.send('wake', {});
    await Promise.all([latest.load(), readCounts()]);
    await readProblems(reply.ok ? undefined : reply.problem);
  }

  /** The reader has read what stands; what still holds comes back at the next start. */
  async function acknowledge(): Promise<void> {
    lasting.value = [];
    latest.problem.value = undefined;
    await needs.send('acknowledge', {});
  }

  /** Any act, in order: the last that was not taken back yet. */
  async function undoLast(): Promise<void> {
    await undos.pop()?.();
    await readCounts();
  }

  /** Enter reads it here, `o` opens the page, as the reader's setting has it or the other way. */
  async function openSaved({ essay: { id } }: Entry, beside: boolean, isTurned = false): Promise<void> {
    const reply = await needs.send('openEssay', { essayId: id, from: 'popup', beside, ...(isTurned && { isTurned }) });
    if (!reply.ok) return fail(reply.problem);
    if (beside) tell(say('saidOpenedBeside'));
    else needs.close();
  }

  function tagAt(entry: Entry): void {
    saved.tagging.value = entry.essay.id;
  }

  function show(next: Tab): void {
    search.clear();
    trouble.value = undefined;
    said.value = undefined;
    savePage.clear();
    if (tab.peek() === next) return;
    tab.value = next;
    if (next === 'saved') void showSaved();
    if (next === 'page') void here.ask();
    if (next === 'page') void readSuggested();
  }

  /** How many essays of the open page's site are saved, where it is not followed. */
  async function readSuggested(): Promise<void> {
    const [page, sites] = await Promise.all([here.found, needs.reads.suggested().catch(() => [])]);
    savedHere.value = sites.find(({ host }) => host === page?.host.replace(/^www\./, ''))?.saved ?? 0;
  }

  async function showSaved(): Promise<void> {
    await saved.load();
    await acts.settled();
    await saved.load(); // what was saved a moment before the tab was opened
  }

  function scope(): Scope {
    if (tab.value === 'saved') return { within: { saved: true }, words: say('placeSaved') };
    const name = tab.value === 'latest' ? filter.name.value : undefined;
    if (name === undefined) return { within: {}, words: say('placeLibrary') };
    return { within: { sources: [...(filter.wanted().sources ?? [])] }, words: say('placeNamed', { name }) };
  }

  function shiftCounts(before: Shown, after: Shown): void {
    const now = counts.peek();
    if (now === undefined) return;
    const step = (was: boolean, is: boolean): number => Number(is) - Number(was);
    counts.value = {
      ...now,
      unread: Math.max(0, now.unread + step(before.isUnread, after.isUnread)),
      saved: Math.max(0, now.saved + step(before.isSaved, after.isSaved)),
    };
  }

  let isMarking = false;

  async function markAllSeen(): Promise<void> {
    if (isMarking) return; // asked twice, the second answer would undo to a moment ago
    isMarking = true;
    const unread = counts.peek()?.unread ?? 0;
    const reply = await needs.send('markAllSeen', { until: undefined });
    isMarking = false;
    if (!reply.ok) return fail(reply.problem);
    await readAgain();
    const { value } = reply;
    tell(counted('seenCount', unread), value === 'done' ? undefined : () => undoSeen(value.before));
  }

  async function undoSeen(until: number): Promise<void> {
    const reply = await needs.send('markAllSeen', { until });
    if (!reply.ok) return fail(reply.problem);
    await readAgain();
    tell(say('undone'));
  }

  async function readAgain(): Promise<void> {
    filter.tidy();
    await Promise.all([latest.load(), readNames(), readCounts()]);
    void readAllNew();
    acts.forget();
  }

  /** A person's click on "Follow this site": shows at once what the open page has to follow. Keeps nothing yet. */
  async function openFollow(): Promise<void> {
    finding.clear();
    isFollowOpen.value = true;
    sources.expectNews();
    const page = await here.found;
    if (page) await finding.lookHere(page);
  }

  /** A popup that was closed by the browser's question opens again on its result. */
  async function resumeFollow(): Promise<void> {
    if (isFollowOpen.peek() || !(await needs.notebook.noted().catch(() => undefined))) return;
    sources.expectNews();
    isFollowOpen.value = true;
    await finding.resume();
  }

  /** Escape: the innermost open thing closes, at last the popup. */
  function back(): void {
    if (isHelpOpen.peek()) isHelpOpen.value = false;
    else if (isTagging.peek()) saved.tagging.value = undefined;
    else if (isFollowOpen.peek()) isFollowOpen.value = false;
    else if (search.query.peek() !== '') search.clear();
    else needs.close();
  }

  /** The row that has the focus shows its summary, or no longer. */
  function toggleFold(): void {
    const entry = entryAt();
    if (entry) news.toggle(entry.essay.id);
  }

  const entryAt = (): Entry | undefined =>
    list
      .peek()
      .entries.peek()
      .find(({ essay }) => essay.id === list.peek().at.peek());

  return {
    ...{ tab, counts, lasting, trouble, said, isHelpOpen, isFollowOpen, isAwake, syncTrouble, latest, saved, search, here, list },
    ...{ isCompact, savedHere },
    ...{ sources, filter, finding, savePage, since, names, news },
    ...{ welcome: welcome.source, putAway: welcome.putAway, followWelcome: welcome.follow },
    ...{
      showFrontPage,
      start,
      acknowledge,
      show,
      lookAgain,
      open,
      toggleSaved,
      toggleRead,
      markAllSeen,
      openFollow,
      back,
      toggleFold,
      entryAt,
    },
    ...{ hasSaved, isTagging, undoLast, openSaved, tagAt, openLibrary: () => needs.openLibrary(search.query.peek()) },
    wanted: acts.wanted,
    shown: acts.shown,
    openOptions: needs.openOptions,
    openBackup: needs.openBackup,
    openPanel: needs.openPanel,
    openSync: needs.openSync,
    openImport: needs.openImport,
    openSources: needs.openSources,
    now: needs.now,
  };
}

/** What a related essay's card shows, in the same words as a row. */
export function shownOfRelated({ isSaved, isRead }: RelatedEssay): Shown {
  return { isSaved, isUnread: !isRead };
}
