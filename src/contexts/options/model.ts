/** The options page without its view. Settings and permissions change through messages; the library is only read, copied out, or given up. */
import { computed, signal } from '@preact/signals';
import type { EssayId, SourceId } from '../../core/essay';
import { originsToAsk } from '../../core/follow/new-source';
import type { Act } from '../../core/library/marks';
import type { Problem, Result } from '../../core/problem';
import { type Badge, DEFAULT_SETTINGS } from '../../core/settings';
import type { Counts } from '../../ui/counts';
import { titleOf } from '../../ui/followed';
import { groupBySite } from '../../ui/origin-words';
import { takingOut } from '../../ui/taking-out';
import { counted, type Phrase, say } from '../../ui/words';
import { backupModel } from './backup';
import { bringModel } from './bring';
import { hostOf } from './host-of';
import type { MutedCounts, Needs, Refused } from './needs';
import { readerServerModel } from './reader-server';
import { reportText } from './report';
import { sendToModel } from './send-to';
import { sourcesModel } from './sources';
import { syncModel } from './sync';

/** What has to be typed before the library is deleted. */
export const resetWords = (): string => say('resetWords');

/** The two pages of Options. */
export type View = 'settings' | 'sources';

const MAX_WORD_CHARS = 200;
const BADGE_SAID: Readonly<Record<Badge, Phrase>> = {
  number: 'saidBadgeNumber',
  dot: 'saidBadgeDot',
  off: 'saidBadgeOff',
};

export type OptionsModel = ReturnType<typeof optionsModel>;

