/**
 * Keeps subscriptions, read and starred the same with a server that speaks the Google Reader API, by the requests that all such servers have. First it is
 * looked what would be done; then that is done. What the server answers is believed only once it says so again: some say OK and do nothing.
 */

import { canonicalAddress } from '../core/address';
import type { EssayId } from '../core/essay';
import { type Ids, type ReaderItem, readAuth, readIds, readItems, readSubscriptions, type Subscription } from '../core/greader/answers';
import { type Both, type Matched, type Plan, planFor } from '../core/greader/plan';
import { problemOf } from '../core/sync/answer';
import { isTooMuch } from '../core/sync/joined';
import { type Answer, came, stopped } from '../core/sync/problem';
import { type Ask, textOf } from './remote';

const STATE = 'user/-/state/com.google';
const IDS_A_PAGE = 1_000;
const MOST_PAGES = 60;
const CONTENTS_AT_ONCE = 100;
const TAGS_AT_ONCE = 50;
const OVERLAP_S = 24 * 60 * 60;
const FIRST_S = 30 * 24 * 60 * 60; // of what is new when both meet first: starred ones come however old
const MOST_BYTES = 20_000_000;

/** What is remembered of an item that both sides have. */
export type Row = Both & { readonly id: string; readonly essayId: EssayId };

export type ReaderLogin = { readonly address: string; readonly user: string; readonly password: string };

export type ReaderEdges = {
  readonly ask: Ask;
  readonly now: () => number; // ms since 1970, UTC
  readonly rows: () => Promise<readonly Row[]>;
  readonly since: () => Promise<number | undefined>; // of the last round, ms since 1970, UTC
  readonly find: (items: readonly ReaderItem[]) => Promise<ReadonlyMap<string, EssayId>>; // by id, those that are known here
  readonly states: (ids: readonly EssayId[]) => Promise<ReadonlyMap<EssayId, Both>>;
  readonly followed: () => Promise<readonly string[]>; // addresses of feeds that are followed here
};

/** What was found, and what would be done. */
export type ReaderLook = {
  readonly subscriptions: readonly Subscription[];
  readonly missingThere: readonly string[]; // feeds that are followed here alone
  readonly plan: Plan;
  readonly matched: readonly Matched[];
};

export type ReaderSession = { readonly auth: string; readonly api: string };

/** Some serve the API below their own address: FreshRSS at `/api/greader.php`, Miniflux at `/`. */
export async function logIn({ address, user, password }: ReaderLogin, ask: Ask, now: () => number): Promise<Answer<ReaderSession>> {
  const base = address.replace(/\/+$/, '');
  const body = new URLSearchParams({ Email: user, Passwd: password }).toString();
  const answer = await ask({ method: 'POST', url: `${base}/accounts/ClientLogin`, headers: FORM, body });
  if (!answer.ok) return answer;
  const problem = problemOf(answer.value, now());
  if (problem !== undefined) return stopped(problem);
  const auth = readAuth(textOf(answer.value.bytes));
  return auth === undefined ? stopped({ kind: 'not-ours' }) : came({ auth, api: `${base}/reader/api/0` });
}

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

export async function lookAtReader(session: ReaderSession, edges: ReaderEdges): Promise<Answer<ReaderLook>> {
  const list = await get(session, edges, 'subscription/list', {});
  if (!list.ok) return list;
  const subscriptions = readSubscriptions(list.value);
  if (subscriptions === undefined) return stopped({ kind: 'not-ours' });
  const since = await edges.since();
  const from = Math.floor(since === undefined ? edges.now() / 1000 - FIRST_S : since / 1000 - OVERLAP_S);
  const [unreadIds, starred, recent] = [
    await idsOf(session, edges, { s: `${STATE}/reading-list`, xt: `${STATE}/read` }),
    await idsOf(session, edges, { s: `${STATE}/starred` }),
    await idsOf(session, edges, { s: `${STATE}/reading-list`, ot: String(from) }),
  ];
  if (!unreadIds.ok) return unreadIds;
  if (!starred.ok) return starred;
  if (!recent.ok) return recent;
  const rows = await edges.rows();
  const lost = rows.filter(({ id, isStarred }) => isStarred && !isAmong(starred.value, id, true)).length;
  const kept = rows.filter(({ isStarred }) => isStarred).length;
  if (isTooMuch(lost, kept)) return stopped({ kind: 'asks', taken: lost, kept });
  const known = new Set(rows.map(({ id }) => id));
  const fresh = [...new Set([...recent.value.ids, ...starred.value.ids])].filter((id) => !known.has(id));
  const items = await contentsOf(session, edges, fresh);
  if (!items.ok) return items;
  const found = await edges.find(items.value);
  const here = await edges.states([...new Set([...rows.map(({ essayId }) => essayId), ...found.values()])]);
  const matched = [
    ...rows.map(
      (row): Omit<Matched, 'here'> => ({
        ...{ id: row.id, essayId: row.essayId, base: { isRead: row.isRead, isStarred: row.isStarred } },
        there: {
          isRead: !isAmong(unreadIds.value, row.id, !row.isRead),
          isStarred: isAmong(starred.value, row.id, row.isStarred),
        },
      }),
    ),
    ...items.value.flatMap(({ id, isRead, isStarred }): Omit<Matched, 'here'>[] => {
      const essayId = found.get(id);
      return essayId === undefined ? [] : [{ id, essayId, there: { isRead, isStarred } }];
    }),
  ].flatMap((each) => {
    const mine = here.get(each.essayId);
    return mine === undefined ? [] : [{ ...each, here: mine }];
  });
  const followed = await edges.followed();
  const there = new Set(subscriptions.map(({ url }) => canonicalAddress(url)));
  return came({
    subscriptions,
    missingThere: followed.filter((url) => !there.has(canonicalAddress(url))),
    matched,
    plan: planFor(
      matched,
      items.value.filter(({ id }) => !found.has(id)),
    ),
  });
}

