/** A page that lists posts → those posts, found by what repeats: links, headings, dates. Never takes navigation, tags or pages for posts. */
import { canonicalAddress } from '../../address';
import { linkTo } from '../addresses';
import { MAX_ITEMS } from '../limits';
import { known, type ParsedEntry, type ParsedFeed } from '../parsed';
import { type FeedResult, parsed, refused } from '../problem';
import { notAFeed } from '../root';
import { drained, type Steps } from '../steps';
import { escapeMarkup } from '../xml/entities';
import { addressDate } from './blog-dates';
import { before, firstDate, type Item, itemOf, type LinkSeen } from './listing-item';
import { ancestorsOf, nodesOf, type PageNode, type PageTree, pageTree, textBelow } from './page-tree';

/** How a list stands on its page, in element names from the body down: what FreshRSS calls XPath, and how a changed page is noticed. */
export type ListingShape = {
  readonly item: string; // "main/article"
  readonly link: string; // from the item: "h2/a"; "." where the item is the link
  readonly hasDates: boolean;
};
export type Listing = { readonly feed: ParsedFeed; readonly shape: ListingShape };

/** Parts of a page that hold no posts, by element or by role. */
const FURNITURE: ReadonlySet<string> = new Set([
  'nav',
  'footer',
  'aside',
  'form',
  'navigation',
  'contentinfo',
  'complementary',
  'search',
  'menu',
  'dialog',
]);
const FURNITURE_CLASS =
  /(^|[\s_-])(nav|navbar|menu|footer|sidebar|breadcrumbs?|pagination|pager|tag-?cloud|tag-?list|social|share|related|comments?|widget)([\s_-]|$)/i;
/** Addresses of lists, not of posts. */
const LIST_ADDRESS =
  /\/(tags?|categor(y|ies)|authors?|page|search|login|signin|signup|subscribe|feed|rss)(\/|$|\.)|[?&](page|paged)=\d{1,3}(&|$)/i;
const LINKS_A_STEP = 50;
const MIN_ITEMS = 3; // two of anything repeat by chance
/** Words a title has on average: sections and tags have one or two. A date or a heading beside them says much of that already. */
const MIN_WORDS = { dated: 1.2, headed: 1.5, archive: 1.5, plain: 3.5 };
const MANY = 100; // links to one folder of the page's site: an archive, whatever its titles

/**
 * The list of posts on a page. Links that stand alike (the same element names down from the body) make a group; the best group is taken:
 * many, dated, headed, with long titles and text below.
 *
 * Errors  `no-list`, or what `notAFeed` says of a login or a bot check.
 * Cost    linear in the page, times the depth of a link.
 */
export function readListing(html: string, url: string): FeedResult<Listing> {
  return drained(listingSteps(html, url));
}

/** The same in steps. */
export function* listingSteps(html: string, url: string): Steps<FeedResult<Listing>> {
  if (html.trim() === '') return refused({ kind: 'empty' });
  const tree = yield* pageTree(html);
  const base = linkTo(tree.base, url) ?? url;
  const best = yield* bestGroup(tree.root, base, url);
  if (best === undefined) return refused(whyNone(html, tree));
  const { items, shape } = best;
  const entries = items.slice(0, MAX_ITEMS).map(entryOf);
  return parsed({ feed: known({ title: escapeMarkup(tree.title), link: url, language: tree.language, entries }), shape });
}

/** Whether a followed list is gone from its page: no list, or one of another shape in which nothing known stands. */
export function listingChanged(before: ListingShape, now: FeedResult<Listing>, knownUrls: readonly string[]): boolean {
  if (!now.ok) return now.problem.kind === 'no-list';
  const { shape, feed } = now.value;
  if (shape.item === before.item && shape.link === before.link) return false;
  const familiar = new Set(knownUrls.map(canonicalAddress));
  return !feed.entries.some(({ link }) => link !== undefined && familiar.has(canonicalAddress(link)));
}

function whyNone(html: string, tree: PageTree): Parameters<typeof refused>[0] {
  const other = notAFeed(html);
  if (other.kind === 'web-page' && other.looksLike !== 'page') return other;
  return { kind: 'no-list', needsScripts: textBelow(tree.root).length < 400 && tree.scriptChars > 0 };
}

function entryOf({ link, title, date, excerpt }: Item): ParsedEntry {
  return known({
    link: link.url,
    title: escapeMarkup(title),
    summary: excerpt === '' ? undefined : escapeMarkup(excerpt),
    published: date ?? addressDate(link.url),
    tags: [],
    enclosures: [],
  });
}

type Group = { readonly items: readonly Item[]; readonly shape: ListingShape; readonly score: number };

function* bestGroup(root: PageNode, base: string, url: string): Steps<Group | undefined> {
  const groups = new Map<string, LinkSeen[]>();
  for (const [at, link] of (yield* linksOf(root, base, url)).entries()) {
    const path = pathOf(link.node);
    const group = groups.get(path);
    if (group) group.push(link);
    else groups.set(path, [link]);
    if (at % LINKS_A_STEP === 0) yield;
  }
  const judged: Group[] = [];
  for (const links of groups.values()) {
    const group = yield* groupOf(links, url);
    if (group !== undefined) judged.push(group);
    yield;
  }
  return judged.sort((a, b) => b.score - a.score)[0];
}

