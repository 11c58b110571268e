/** The page "Sources" without its view: every followed source, and what a reader may wish for one. Writes go through messages. */
import { computed, signal } from '@preact/signals';
import type { SourceId } from '../../core/essay';
import { originsToAsk } from '../../core/follow/new-source';
import type { SourceChange } from '../../core/library/source-marks';
import type { SuggestedSite } from '../../core/library/suggested-sites';
import type { Problem } from '../../core/problem';
import { writeOpml } from '../../core/transfer/opml';
import { checkedWords, isChecking, type Progress } from '../../ui/checking';
import { findingModel } from '../../ui/finding';
import { byFolder, type FollowedSource, foldersOf, isTroubled, siteOf, titleOf, wishesAgain } from '../../ui/followed';
import { counted, say } from '../../ui/words';
import { addressModel } from './addresses';
import { formerModel } from './former';
import { importModel } from './import';
import type { Needs } from './needs';
import { subscriptionsOf } from './subscriptions';

const BATCH = 60; // rows put into the page at first: two or three screens
const LARGEST_BATCH = 200; // and later at a time: more would be felt

/** An address brought by the browser's menu; a link's was not typed by anyone. */
export type Given = { readonly address: string; readonly isTyped: boolean };

export type SourcesModel = ReturnType<typeof sourcesModel>;
type Told = { readonly tell: (words: string, undo?: () => Promise<void>) => void; readonly fail: (problem: Problem) => void };

