/** Whether what a poll brought is still from the source that is followed: a site may be sold, a café answers in its place. Asks nobody. */
import type { Essay, Source } from '../essay';
import { foldedTitle } from '../feed/identity';
import type { SourceState, Trace } from './source-state';

export type Brought = {
  readonly title?: string | undefined; // as it calls itself
  readonly siteUrl?: string | undefined;
  readonly posts: readonly Pick<Essay, 'url'>[];
  readonly isFamiliar: boolean; // something known stands in it
};

const STRANGERS_TO_ASK = 3; // two posts a blog may well have written under a new name

/**
 * familiar: something known stands there, or nothing is known yet, or the reader said yes or has just followed it; name, site and address may
 * move with it. strange: nothing known, and another host or title: a question. doubtful: the same, and too few posts to ask; they are taken in,
 * and do not make what comes next familiar. plain: nothing known, and nothing odd: many new posts of the same site.
 */
export function whoseIs(
  source: Source,
  state: Pick<SourceState, 'accepted' | 'movedTo' | 'lastSuccessAt'>,
  known: readonly Pick<Essay, 'url'>[],
  trace: Pick<Trace, 'url'>,
  brought: Brought,
): 'familiar' | 'plain' | 'doubtful' | 'strange' {
  const isNew = known.length === 0 || state.lastSuccessAt === undefined;
  if (isNew || brought.isFamiliar || state.accepted === true) return 'familiar';
  if (!isOtherTitle(source, brought) && !isOtherHost(source, state, known, trace, brought)) return 'plain';
  return brought.posts.length < STRANGERS_TO_ASK ? 'doubtful' : 'strange';
}

function isOtherTitle(source: Source, { title }: Brought): boolean {
  return title !== undefined && foldedTitle(title) !== foldedTitle(source.title);
}

/** Of what answered, of the site it names, or of its posts where those known all stand on one. */
function isOtherHost(
  source: Source,
  { movedTo }: Pick<SourceState, 'movedTo'>,
  known: readonly Pick<Essay, 'url'>[],
  { url }: Pick<Trace, 'url'>,
  { siteUrl, posts }: Brought,
): boolean {
  const ours = new Set([source.url, source.siteUrl, movedTo].map(hostOf));
  if (!ours.has(hostOf(url))) return true;
  if (siteUrl !== undefined && !ours.has(hostOf(siteUrl))) return true;
  const knownHosts = new Set(known.map((essay) => hostOf(essay.url)));
  return (
    knownHosts.size === 1 && posts.length > 0 && !posts.some((essay) => knownHosts.has(hostOf(essay.url)) || ours.has(hostOf(essay.url)))
  );
}

/** The same host with and without www. */
function hostOf(address: string | undefined): string | undefined {
  return address === undefined ? undefined : URL.parse(address)?.hostname.replace(/^www\./, '');
}

const TOKEN_NAME =
  /^(.*[-_])?(token|key|apikey|auth|sig|signature|session|sessionid|sid|phpsessid|jsessionid|expires|ticket|jwt|secret|code|user|uid|user[-_]?id|e?mail)$/i;
const TOKEN_VALUE = /^(?=.*\d)(?=.*[a-z])[a-z\d_]{20,}$|^[\da-f-]{16,}$|@/i; // long and of letters and digits, as no word is

/** An address made for one reader: with a ticket, a session, a name in it that the address asked did not have. It is never kept silently. */
export function isPersonal(address: string, asked: string): boolean {
  const [url, before] = [URL.parse(address), URL.parse(asked)];
  if (url === null) return true;
  const given = new Set([...partsOf(before).map(([, value]) => value)]);
  return partsOf(url).some(([name, value]) => !given.has(value) && ((name !== '' && TOKEN_NAME.test(name)) || TOKEN_VALUE.test(value)));
}

function partsOf(url: URL | null): (readonly [name: string, value: string])[] {
  if (url === null) return [];
  const path = url.pathname.split(/[/;]/).map((part) => (part.includes('=') ? pairOf(part) : (['', part] as const)));
  const query: (readonly [string, string])[] = [];
  url.searchParams.forEach((value, name) => void query.push([name, value]));
  return [...path, ...query];
}

function pairOf(part: string): readonly [string, string] {
  const at = part.indexOf('=');
  return [part.slice(0, at), part.slice(at + 1)];
}
