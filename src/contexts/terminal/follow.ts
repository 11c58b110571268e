/** `follow`: what each poll of a source would do, by the modules that ship, in a library in memory. Fetches nothing. */
import { canonicalAddress, webAddress } from '../../core/address';
import type { Essay, Source } from '../../core/essay';
import { MAX_FEED_BYTES } from '../../core/feed/limits';
import { newSource } from '../../core/follow/new-source';
import { type Followed, fetchedAddress, type Outcome } from '../../core/follow/poll';
import { type Fetched, KEPT_HEADERS } from '../../core/follow/response';
import { accepted } from '../../core/follow/source-state';
import { isGzip, unzipped } from '../../edge/net/unzip';
import { fail, pollSource } from '../../flows/poll-source';
import { readSource } from '../../flows/read-source';
import { type Command, Unusable } from './command';
import { type AnswerAct, type FollowRow, type ReaderAct, readFollowRow } from './follow-rows';
import { FollowedLibrary } from './followed-library';
import { readOptions } from './options';
import { RowReader } from './rows';

const HELP = `follow --lines [--file LINES]

What each poll of a source does. Reads JSON lines in order of time (standard input without --file), of as many sources as one likes, and
prints a line for each. The library is in memory and begins empty; the first line of a source follows it.

An answer of a site: {"source", "at", "url"?, "status"?, "headers"?, "body" | "b64", "list"?, "cut"?}
  source   a name of your own for the source, or its address
  at       when it was polled: ms since 1970, or ISO 8601; instants are printed in the same form
  url      where the answer came from. In the first line of a source that is the address that is followed; in later lines another one
           than was asked is the end of a redirect. Absent: the address that was asked
  status   200 where it is absent; 0 means that nobody answered
  headers  of the answer; body: its text as UTF-8; b64: its bytes
  list     true where the source is a page that lists posts; absent, the first body that can be read tells
  cut      true where the connection broke and the body is what had come by then

An act of the reader: {"source", "at", "save" | "unsave" | "read": title or id} or {"source", "at", "accept": true}
  save     what is saved stays as it was saved, whatever the publisher makes of it
  read     is told back, and changes nothing of what a poll does
  accept   the answer to the question of a source: it is still the same one

Prints for an answer: {source, at, outcome, problem?, new: [{id, title, url, publishedAt?}], also?: [{id, title}], revised: [{id, title, kept?}], question?, offer?, nextDueAt, name, address}
  outcome  changed, unchanged, failed, question (nothing was taken in until the reader answers), not-kept
  problem  why it failed
  new      essays that were not there before; id stays the same for ever
  also     essays that another source brought before, and that this one shows now too: one essay, under the id it has
  revised  essays that say something else now: title is the publisher's; kept, of a saved essay, is the title that stands for the reader
  question the site may be in other hands: {kind, askedAt, title, strangers, newest}
  offer    where the page in its place says that it goes on: {url, title?}
  nextDueAt when it is polled next (0: at once); name: what the source is called; address: what is fetched then
Prints for an act: {source, at, did, id?, title?}, without an id where there is no such essay.
A line that cannot be read is named on standard error and skipped; the exit code is then 1, and 2 if nothing could be done.`;

const OPTIONS = { file: { default: '-' } } as const;

export const follow: Command = {
  name: 'follow',
  about: 'what each poll of a source does',
  help: HELP,
  async run(args, output) {
    if (!args.includes('--lines')) throw new Unusable('Give --lines; --help says what it reads.');
    const { file } = readOptions(
      args.filter((arg) => arg !== '--lines'),
      OPTIONS,
    );
    const reader = new RowReader(output);
    const desk: Desk = { library: new FollowedLibrary(), sources: new Map(), hasRead: new Set() };
    for await (const row of reader.rows(file, 'an answer or an act', readFollowRow)) {
      const said = row.act.kind === 'answer' ? await poll(desk, row, row.act) : perform(desk, row, row.act);
      output.print(JSON.stringify({ source: row.source, at: instant(row, row.at), ...said }));
    }
    return reader.exitCode;
  },
};

type Desk = {
  readonly library: FollowedLibrary;
  readonly sources: Map<string, Source['id']>;
  readonly hasRead: Set<string>; // sources of which a body was read: what they are is known
};

const instant = ({ isIso }: FollowRow, at: number): number | string => (isIso && at !== 0 ? new Date(at).toISOString() : at);

const NOBODY: Fetched = { ok: false, problem: { kind: 'unreachable' } };

async function poll(desk: Desk, row: FollowRow, act: AnswerAct): Promise<object> {
  const fetched = await fetchedFrom(act);
  const followed = await followedFor(desk, row, act, fetched);
  let asks = 0; // a line is one answer: where a page sends on to another address, nobody answers there
  const edges = desk.library.edges(async (asked) => (asks++ === 0 ? arrived(fetched, act, asked) : NOBODY), row.at);
  const polled = await pollSource(edges, followed);
  const outcome = polled.kind === 'silent' ? await fail(edges, followed, polled.problem) : polled;
  const { source, state } = desk.library.followed(followed.source.id) ?? followed;
  return {
    outcome: outcome.kind,
    ...problemIn(outcome, state.problem),
    ...changesIn(desk.library, row, outcome),
    ...(state.offer !== undefined && { offer: state.offer }),
    ...(state.question !== undefined && { question: { ...state.question, askedAt: instant(row, state.question.askedAt) } }),
    nextDueAt: instant(row, state.nextDueAt),
    name: source.title,
    address: fetchedAddress({ ...followed, source, state }),
  };
}

