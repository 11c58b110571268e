/** From a page to the feeds it may have: those it names, those that its address suggests, the usual places, then the page itself as a list. Asks no network. */
import { Parser } from 'htmlparser2';
import { canonicalAddress, webAddress } from '../../address';
import { addressMeant } from '../../typed-address';
import { linkTo } from '../addresses';
import { feedsOfKnownSite } from './known-sites';

/** What may be followed for an address, in the order to try. */
export type Candidate = {
  readonly kind: 'announced' | 'linked' | 'derived' | 'usual' | 'aside' | 'listing'; // aside: announced, but comments or a single entry
  readonly url: string;
  readonly title?: string; // as the page names the feed
};

type FoundPage = { readonly html: string; readonly url: string; readonly link?: string | undefined }; // link: the HTTP header

const FEED_TYPE = /^application\/(?:(?:rss|atom|rdf|feed)\+(?:xml|json)|json|xml)$|^text\/xml$/i;
const WORDY_TYPE = /^application\/(?:json|xml)$|^text\/xml$/i; // these types also mean other things, so the address must say feed
const FEED_ADDRESS = /feed|rss|atom|\.xml$/i;
/** An address whose last part is a feed's own name. */
const FEED_PATH =
  /\/(?:feeds?|rss|atom)(?:\/(?:rss|atom|posts)?)?$|\.(?:rss|atom)$|\/(?:rss2?|atom|feed|index|posts)\.(?:xml|json)$|[?&](?:feed|format|alt|type)=(?:rss2?|atom|feed)/i;
/** What the words of a link to a feed are, whole. */
const FEED_WORDS =
  /^(?:(?:full |our |my |the |get )?(?:rss|atom|rss ?\d(?:\.\d)?|web ?feed|json feed|feed|newsfeed|xml)(?: ?(?:feed|2\.0|1\.0|icon|subscription))?s?|subscribe(?: (?:via|by|with|in|to)(?: our| the)? (?:rss|atom|feed)(?: feed)?)?|syndicate|syndication|フィード|订阅|訂閱|구독)$/i;
const FEED_SCHEME = /^(?:feeds?|rss|pcast):/i;
const USUAL_PLACES = [
  '/feed',
  '/rss.xml',
  '/atom.xml',
  '/feed.xml',
  '/index.xml',
  '/feed.json',
  '/rss',
  '/?feed=rss2',
  '/blog/feed',
  '/blog/index.xml',
];
/** What a page's own address may be continued with: WordPress, Mastodon, Reddit, Drupal and Joomla, Jekyll and Hugo. */
const CONTINUED = ['/feed', '/index.xml', '/rss.xml', '/atom.xml'];
/** WordPress announces a feed of the comments beside the feed of the posts. */
const COMMENTS = /\bcomments?\b/i;
const MAX_NAMED = 20;
const MAX_WORDS_CHARS = 40;

/** Each address once. What the page says of itself goes first, and of that what is nearest to the page; comments and single entries go last but the list. */
export function candidatesFor({ html, url, link }: FoundPage): Candidate[] {
  const named = [...headerFeeds(link, url), ...namedFeeds(html, url)];
  const nearest = (kind: Candidate['kind']) =>
    inOrderOf(
      named.filter((each) => each.kind === kind),
      (each) => -nearness(each.url, url),
    );
  const known = feedsOfKnownSite(url).map((address): Candidate => ({ kind: 'derived', url: address }));
  const all: Candidate[] = [
    ...nearest('announced').slice(0, MAX_NAMED),
    ...known,
    ...nearest('linked').slice(0, MAX_NAMED),
    ...derived(url).map((address): Candidate => ({ kind: 'derived', url: address })),
    ...usualPlaces(url).map((address): Candidate => ({ kind: 'usual', url: address })),
    ...nearest('aside'),
    { kind: 'listing', url },
  ];
  const seen = new Set<string>();
  return all.filter((each) => {
    const key = `${each.kind === 'listing'} ${canonicalAddress(each.url)}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The address that the page gives as its own, where that is another page's: then its head may still be the one of the page before. */
export function isOfAnotherPage(html: string, url: string): boolean {
  let canonical: string | undefined;
  const parser = new Parser({
    onopentag(name, { rel = '', href }) {
      if (name === 'link' && /(^|\s)canonical(\s|$)/i.test(rel)) canonical ??= linkTo(href, url);
    },
  });
  parser.end(html);
  if (canonical === undefined) return false;
  const [own, said] = [URL.parse(url), URL.parse(canonical)];
  return own?.hostname === said?.hostname && canonicalAddress(url) !== canonicalAddress(canonical) && own?.pathname !== said?.pathname;
}

/** `<https://…>; rel="alternate"; type="application/rss+xml"`, as RFC 8288 has it. */
function headerFeeds(link: string | undefined, url: string): Candidate[] {
  return [...(link ?? '').matchAll(/<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s,;"]+))*)/g)].flatMap(([, href = '', said = '']) => {
    const parameter = (name: string) =>
      new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s,;"]+))`, 'i').exec(said)?.slice(1).find(Boolean) ?? '';
    const found = candidateOf({ rel: parameter('rel'), type: parameter('type'), title: parameter('title'), href }, url);
    return found ?? [];
  });
}

/** What `<link rel="alternate">` says, up to the end of the document, and links that are one by their type, their words or their address. */
function namedFeeds(html: string, url: string): Candidate[] {
  const found: Candidate[] = [];
  let base = url;
  let open: { readonly attributes: Readonly<Record<string, string>>; words: string } | undefined;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'base') base = linkTo(attributes['href'], url) ?? base;
      if (name === 'link') found.push(...(candidateOf(attributes, base) ?? []));
      if (name === 'a') open = { attributes, words: '' };
      if (name === 'img' && open) open.words += ` ${attributes['alt'] ?? ''}`;
    },
    ontext(text) {
      if (open && open.words.length <= MAX_WORDS_CHARS) open.words += text;
    },
    onclosetag(name) {
      if (name !== 'a' || !open) return;
      found.push(...(linkedFeed(open.attributes, open.words, base) ?? []));
      open = undefined;
    },
  });
  parser.end(html);
  return found;
}

