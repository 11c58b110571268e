/**
 * When what two sources show is one page. Asked only of posts at one address: a wrong join hides a post for good, a missed one shows a page twice, so
 * whatever could tell two posts apart keeps them apart. Gives no ids; core/feed/one-post.ts is the same question within one source.
 */
import { canonicalAddress } from '../address';
import { type Essay, SAVED_PAGES, type Source, type SourceId, type TextFacts } from '../essay';
import { foldedTitle, hash } from '../feed/identity';

/** What of a post, or of an essay, says which page it is. */
export type Told = Pick<Essay, 'title' | 'summary' | 'publishedAt' | 'text'> & Partial<TextFacts>;

const LEAST_TITLE_CHARS = 4; // as in core/feed/identity.ts: shorter ones name nothing
const TELLING_CHARS = 40; // as in core/feed/one-post.ts: a shorter text stands under many posts alike

/** The same for two addresses of one page. Undefined for what is a site's front page, or none: all of a site's posts may stand there. */
export function pageOf(address: string): string | undefined {
  const canonical = canonicalAddress(address);
  const url = canonical === undefined ? null : URL.parse(canonical);
  if (url === null || (url.pathname === '/' && url.search === '')) return undefined;
  const at = address.indexOf('#'); // where posts stand below each other on one page, only this tells them apart
  return hash(`page ${canonical}${at === -1 || at === address.length - 1 ? '' : address.slice(at)}`);
}

/** The pages on which several of these posts stand: they name none of them. */
export function repeated(pages: readonly (string | undefined)[]): ReadonlySet<string> {
  const [once, again] = [new Set<string>(), new Set<string>()];
  for (const page of pages) if (page !== undefined) (once.has(page) ? again : once).add(page);
  return again;
}

/** Whether an address is the source's own and none of its posts': feeds give it where a post has none. */
export function isOfSource(page: string, { url, siteUrl }: Pick<Source, 'url' | 'siteUrl'>): boolean {
  return page === pageOf(url) || page === pageOf(siteUrl);
}

/**
 * Whether two posts at one address are the same. A planet may put a name before a title; titles that differ in more, or dates and texts that both do,
 * are two posts.
 */
export function isSamePage(a: Told, b: Told): boolean {
  const [title, instant, text] = [titlesOf(a.title, b.title), instantsOf(a, b), textsOf(a, b)];
  if (title === 'other') return false;
  if (title === 'akin') return instant !== 'other' && (text === 'telling' || text === 'same' || (instant === 'same' && text === 'silent'));
  if (instant === 'same') return true;
  return instant === 'unknown' ? text !== 'other' : text === 'telling';
}

/** The same of a post and an essay that may be a page which its reader saved. Of that the date and the summary are what a copier found, and tell nothing apart. */
export function isSamePost(post: Told, essay: Told & { readonly sourceId: SourceId }): boolean {
  return essay.sourceId === SAVED_PAGES ? titlesOf(post.title, essay.title) !== 'other' : isSamePage(post, essay);
}

/** akin: one of them is the other with a name before or after it. */
function titlesOf(a: string, b: string): 'same' | 'akin' | 'other' {
  const [short = '', long = ''] = [foldedTitle(a), foldedTitle(b)].sort((x, y) => x.length - y.length);
  if (short.length < LEAST_TITLE_CHARS) return 'other';
  if (short === long) return 'same';
  const rest = long.endsWith(short) ? long.slice(0, -short.length) : long.startsWith(short) ? long.slice(short.length) : '';
  const isNamed = long.endsWith(short) ? /[^\s\d][:|»–—-]\s+$/u.test(rest) || /\s[|»–—-]\s+$/u.test(rest) : /^\s+[|«–—-]\s/u.test(rest);
  return isNamed ? 'akin' : 'other';
}

function instantsOf({ publishedAt: a }: Told, { publishedAt: b }: Told): 'same' | 'unknown' | 'other' {
  if (a === undefined || b === undefined) return 'unknown';
  return a === b ? 'same' : 'other';
}

/** silent: one of them says nothing. telling: they say the same, and enough of it. */
function textsOf(a: Told, b: Told): 'telling' | 'same' | 'silent' | 'other' {
  const [printA, printB] = [a.textPrint ?? printOf(a.text), b.textPrint ?? printOf(b.text)];
  if (printA !== undefined && printA === printB && isLong(a) && isLong(b)) return 'telling';
  const [short = '', long = ''] = [saidOf(a), saidOf(b)].sort((x, y) => x.length - y.length);
  if (short === '') return 'silent';
  if (short.length >= TELLING_CHARS) return long.startsWith(short) ? 'telling' : 'other';
  return short === long ? 'same' : 'other';
}

const printOf = (text: string | undefined): string | undefined => (text === undefined ? undefined : hash(text));
const isLong = ({ text, textLetters = text?.length ?? 0 }: Told): boolean => textLetters >= TELLING_CHARS;

/** One source may cut short what the other gives whole. */
function saidOf({ summary }: Told): string {
  return summary
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\s?(?:…|\.\.\.|\[…\]|\[\.\.\.\])$/, '');
}