export function sourcesModel(needs: Needs, { tell, fail }: Told, readsInFull: () => boolean = () => true) {
  const suggested = signal<readonly SuggestedSite[]>([]); // sites of which several essays were saved, and none is followed
  const rows = signal<readonly FollowedSource[]>([]);
  const isReady = signal(false);
  const query = signal('');
  const isTroubleOnly = signal(false);
  const limit = signal(BATCH);
  const openId = signal<SourceId | undefined>(undefined);
  const at = signal<SourceId | undefined>(undefined); // the row that Tab reaches
  const progress = signal<Progress | undefined>(undefined);
  const given = signal<Given>({ address: '', isTyped: true });
  const finding = findingModel(needs, () => void read());
  const bringing = importModel(needs, read, fail);
  const addresses = addressModel(needs, { read, tell, fail });
  const former = formerModel(needs, { readFollowed: read, tell, fail });

  const matching = computed(() => matchingIn(isTroubleOnly.value ? rows.value.filter(isTroubled) : rows.value, query.value));
  const groups = computed(() => cut(byFolder(matching.value), limit.value));
  const folders = computed(() => foldersOf(rows.value));
  const troubled = computed(() => rows.value.filter(isTroubled).length);
  const waiting = computed(() => rows.value.filter(({ health }) => health.condition === 'not-allowed'));
  const offered = computed(() => matching.value.filter(({ health }) => health.offer !== undefined));
  const checked = computed(() => checkedWords(rows.value, progress.value, needs.now())?.fact);
  const isBusy = computed(() => isChecking(progress.value, needs.now()));

  async function start(): Promise<void> {
    needs.onProgress((now) => void step(now));
    needs.onOrigins(() => void read());
    const [, kept] = await Promise.all([read(), needs.progress().catch(() => undefined)]);
    progress.value = kept;
    isReady.value = true;
  }

  async function read(): Promise<readonly FollowedSource[]> {
    const [now, sites] = await Promise.all([needs.sources().catch(() => rows.peek()), needs.suggested().catch(() => []), former.read()]);
    suggested.value = sites;
    rows.value = now;
    return now;
  }

  async function step(now: Progress): Promise<void> {
    progress.value = now;
    await bringing.follows(now);
    if (!now.isRunning) await read();
  }

  function search(text: string): void {
    query.value = text;
    limit.value = BATCH;
  }

  function showTroubleOnly(isOnly: boolean): void {
    isTroubleOnly.value = isOnly;
    limit.value = BATCH;
  }

  const more = (): void => {
    if (limit.peek() < matching.peek().length) limit.value += Math.min(limit.peek(), LARGEST_BATCH);
  };

  const toggle = (id: SourceId): void => {
    openId.value = openId.peek() === id ? undefined : id;
  };

  async function wish({ source }: FollowedSource, change: SourceChange, words: string): Promise<void> {
    const reply = await needs.send('changeSource', { sourceId: source.id, change });
    if (!reply.ok) return fail(reply.problem);
    await read();
    tell(words);
  }

  /** `forget`: and nothing is left of it but what was saved, noted or tagged. */
  async function unfollow(row: FollowedSource, forget = false): Promise<void> {
    const { source, wishes } = row;
    const reply = await needs.send('unfollow', { sourceId: source.id, forget });
    if (!reply.ok) return fail(reply.problem);
    rows.value = rows.peek().filter((each) => each.source.id !== source.id);
    if (!forget) await former.read();
    tell(say(forget ? 'forgottenNamed' : 'unfollowedNamed', { title: titleOf(row) }), async () => {
      if (forget) await needs.permissions.request(originsToAsk(source.url)).catch(() => false); // given back when it was forgotten
      const back = await needs.send('follow', { sources: [{ source, wishes: { followed: true, ...wishesAgain(wishes) } }] });
      if (!back.ok) return fail(back.problem);
      await read();
      tell(say('followedAgain', { title: titleOf(row) }));
    });
  }

  async function answer(row: FollowedSource, isWelcome: boolean): Promise<void> {
    const reply = await needs.send('answerQuestion', { sourceId: row.source.id, isWelcome });
    if (!reply.ok) return fail(reply.problem);
    await read();
    tell(isWelcome ? say('postsOnTheirWay') : say('unfollowedNamed', { title: titleOf(row) }));
  }

  /** Now; one that sleeps wakes. */
  async function check(some: readonly FollowedSource[] | undefined): Promise<void> {
    const reply = await needs.send('refresh', { sourceIds: some?.map(({ source }) => source.id) });
    if (!reply.ok) return fail(reply.problem);
    const [only] = some ?? [];
    tell(only && some?.length === 1 ? say('oneIsChecked', { title: titleOf(only) }) : say('allAreChecked'));
  }

  /** Straight from a click: the request is the first thing that happens. What counts is what the browser has after it. */
  async function allow(some: readonly FollowedSource[]): Promise<void> {
    const origins = [...new Set(some.flatMap(({ source }) => originsToAsk(source.url)))];
    await needs.permissions.request(origins).catch(() => false);
    const isThere = await needs.permissions.has(origins).catch(() => false);
    if (!isThere) return fail({ kind: 'permission-refused', origin: origins[0] ?? '' });
    await needs.send('refresh', { sourceIds: some.map(({ source }) => source.id) });
    await read();
    const [only] = some;
    tell(some.length === 1 && only ? say('allowedOne', { site: siteOf(only.source) }) : counted('allowedSome', some.length));
  }

  async function exportList(): Promise<void> {
    const listed = await needs.listed().catch(() => []);
    if (listed.length === 0) return tell(say('nothingToExport'));
    const day = new Date(needs.now()).toISOString().slice(0, 10);
    needs.download(`sidelight-sources-${day}.opml`, writeOpml(subscriptionsOf(listed), say('name')));
    tell(counted('sourcesExported', listed.length));
  }

  return {
    ...{
      rows,
      isReady,
      query,
      isTroubleOnly,
      openId,
      at,
      given,
      finding,
      bringing,
      former,
      matching,
      groups,
      folders,
      troubled,
      waiting,
      offered,
      checked,
      isBusy,
    },
    ...{ start, search, showTroubleOnly, more, toggle, wish, unfollow, answer, check, allow, exportList },
    ...addresses,
    suggested,
    readsInFull,
    permissions: needs.permissions,
    now: needs.now,
  };
}

/** Every word of the query somewhere in what the reader sees of a source. */
function matchingIn(rows: readonly FollowedSource[], query: string): readonly FollowedSource[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const told = `${titleOf(row)} ${siteOf(row.source)} ${row.wishes.folder ?? ''} ${row.source.url}`.toLowerCase();
    return words.every((word) => told.includes(word));
  });
}

export type Group = { readonly folder: string | undefined; readonly count: number; readonly rows: readonly FollowedSource[] };

/** The first `limit` rows over all groups. */
function cut(groups: ReadonlyMap<string | undefined, readonly FollowedSource[]>, limit: number): readonly Group[] {
  const shown: Group[] = [];
  let left = limit;
  for (const [folder, rows] of groups) {
    if (left <= 0) break;
    shown.push({ folder, count: rows.length, rows: rows.slice(0, left) });
    left -= rows.length;
  }
  return shown;
}