function problemIn(outcome: Outcome, ofSource: unknown): { readonly problem?: unknown } {
  if (outcome.kind === 'not-kept') return { problem: outcome.problem };
  return outcome.kind === 'failed' && ofSource !== undefined ? { problem: ofSource } : {};
}

function changesIn(library: FollowedLibrary, row: FollowRow, outcome: Outcome): object {
  if (outcome.kind !== 'changed') return { new: [], revised: [] };
  const essays = (ids: readonly Essay['id'][]) => ids.flatMap((id) => library.published(id) ?? []);
  const isNew = ({ id }: Essay): boolean => library.standsAs(id) === id;
  const also = essays(outcome.added).filter((essay) => !isNew(essay));
  return {
    new: essays(outcome.added)
      .filter(isNew)
      .map(({ id, title, url, publishedAt }) => ({
        id,
        title,
        url,
        ...(publishedAt !== undefined && { publishedAt: instant(row, publishedAt) }),
      })),
    ...(also.length > 0 && { also: also.map(({ id, title }) => ({ id: library.standsAs(id), title })) }),
    revised: essays(outcome.revised).map(({ id, title }) => ({
      id: library.standsAs(id),
      title,
      ...(library.isKeptBeside(id) && { kept: library.standing(id)?.title }),
    })),
  };
}

/** The source a line belongs to. Until a body of it was read, what it is may still be found out. */
async function followedFor(desk: Desk, row: FollowRow, act: AnswerAct, fetched: Fetched): Promise<Followed> {
  const known = desk.sources.get(row.source);
  const followed = known && desk.library.followed(known);
  if (followed && desk.hasRead.has(row.source)) return followed;
  const url = followed?.source.url ?? act.url ?? webAddress(row.source) ?? `https://${encodeURIComponent(row.source)}.invalid/feed`;
  const kind = await kindOf(act, fetched, url);
  if (kind !== undefined) desk.hasRead.add(row.source);
  if (followed && (kind ?? 'feed') === followed.source.kind) return followed;
  const source = newSource({ kind: kind ?? 'feed', url }, followed?.source.addedAt ?? row.at);
  desk.sources.set(row.source, source.id);
  desk.library.follow(source);
  return desk.library.followed(source.id) ?? Promise.reject(new Error('a source that was just followed is there'));
}

/** A feed, else a page with a list; undefined where the body is neither. */
async function kindOf({ list }: AnswerAct, fetched: Fetched, url: string): Promise<Source['kind'] | undefined> {
  if (list !== undefined) return list ? 'listing' : 'feed';
  const { body, headers = {} } = fetched.ok ? fetched.answer : {};
  if (body === undefined) return undefined;
  const edges = { yieldNow: () => Promise.resolve(), now: () => 0 };
  for (const kind of ['feed', 'listing'] as const) {
    const reading = await readSource(body, { source: { kind, siteUrl: url }, url, headers }, edges).catch(() => undefined);
    if (reading === undefined) return kind; // the poll will say what is wrong
    if (reading.ok) return kind;
  }
  return undefined;
}

/** As the network gives it: without the compression that a header tells of, and none that it does not tell of, under the limit of a feed. */
async function fetchedFrom({ status, headers, body, isWhole, url = '' }: AnswerAct): Promise<Fetched> {
  if (status === 0) return NOBODY;
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT_HEADERS.includes(name)));
  const answer = { status, url, isRedirected: false, headers: kept, isWhole };
  if (status !== 200) return { ok: true, answer };
  const tooLarge: Fetched = { ok: false, problem: { kind: 'too-large', limitBytes: MAX_FEED_BYTES } };
  if (body.length > MAX_FEED_BYTES) return tooLarge;
  const inside = await inflated(body, headers['content-encoding'] ?? '');
  if (inside === 'too-large') return tooLarge;
  if (inside === undefined) return { ok: true, answer: { ...answer, body } };
  return { ok: true, answer: { ...answer, body: inside.bytes, isWhole: isWhole && inside.isWhole } };
}

async function inflated(body: Uint8Array, encoding: string) {
  const formats = isGzip(body) ? (['gzip'] as const) : /deflate/i.test(encoding) ? (['deflate', 'deflate-raw'] as const) : [];
  for (const format of formats) {
    const inside = await unzipped(body, format, MAX_FEED_BYTES);
    if (inside === 'too-large' || inside.bytes.length > 0) return inside;
  }
  return undefined;
}

function arrived(fetched: Fetched, { url }: AnswerAct, asked: string): Fetched {
  if (!fetched.ok) return fetched;
  const isRedirected = url !== undefined && canonicalAddress(url) !== canonicalAddress(asked);
  return { ok: true, answer: { ...fetched.answer, url: url ?? asked, isRedirected } };
}

function perform({ library, sources }: Desk, { source }: FollowRow, { kind, name }: ReaderAct): object {
  const id = sources.get(source);
  if (id === undefined) return { did: kind };
  if (kind === 'accept') {
    library.change(id, accepted);
    return { did: kind };
  }
  const essay = library.find(id, name);
  if (essay === undefined) return { did: kind };
  if (kind === 'save') library.save(essay.id);
  if (kind === 'unsave') library.unsave(essay.id);
  return { did: kind, id: essay.id, title: essay.title };
}