/** Tells the server, one tag a request: of two in one some do only the last. A feed that it does not take costs no other. */
export async function tellReader(
  session: ReaderSession,
  edges: Pick<ReaderEdges, 'ask' | 'now'>,
  look: Pick<ReaderLook, 'plan' | 'missingThere'>,
): Promise<Answer<number>> {
  const tags: readonly (readonly ['a' | 'r', string, readonly string[]])[] = [
    ['a', `${STATE}/read`, look.plan.there.read],
    ['r', `${STATE}/read`, look.plan.there.unread],
    ['a', `${STATE}/starred`, look.plan.there.star],
    ['r', `${STATE}/starred`, look.plan.there.unstar],
  ];
  let [token, told] = ['', 0];
  const send = async (path: string, form: readonly (readonly [string, string])[]): Promise<Answer<undefined>> => {
    for (let again = 0; again < 2; again++) {
      if (token === '' || again > 0) {
        const got = await get(session, edges, 'token', {});
        if (!got.ok) return got;
        token = got.value.trim();
      }
      const sent = await post(session, edges, path, [...form, ['T', token]]);
      if (sent.ok || sent.problem.kind !== 'refused') return sent.ok ? came(undefined) : sent; // a token that is too old is refused as a wrong login is
    }
    return stopped({ kind: 'refused' });
  };
  for (const [how, tag, ids] of tags)
    for (let at = 0; at < ids.length; at += TAGS_AT_ONCE) {
      const some = ids.slice(at, at + TAGS_AT_ONCE);
      const sent = await send('edit-tag', [...some.map((id) => ['i', id] as const), [how, tag]]);
      if (!sent.ok) return sent;
      told += some.length;
    }
  for (const url of look.missingThere) {
    const sent = await send('subscription/quickadd', [['quickadd', url]]);
    if (!sent.ok && sent.problem.kind !== 'server') return sent;
    if (sent.ok) told += 1;
  }
  return came(told);
}

/** `isWhole`: to its end. Of a list that breaks off nothing is known of what is not in it. */
type Listed = { readonly ids: ReadonlySet<string>; readonly isWhole: boolean };

const isAmong = ({ ids, isWhole }: Listed, id: string, before: boolean): boolean => ids.has(id) || (!isWhole && before);

async function idsOf(
  session: ReaderSession,
  edges: Pick<ReaderEdges, 'ask' | 'now'>,
  asked: Readonly<Record<string, string>>,
): Promise<Answer<Listed>> {
  const ids = new Set<string>();
  let continuation: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const more = continuation === undefined ? {} : { c: continuation };
    const answer = await get(session, edges, 'stream/items/ids', { ...asked, n: String(IDS_A_PAGE), ...more });
    if (!answer.ok) return answer;
    const read: Ids | undefined = readIds(answer.value);
    if (read === undefined) return stopped({ kind: 'lies' });
    for (const id of read.ids) ids.add(id);
    if (read.continuation === undefined) return came({ ids, isWhole: true });
    if (read.continuation === continuation) break;
    continuation = read.continuation;
  }
  return came({ ids, isWhole: false });
}

async function contentsOf(
  session: ReaderSession,
  edges: Pick<ReaderEdges, 'ask' | 'now'>,
  ids: readonly string[],
): Promise<Answer<readonly ReaderItem[]>> {
  const items: ReaderItem[] = [];
  for (let at = 0; at < ids.length; at += CONTENTS_AT_ONCE) {
    const some = ids.slice(at, at + CONTENTS_AT_ONCE).map((id) => ['i', id] as const);
    const answer = await post(session, edges, 'stream/items/contents?output=json', some);
    if (!answer.ok) return answer;
    const read = readItems(answer.value);
    if (read === undefined) return stopped({ kind: 'lies' });
    items.push(...read);
  }
  return came(items);
}

function get(
  { auth, api }: ReaderSession,
  { ask, now }: Pick<ReaderEdges, 'ask' | 'now'>,
  path: string,
  asked: Readonly<Record<string, string>>,
): Promise<Answer<string>> {
  const query = new URLSearchParams({ output: 'json', ...asked }).toString();
  return textFrom(ask({ method: 'GET', url: `${api}/${path}?${query}`, headers: headersOf(auth), mostBytes: MOST_BYTES }), now);
}

function post(
  { auth, api }: ReaderSession,
  { ask, now }: Pick<ReaderEdges, 'ask' | 'now'>,
  path: string,
  form: readonly (readonly [string, string])[],
): Promise<Answer<string>> {
  const body = new URLSearchParams(form.map(([name, value]) => [name, value])).toString();
  return textFrom(
    ask({ method: 'POST', url: `${api}/${path}`, headers: { ...headersOf(auth), ...FORM }, body, mostBytes: MOST_BYTES }),
    now,
  );
}

const headersOf = (auth: string) => ({ Authorization: `GoogleLogin auth=${auth}` });

async function textFrom(asking: ReturnType<Ask>, now: () => number): Promise<Answer<string>> {
  const answer = await asking;
  if (!answer.ok) return answer;
  const problem = problemOf(answer.value, now());
  return problem === undefined ? came(textOf(answer.value.bytes)) : stopped(problem);
}