type Said = { readonly rel?: string; readonly type?: string; readonly title?: string; readonly href?: string };

function candidateOf({ rel = '', type = '', title = '', href }: Said, base: string): Candidate[] | undefined {
  if (!/(^|\s)(alternate|feed)(\s|$)/i.test(rel)) return undefined;
  const url = linkTo(href, base);
  const [essence = '', ...parameters] = type.split(';').map((part) => part.trim());
  if (url === undefined || !isFeedType(essence, url)) return undefined;
  const name = title.trim();
  const isEntry = parameters.some((each) => /^type\s*=\s*"?entry/i.test(each));
  const isAside = isEntry || COMMENTS.test(name) || COMMENTS.test(URL.parse(url)?.pathname ?? '');
  return [{ kind: isAside ? 'aside' : 'announced', url, ...(name !== '' && { title: name }) }];
}

function isFeedType(essence: string, address: string): boolean {
  return FEED_TYPE.test(essence) && (!WORDY_TYPE.test(essence) || FEED_ADDRESS.test(address));
}

function linkedFeed(attributes: Readonly<Record<string, string>>, text: string, base: string): Candidate[] | undefined {
  const said = candidateOf(attributes, base);
  if (said !== undefined) return said;
  const href = attributes['href'] ?? '';
  const isSaid = FEED_SCHEME.test(href); // the scheme alone says what it is
  const url = linkTo(isSaid ? addressMeant(href) : href, base);
  if (url === undefined) return undefined;
  const words = [text, attributes['title'], attributes['aria-label']].map((each) => (each ?? '').replace(/\s+/g, ' ').trim());
  const { pathname, search } = URL.parse(url) ?? { pathname: '', search: '' };
  const isFeed =
    isSaid ||
    isFeedType((attributes['type'] ?? '').trim(), url) ||
    FEED_PATH.test(pathname.replace(/\/$/, '') + search) ||
    words.some((each) => FEED_WORDS.test(each));
  if (!isFeed) return undefined;
  return [{ kind: COMMENTS.test(pathname) ? 'aside' : 'linked', url }];
}

/** How many folders of its address a feed shares with the page, from the top. The page's own section is nearer than the site. */
function nearness(feed: string, page: string): number {
  const parts = (address: string) =>
    (URL.parse(address)?.pathname ?? '')
      .replace(/\.\w+$/, '')
      .split('/')
      .filter((part) => part !== '');
  const [of, own] = [parts(feed), parts(page)];
  let shared = 0;
  while (shared < own.length && of[shared] === own[shared]) shared++;
  return shared;
}

function inOrderOf<T>(all: readonly T[], rank: (each: T) => number): T[] {
  return [...all].sort((a, b) => rank(a) - rank(b)); // stable: the page's own order among equals
}

/** The page's own address, continued: a tag, a person or a blog may have a feed of its own. Nothing for the site's front page. */
function derived(url: string): string[] {
  const page = URL.parse(url);
  const path = page?.pathname.replace(/\/+$/, '') ?? '';
  if (!page || path === '') return [];
  const folder = path.replace(/\/[^/]*\.(?:html?|php|aspx?)$/i, '');
  const own = [`${path}.rss`, `${path}/.rss`, `${path}/?feed=rss2`, `${path}?format=feed&type=rss`];
  const isFile = folder !== path;
  const below = folder === '' ? [] : CONTINUED.map((place) => folder + place);
  return [...below, ...(isFile ? [] : own)].flatMap((place) => webAddress(place, page.origin) ?? []);
}

function usualPlaces(url: string): string[] {
  const page = URL.parse(url);
  return page ? USUAL_PLACES.flatMap((place) => webAddress(place, page.origin) ?? []) : [];
}