/** Links that may lead to a post: outside the furniture, to a page that is no list. */
function* linksOf(root: PageNode, base: string, url: string): Steps<LinkSeen[]> {
  const here = canonicalAddress(url);
  const links: LinkSeen[] = [];
  for (const node of nodesOf(root)) {
    if (node.name !== 'a' || /\b(tag|author|next|prev|nofollow ugc)\b/.test(node.attributes['rel'] ?? '')) continue;
    const href = linkTo(node.attributes['href'], base);
    const key = href === undefined ? undefined : canonicalAddress(href);
    if (href === undefined || key === undefined || key === here || isListAddress(href) || inFurniture(node)) continue;
    links.push({ node, url: href, key, text: textBelow(node) });
    if (links.length % LINKS_A_STEP === 0) yield;
  }
  return links;
}

function isListAddress(href: string): boolean {
  const { pathname = '/', search = '' } = URL.parse(href) ?? {};
  return (pathname.length < 2 && search === '') || LIST_ADDRESS.test(pathname + search);
}

function inFurniture(node: PageNode): boolean {
  for (const above of ancestorsOf(node)) {
    const role = above.attributes['role'] ?? above.name;
    if (FURNITURE.has(role) || FURNITURE.has(above.name)) return true;
    if (above.name !== 'body' && above.name !== 'main' && FURNITURE_CLASS.test(above.attributes['class'] ?? '')) return true;
  }
  return false;
}

function pathOf(node: PageNode): string {
  const names = [node.name];
  for (const above of ancestorsOf(node)) if (above.name !== 'root') names.unshift(above.name);
  return names.join('/');
}

function* groupOf(seen: readonly LinkSeen[], url: string): Steps<Group | undefined> {
  const links = [...new Map(seen.map((link) => [link.key, link])).values()];
  const roots = yield* itemRoots(links);
  const others = new Set(roots.values());
  const [first] = roots.values();
  const isDateAbove = first !== undefined && firstDate([first]) === undefined && firstDate(before(first, others)) !== undefined;
  const items: Item[] = [];
  for (const [at, link] of links.entries()) {
    if (items.length >= MAX_ITEMS) break; // the rest is not kept, and tells no more of what list this is
    const item = itemOf(link, roots.get(link) ?? link.node, others, isDateAbove);
    if (item !== undefined) items.push(item);
    if (at % LINKS_A_STEP === 0) yield;
  }
  yield;
  const share = (has: (item: Item) => boolean) => items.filter(has).length / Math.max(1, items.length);
  const dated = share((item) => item.date !== undefined);
  const headed = share((item) => item.isHeaded);
  const words = items.reduce((sum, { title }) => sum + wordsIn(title), 0) / Math.max(1, items.length);
  if (!isList(items.length, dated, headed, words) && !isArchive(items, words, url)) return undefined;
  if (dated < 0.5 && share(({ link }) => isOnSite(link.url, url)) < 0.5) return undefined; // a list of other people's pages
  const told = share((item) => item.excerpt.length > 40);
  const score = Math.log2(1 + items.length) * (1 + 3 * dated + 2 * headed + told + Math.min(words, 8) / 4);
  return items[0] && { items, score, shape: shapeOf(items[0], dated) };
}

const CHARACTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** Words, or half the characters of a script that does not part them. */
function wordsIn(title: string): number {
  const characters = title.match(CHARACTER)?.length ?? 0;
  return (
    characters / 2 +
    title
      .replace(CHARACTER, ' ')
      .split(/\s+/)
      .filter((word) => word !== '').length
  );
}

function isOnSite(address: string, url: string): boolean {
  const [there, here] = [address, url].map((each) => (URL.parse(each)?.hostname ?? '').replace(/^www\./, ''));
  return there === here || `${there}`.endsWith(`.${here}`) || `${here}`.endsWith(`.${there}`);
}

/** Three that repeat with dates or headings, or with real titles; a single one only where it has both. */
function isList(count: number, dated: number, headed: number, words: number): boolean {
  if (count < MIN_ITEMS) return count > 0 && dated === 1 && headed === 1;
  if (dated >= 0.5) return words >= MIN_WORDS.dated;
  return words >= (headed >= 0.8 ? MIN_WORDS.headed : MIN_WORDS.plain);
}

/** A hundred pages of one folder, and nothing beside them: no menu and no cloud of words has as many. */
function isArchive(items: readonly Item[], words: number, url: string): boolean {
  if (items.length < MANY || words < MIN_WORDS.archive) return false;
  const folders = new Map<string, number>();
  for (const { link } of items) {
    const folder = link.url.replace(/[^/]*\/?(?:[?#].*)?$/, '');
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  const [folder, count] = [...folders].reduce((a, b) => (b[1] > a[1] ? b : a));
  return count >= items.length * 0.9 && isOnSite(folder, url) && (URL.parse(folder)?.pathname.length ?? 0) > 1;
}

/** The highest element that holds this link of the group and no other: the item as the page repeats it. */
function* itemRoots(links: readonly LinkSeen[]): Steps<ReadonlyMap<LinkSeen, PageNode>> {
  const holders = new Map<PageNode, number>();
  for (const [at, { node }] of links.entries()) {
    for (const above of [node, ...ancestorsOf(node)]) holders.set(above, (holders.get(above) ?? 0) + 1);
    if (at % LINKS_A_STEP === 0) yield;
  }
  const roots = new Map<LinkSeen, PageNode>();
  for (const link of links) {
    let root = link.node;
    for (const above of ancestorsOf(link.node)) {
      if (holders.get(above) !== 1 || above.name === 'body' || above.name === 'main' || above.name === 'root') break;
      root = above;
    }
    roots.set(link, root);
    if (roots.size % LINKS_A_STEP === 0) yield;
  }
  return roots;
}

function shapeOf({ link, root }: Item, dated: number): ListingShape {
  const item = pathOf(root).replace(/^(html\/)?(body\/)?/, '');
  const inside = pathOf(link.node).slice(pathOf(root).length + 1);
  return { item, link: inside === '' ? '.' : inside, hasDates: dated >= 0.5 };
}
