/** From a page to the feeds it may have: those it announces, then the usual places, then the page itself as a list. Asks no network. */
import { Parser } from 'htmlparser2';
import { canonicalAddress, webAddress } from '../../address';
import { linkTo } from '../addresses';

/** What may be followed for an address, in the order to try. */
export type Candidate = {
  readonly kind: 'announced' | 'usual' | 'listing';
  readonly url: string;
  readonly title?: string; // as the page names the feed
};

const FEED_TYPE = /^(application\/(rss|atom|rdf|feed)\+(xml|json)|application\/(json|xml)|text\/xml)\b/i;
const WORDY_TYPE = /^application\/(json|xml)|^text\/xml/i; // these types also mean other things, so the address must say feed
const FEED_ADDRESS = /feed|rss|atom|\.xml$/i;
const USUAL_PLACES = ['/feed', '/rss.xml', '/atom.xml', '/feed.xml', '/index.xml', '/feed.json', '/rss', '/blog/feed', '/blog/index.xml'];
/** WordPress announces a feed of the comments beside the feed of the posts. */
const COMMENTS = /\bcomments?\b/i;
const MAX_ANNOUNCED = 10;

/** Announced feeds first, in the page's order with those of comments last; each address once. */
export function candidatesFor(html: string, url: string): Candidate[] {
  const announced = announcedFeeds(html, url);
  const isComments = ({ title = '', url: address }: Candidate) => COMMENTS.test(title) || COMMENTS.test(URL.parse(address)?.pathname ?? '');
  const ordered = [...announced.filter((each) => !isComments(each)), ...announced.filter(isComments)];
  const places = placesFor(url).map((place): Candidate => ({ kind: 'usual', url: place }));
  const all: Candidate[] = [...ordered.slice(0, MAX_ANNOUNCED), ...places, { kind: 'listing', url }];
  const seen = new Set<string>();
  return all.filter((each) => {
    const key = `${each.kind === 'listing'} ${canonicalAddress(each.url)}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** What `<link rel="alternate">` says, up to the end of the document: some pages put it into the body. */
function announcedFeeds(html: string, url: string): Candidate[] {
  const found: Candidate[] = [];
  let base = url;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'base') base = linkTo(attributes['href'], url) ?? base;
      if (name !== 'link' || !/(^|\s)(alternate|feed)(\s|$)/i.test(attributes['rel'] ?? '')) return;
      const address = linkTo(attributes['href'], base);
      if (address === undefined || !isFeed(attributes['type'] ?? '', address)) return;
      const title = attributes['title']?.trim();
      found.push({ kind: 'announced', url: address, ...(title && { title }) });
    },
  });
  parser.end(html);
  return found;
}

function isFeed(type: string, address: string): boolean {
  return FEED_TYPE.test(type) && (!WORDY_TYPE.test(type) || FEED_ADDRESS.test(address));
}

/** Below the page's own folder first (a tag or a blog may have a feed of its own), then at the site's root. */
function placesFor(url: string): string[] {
  const page = URL.parse(url);
  if (!page) return [];
  const folder = page.pathname.replace(/\/[^/]*\.[^/]*$/, '').replace(/\/+$/, '');
  const own = folder === '' ? [] : ['/feed', '/index.xml', '/rss.xml', '/atom.xml'].map((place) => folder + place);
  return [...own, ...USUAL_PLACES].flatMap((place) => webAddress(place, page.origin) ?? []);
}