export function optionsModel(needs: Needs) {
  const settings = signal(DEFAULT_SETTINGS);
  const origins = signal<readonly string[]>([]);
  const counts = signal<Counts | undefined>(undefined);
  const problems = signal<readonly Problem[]>([]);
  const broken = signal<Problem | undefined>(undefined); // why the library does not open
  const isReady = signal(false);
  const isBusy = signal(false); // copying or deleting everything takes a moment
  const said = signal<string | undefined>(undefined);
  const undo = signal<(() => Promise<void>) | undefined>(undefined); // of what was said
  const trouble = signal<Problem | undefined>(undefined);
  const view = signal<View>('settings');
  const muted = signal<MutedCounts | undefined>(undefined);
  const refused = signal<Refused | undefined>(undefined); // once it was asked for
  const sources = sourcesModel(needs, { tell, fail }, () => settings.value.readsInFull);
  const backup = backupModel(needs, { tell, fail });
  const taking = takingOut(needs.bring, { tell, fail });
  const sendTo = sendToModel(needs, { tell, fail });
  const bring = bringModel(
    needs,
    { tell, fail },
    {
      lookAtBackup: backup.look,
      changed: () => {
        void readLibrary();
        void backup.start();
      },
    },
  );
  const sync = syncModel(needs, { tell, fail });
  const readerServer = readerServerModel(needs, { tell, fail });
  const areMarked = (origin: string): boolean => settings.value.markOrigins.includes(origin);
  const marked = computed(() => groupBySite(origins.value.filter(areMarked)));
  const fetched = computed(() => groupBySite(origins.value.filter((origin) => !areMarked(origin)))); // granted for sources alone

  /** The followed sources that are fetched from a site. */
  function purposeOf(site: string): readonly string[] {
    const patterns = new Set(fetched.value.get(site));
    return sources.rows.value.filter(({ source }) => originsToAsk(source.url).some((origin) => patterns.has(origin))).map(titleOf);
  }

  function tell(words: string, back?: () => Promise<void>): void {
    said.value = words;
    undo.value = back;
    trouble.value = undefined;
  }

  function fail(problem: Problem): void {
    said.value = undefined;
    undo.value = undefined;
    trouble.value = problem;
  }

  async function start(): Promise<void> {
    needs.onSettings((changed) => {
      const areWordsNew = changed.muteWords.join('\n') !== settings.peek().muteWords.join('\n');
      settings.value = changed;
      if (areWordsNew) void countMuted();
    });
    needs.onOrigins(() => void readOrigins());
    await Promise.all([readOrigins(), readLibrary()]);
    settings.value = await needs.loadSettings(); // after the waking, which may have changed them
    if (broken.peek() === undefined) await sources.start();
    if (broken.peek() === undefined) void backup.start();
    if (broken.peek() === undefined) void bring.start();
    if (broken.peek() === undefined) void sendTo.start();
    if (broken.peek() === undefined) void sync.start();
    if (broken.peek() === undefined) void readerServer.start();
    isReady.value = true;
    await countMuted();
  }

  /** Reads essays, so only where a word is there to count for. */
  async function countMuted(): Promise<void> {
    const words = settings.peek().muteWords;
    muted.value = undefined;
    if (words.length === 0 || broken.peek() !== undefined) return;
    const counts = await needs.countMuted(words).catch(() => undefined);
    if (words === settings.peek().muteWords) muted.value = counts;
  }

  async function readOrigins(): Promise<void> {
    origins.value = await needs.grantedOrigins();
  }

  async function readLibrary(): Promise<void> {
    const awake = await needs.send('wake', {});
    counts.value = await needs.counts().catch(() => undefined);
    problems.value = await needs.problems().catch(() => []);
    broken.value = awake.ok ? undefined : awake.problem;
  }

  /** Does one thing, then says in words that it is done, or why not. */
  async function change(words: string, run: () => Promise<Result<unknown>>): Promise<boolean> {
    const reply = await run();
    if (reply.ok) tell(words);
    else fail(reply.problem);
    return reply.ok;
  }

  function setBadge(badge: Badge): Promise<boolean> {
    return change(say(BADGE_SAID[badge]), () => needs.send('changeSettings', { change: { badge } }));
  }

  function setReadsInFull(readsInFull: boolean): Promise<boolean> {
    const words = say(readsInFull ? 'saidInFullOn' : 'saidInFullOff');
    return change(words, () => needs.send('changeSettings', { change: { readsInFull } }));
  }

  function setCopyMegabytes(copyMegabytes: number): Promise<boolean> {
    return change(say('saidPictures'), () => needs.send('changeSettings', { change: { copyMegabytes } }));
  }

  function setReadsHere(readsHere: boolean): Promise<boolean> {
    return change(say(readsHere ? 'saidReadsHere' : 'saidReadsThere'), () => needs.send('changeSettings', { change: { readsHere } }));
  }

  function setCompactRows(compactRows: boolean): Promise<boolean> {
    return change(say(compactRows ? 'saidCompact' : 'saidRoomy'), () => needs.send('changeSettings', { change: { compactRows } }));
  }

  /** False where the word is there already or is none. */
  async function mute(typed: string): Promise<boolean> {
    const word = typed.trim().replace(/\s+/g, ' ');
    const { muteWords } = settings.peek();
    if (word === '' || word.length > MAX_WORD_CHARS || muteWords.includes(word)) return false;
    return setMuteWords([...muteWords, word], say('saidMuted', { word }));
  }

  function unmute(word: string): Promise<boolean> {
    return setMuteWords(
      settings.peek().muteWords.filter((each) => each !== word),
      say('saidUnmuted', { word }),
    );
  }

  function setMuteWords(muteWords: readonly string[], words: string): Promise<boolean> {
    return change(words, () => needs.send('changeSettings', { change: { muteWords } }));
  }

  async function unmark(site: string): Promise<void> {
    const patterns = marked.peek().get(site) ?? [];
    await change(say('saidUnmarked', { site }), () => needs.send('setMarks', { origins: patterns, on: false }));
    await readOrigins();
  }

  async function takeBack(site: string): Promise<void> {
    const patterns = fetched.peek().get(site) ?? [];
    await change(say('saidTakenBack', { site }), () => needs.send('takeBack', { origins: patterns }));
    await readOrigins();
  }

  /** False where what was typed is no site. */
  async function turnOff(typed: string): Promise<boolean> {
    const host = hostOf(typed);
    return host !== undefined && change(say('saidOff', { host }), () => needs.send('setSite', { host, off: true }));
  }

  function turnOn(host: string): Promise<boolean> {
    return change(say('saidOffListLeft', { host }), () => needs.send('setSite', { host, off: false }));
  }

  async function readRefused(): Promise<void> {
    refused.value = await needs.refused().catch(() => undefined);
  }

  /** A refusal taken back is gone from the list. */
  async function allow(run: () => Promise<Result<unknown>>): Promise<void> {
    await change(say('saidTakenBackNo'), run);
    await readRefused();
  }

  const act = (essayId: EssayId, done: Act) => allow(() => needs.send('act', { essayId, act: done, from: 'options' }));

  /** One thing at a time; what throws is a mistake of ours, said like any other problem. */
  async function busily(run: () => Promise<void>): Promise<void> {
    if (isBusy.peek()) return;
    isBusy.value = true;
    trouble.value = undefined;
    await run().catch((error: unknown) => {
      fail({ kind: 'library-unopened', detail: String(error) });
    });
    isBusy.value = false;
  }

  function exportEverything(): Promise<void> {
    return busily(async () => {
      const dump = await needs.dump();
      if (dump === undefined) return tell(say('noLibraryToExport'));
      const day = new Date(needs.now()).toISOString().slice(0, 10);
      needs.download(`sidelight-${day}.json`, JSON.stringify(dump));
      tell(say('saidExported'));
    });
  }

  /** Deletes only after the exact words, then lets the background begin a new library and forget the old one's loss. */
  async function reset(typed: string): Promise<void> {
    if (typed !== resetWords()) return;
    await busily(async () => {
      await needs.reset();
      await readLibrary();
      if (broken.peek() === undefined) await needs.send('acknowledge', {});
      problems.value = await needs.problems();
      tell(counted('newLibrary', counts.peek()?.essays ?? 0));
    });
  }

  const report = computed(() =>
    reportText({
      ...needs.about,
      counts: counts.value,
      markedSites: marked.value.size,
      fetchedSites: fetched.value.size,
      offSites: settings.value.offHosts.length,
      problems: broken.value ? [broken.value, ...problems.value.filter(({ kind }) => kind !== broken.value?.kind)] : problems.value,
    }),
  );

  async function copyReport(): Promise<void> {
    const isCopied = await needs.copy(report.peek()).then(
      () => true,
      () => false, // the browser may keep the clipboard to itself; the text can still be selected
    );
    tell(say(isCopied ? 'saidCopied' : 'notCopied'));
  }

  return {
    ...{
      settings,
      marked,
      fetched,
      counts,
      broken,
      isReady,
      isBusy,
      said,
      undo,
      trouble,
      report,
      view,
      muted,
      refused,
      sources,
      backup,
      bring,
      taking,
      sendTo,
      sync,
      readerServer,
    },
    now: needs.now,
    ...{
      start,
      setBadge,
      setReadsInFull,
      setCopyMegabytes,
      setReadsHere,
      setCompactRows,
      mute,
      unmute,
      unmark,
      purposeOf,
      takeBack,
      turnOff,
      turnOn,
      readRefused,
      resumeMarks: () => change(say('saidMarksOn'), () => needs.send('changeSettings', { change: { areMarksOff: false, pausedUntil: 0 } })),
      wantMore: (sourceId: SourceId) => allow(() => needs.send('changeSource', { sourceId, change: { lessShown: false } })),
      forgetLeaning(source: string) {
        const { [source]: _, ...leanings } = settings.peek().leanings;
        return allow(() => needs.send('changeSettings', { change: { leanings } }));
      },
      unsilence: (id: EssayId) => act(id, { kind: 'unsilence' }),
      unrefuse: (id: EssayId, page: string, like: string | undefined) =>
        act(id, { kind: 'unrefuse', page, ...(like !== undefined && { like }) }),
      exportEverything,
      reset,
      copyReport,
    },
  };
}
