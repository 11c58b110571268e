/** RSS and Atom as feedsmith reads them, into what a feed says. The order of each `??` is which element is believed first. */
import type { parseAtomFeed, parseRssFeed } from 'feedsmith';
import { linkTo } from '../addresses';
import { feedDate } from '../dates';
import { MAX_ENCLOSURES, MAX_TAGS } from '../limits';
import { type Enclosure, known, type Markup, type ParsedEntry, type ParsedFeed } from '../parsed';
import { nameOf } from '../person';

type Rss = ReturnType<typeof parseRssFeed<string>>;
export type RssItem = NonNullable<Rss['items']>[number];
type Atom = ReturnType<typeof parseAtomFeed<string>>;
type AtomEntry = NonNullable<Atom['entries']>[number];
type Link = { readonly href?: string; readonly rel?: string; readonly type?: string };
type Person = { readonly name?: string | undefined; readonly email?: string | undefined };

/** The markup that a token of repair.ts stands for. */
export type MarkupOf = (token: string | undefined) => Markup | undefined;

export function rssHead(rss: Rss, markupOf: MarkupOf): Omit<ParsedFeed, 'entries'> {
  const { dc, dcterms, itunes, atom } = rss;
  const author = authorOf([rss.managingEditor, ...(atom?.authors ?? [])], dc?.creators?.[0] ?? itunes?.author);
  return known({
    id: atom?.id,
    title: markupOf(rss.title ?? dc?.titles?.[0] ?? itunes?.title),
    link: linkTo(rss.link) ?? alternate(atom?.links),
    description: markupOf(rss.description ?? dc?.descriptions?.[0] ?? itunes?.summary ?? itunes?.subtitle),
    author,
    authorName: nameOf(author),
    language: rss.language ?? dc?.languages?.[0] ?? rss.xml?.lang,
    published: feedDate(rss.pubDate ?? dcterms?.issued?.[0]),
    updated: feedDate(rss.lastBuildDate ?? dcterms?.modified?.[0] ?? dc?.dates?.[0] ?? atom?.updated),
    image: linkTo(rss.image?.url ?? itunes?.image),
  });
}

export function rssEntry(item: RssItem, markupOf: MarkupOf): ParsedEntry {
  const { dc, dcterms, itunes, atom, media } = item;
  const author = authorOf([...(item.authors ?? []), ...(atom?.authors ?? [])], dc?.creators?.[0] ?? itunes?.author);
  const content = item.content?.encoded ?? atom?.content?.value;
  const enclosures = enclosuresOf((item.enclosures ?? []).map(({ url, type }) => ({ href: url, type })));
  const permalink = item.guid?.isPermaLink === false ? undefined : item.guid?.value;
  return known({
    id: item.guid?.value ?? atom?.id,
    title: markupOf(item.title ?? dc?.titles?.[0] ?? media?.title?.value ?? itunes?.title),
    link: linkTo(item.link) ?? alternate(atom?.links) ?? linkTo(permalink) ?? heard(enclosures),
    summary: markupOf(
      item.description ?? dc?.descriptions?.[0] ?? atom?.summary?.value ?? itunes?.summary ?? media?.description?.value ?? content,
    ),
    content: markupOf(content),
    author,
    authorName: nameOf(author),
    published: feedDate(item.pubDate ?? dcterms?.issued?.[0] ?? atom?.published),
    updated: feedDate(dcterms?.modified?.[0] ?? dc?.dates?.[0] ?? atom?.updated),
    language: dc?.languages?.[0] ?? item.xml?.lang,
    comments: linkTo(item.comments),
    tags: distinct([...(item.categories ?? []).map(({ name }) => name), ...(dc?.subjects ?? [])]),
    enclosures,
  });
}

export function atomHead(feed: Atom, markupOf: MarkupOf): Omit<ParsedFeed, 'entries'> {
  const author = authorOf(feed.authors ?? [], feed.dc?.creators?.[0]);
  return known({
    id: feed.id,
    title: markupOf(feed.title?.value ?? feed.dc?.titles?.[0]),
    link: alternate(feed.links),
    description: markupOf(feed.subtitle?.value),
    author,
    authorName: nameOf(author),
    language: feed.xml?.lang ?? feed.dc?.languages?.[0],
    updated: feedDate(feed.updated),
    image: linkTo(feed.logo),
    icon: linkTo(feed.icon),
  });
}

export function atomEntry(entry: AtomEntry, markupOf: MarkupOf): ParsedEntry {
  const { dc, media } = entry;
  const author = authorOf(entry.authors ?? entry.source?.authors ?? [], dc?.creators?.[0]);
  const enclosures = enclosuresOf((entry.links ?? []).filter(({ rel }) => rel === 'enclosure'));
  const described = media?.description ?? media?.groups?.[0]?.description;
  return known({
    id: entry.id,
    title: markupOf(entry.title?.value ?? dc?.titles?.[0] ?? media?.title?.value),
    link:
      alternate(entry.links) ?? linkTo(entry.links?.find(({ rel }) => rel === 'content')?.href) ?? linkTo(entry.id) ?? heard(enclosures),
    summary: markupOf(entry.summary?.value ?? described?.value ?? entry.content?.value),
    content: markupOf(entry.content?.value),
    author,
    authorName: nameOf(author),
    published: feedDate(entry.published),
    updated: feedDate(entry.updated ?? dc?.dates?.[0]),
    language: entry.xml?.lang ?? dc?.languages?.[0],
    comments: linkTo(entry.links?.find(({ rel }) => rel === 'replies')?.href),
    tags: distinct([...(entry.categories ?? []).map(({ term, label }) => term ?? label), ...(dc?.subjects ?? [])]),
    enclosures,
  });
}

/** The page a link list is about: an HTML one where there is a choice. */
function alternate(links: readonly Link[] | undefined): string | undefined {
  const pages = (links ?? []).filter(({ rel }) => rel === undefined || rel === 'alternate');
  const best = pages.find(({ type }) => type === undefined || /html/i.test(type)) ?? pages[0];
  return linkTo(best?.href);
}

function authorOf(people: readonly (Person | undefined)[], otherwise: string | undefined): string | undefined {
  const first = people.find((person) => person?.name !== undefined || person?.email !== undefined);
  return first?.name ?? otherwise ?? first?.email;
}

export function enclosuresOf(all: readonly { readonly href?: string | undefined; readonly type?: string | undefined }[]): Enclosure[] {
  return all.slice(0, MAX_ENCLOSURES).flatMap(({ href, type }) => {
    const url = linkTo(href);
    return url === undefined ? [] : [known({ url, type })];
  });
}

/** Of an episode that has no page, what one would open. */
export function heard(enclosures: readonly Enclosure[]): string | undefined {
  return enclosures.find(({ type = '' }) => /^(?:audio|video)\//i.test(type))?.url;
}

export function distinct(tags: readonly (string | undefined)[]): string[] {
  return [...new Set(tags.filter((tag) => tag !== undefined && tag !== ''))].slice(0, MAX_TAGS) as string[]; // as: filter has taken undefined out
}
