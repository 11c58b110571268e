/** What a page says of itself: title, author, date, site, language, its address and that of the next part. Believes it no further than it must. */
import { webAddress } from '../../../core/address';
import { isNextPart } from '../../../core/copy/next-part';
import { type Structured, structuredIn } from '../../../core/copy/structured';
import type { TakenCopy } from '../../../core/copy/taken';
import { feedDate } from '../../../core/feed/dates';
import { nameOf } from '../../../core/feed/person';
import { allIn, attributeOf, bodyOf, firstIn, rootOf, textContent, titleIn } from '../native';
import { languageOf } from '../page-facts';

const MAX_CHARS = 500;
const MAX_AUTHOR_CHARS = 120;
const PARTS_TITLE = /\s+[|–—·•»:-]+\s+|\s*[|»]\s*/;
const LINKS_LOOKED_AT = 3_000;
const SAYS_NEXT =
  /^(?:next(?: page| part)?|older|continue|weiter|nächste seite|page suivante|suivant|siguiente|successiva|pagina successiva|volgende|следующая|次の?ページ|下一[页頁])?[\s›»→>]*$/i;

export type Facts = Omit<TakenCopy, 'html' | 'text' | 'pictures' | 'isPartial' | 'title'> & {
  readonly title: string;
  readonly isFree: boolean;
};

export function factsOf(document: Document): Facts {
  const base = document.baseURI;
  const structured = structuredIn(allIn(document, 'script[type="application/ld+json" i]').map((script) => textContent(script) ?? ''));
  const meta = (...names: readonly string[]): string | undefined => metaOf(document, names);
  const address = document.URL;
  const canonical = addressIn(attributeOr(firstIn(document, 'link[rel~="canonical" i]'), 'href'), base);
  const lead = addressIn(meta('og:image:secure_url', 'og:image', 'twitter:image', 'twitter:image:src') ?? structured.picture, base);
  const author = authorOf(document, structured, meta);
  const published = feedDate(
    structured.published ??
      meta(
        'article:published_time',
        'datePublished',
        'date',
        'dc.date',
        'dc.date.issued',
        'dcterms.created',
        'citation_publication_date',
        'citation_date',
        'parsely-pub-date',
        'sailthru.date',
        'pubdate',
        'publish-date',
      ) ??
      timeOf(document),
  );
  const siteName = tidy(meta('og:site_name')) || tidy(structured.site) || tidy(meta('application-name', 'al:android:app_name'));
  const body = bodyOf(document) ?? rootOf(document);
  const language = languageOf(body);
  const next = nextOf(document, address, base);
  return {
    address,
    ...(canonical !== undefined && { canonical }),
    title: titleOf(document, structured, meta, siteName),
    ...(author !== undefined && { author }),
    ...(published !== undefined && { publishedAt: published }),
    ...(siteName !== '' && { siteName }),
    ...(language !== undefined && { language }),
    ...(getComputedStyle(body).direction === 'rtl' && { direction: 'rtl' as const }),
    ...(lead !== undefined && { lead }),
    ...(next !== undefined && { next }),
    isFree: structured.isFree !== false,
  };
}

type Meta = (...names: readonly string[]) => string | undefined;

/** The headline that JSON-LD gives, the heading that the window's title repeats, what is given for sharing, or the window's title without its site. */
function titleOf(document: Document, structured: Structured, meta: Meta, siteName: string): string {
  const windowTitle = tidy(titleIn(document));
  const holds = (words: string): boolean => words !== '' && lettersOf(windowTitle).includes(lettersOf(words));
  const headings = allIn(document, 'h1').map((heading) => tidy(textContent(heading)));
  const headline = tidy(structured.headline);
  if (headline !== '' && headline !== siteName && (holds(headline) || headings.some((each) => lettersOf(each) === lettersOf(headline))))
    return headline;
  const repeated = headings.filter((each) => holds(each) && lettersOf(each) !== lettersOf(siteName)).sort((a, b) => b.length - a.length)[0];
  if (repeated !== undefined) return repeated;
  const shared = tidy(meta('og:title', 'twitter:title'));
  const named = withoutSite(shared || headline || windowTitle, siteName);
  const [only] = headings;
  return named || (headings.length === 1 && only ? only : windowTitle);
}

function withoutSite(title: string, siteName: string): string {
  const parts = title.split(PARTS_TITLE);
  if (parts.length < 2) return title;
  for (const [part, rest] of [
    [parts.at(-1), title.slice(0, title.lastIndexOf(parts.at(-1) ?? ''))],
    [parts[0], title.slice((parts[0] ?? '').length)],
  ] as const) {
    const left = (rest ?? '').replace(/^[\s|–—·•»:-]+|[\s|–—·•»:-]+$/g, '');
    if (siteName !== '' && lettersOf(part ?? '') === lettersOf(siteName) && left !== '') return left;
  }
  const last = parts.at(-1) ?? '';
  const isSite = /[|»]/.test(title) && last.split(' ').length <= 4 && parts.slice(0, -1).join(' ').length > last.length;
  return isSite ? title.slice(0, title.lastIndexOf(last)).replace(/[\s|–—·•»:-]+$/g, '') : title;
}

function authorOf(document: Document, structured: Structured, meta: Meta): string | undefined {
  const named =
    structured.author ??
    meta('author', 'article:author', 'parsely-author', 'citation_author', 'dc.creator', 'sailthru.author', 'byl', 'twitter:creator');
  const byName = cleanAuthor(named);
  if (byName !== undefined) return byName;
  for (const selector of [
    '[itemprop~="author" i] [itemprop="name" i]',
    '[itemprop~="author" i]',
    'a[rel~="author" i]',
    '.byline-name,.author-name',
    '.byline,.author,.post-author,.entry-author,.p-author',
  ]) {
    const elements = allIn(document, selector);
    const [first] = elements;
    const name = first === undefined || elements.length > 4 ? undefined : cleanAuthor(textContent(first) ?? '');
    if (name !== undefined) return name;
  }
  return undefined;
}

function cleanAuthor(raw: string | undefined): string | undefined {
  const name = tidy(raw)
    .replace(/^(?:by|von|par|por|di|door|av|af)\s*:?\s+/i, '')
    .replace(/\s*[|•·].*$/, '');
  if (name === '' || name.length > MAX_AUTHOR_CHARS || /^https?:|^@|\d{4}/.test(name)) return undefined;
  return nameOf(name);
}

function timeOf(document: Document): string | undefined {
  for (const selector of [
    '[itemprop~="datePublished" i]',
    'time[pubdate]',
    'article header time[datetime]',
    'article time[datetime],.dt-published[datetime]',
    'time[datetime]',
  ]) {
    const element = firstIn(document, selector);
    const said = element && (attributeOf(element, 'datetime') ?? attributeOf(element, 'content'));
    if (said !== null && said !== '') return said;
  }
  return undefined;
}

function nextOf(document: Document, address: string, base: string): string | undefined {
  const said = allIn(document, 'link[rel~="next" i],a[rel~="next" i]');
  const links = [...said, ...allIn(document, 'a[class*="next" i],[class*="next" i] > a,[class*="pag" i] a').slice(0, LINKS_LOOKED_AT)];
  for (const link of links) {
    const isSaid =
      said.includes(link) || SAYS_NEXT.test((textContent(link) ?? '').trim()) || /next/i.test(attributeOf(link, 'class') ?? '');
    const there = isSaid ? addressIn(attributeOf(link, 'href'), base) : undefined;
    if (there !== undefined && isNextPart(address, there)) return there;
  }
  return undefined;
}

function metaOf(document: Document, names: readonly string[]): string | undefined {
  for (const name of names) {
    const said = attributeOr(firstIn(document, `meta[property="${name}" i],meta[name="${name}" i],meta[itemprop="${name}" i]`), 'content');
    if (said !== undefined && said.trim() !== '') return said;
  }
  return undefined;
}

/** Nothing is no address, though it would be that of the page itself. */
function addressIn(raw: string | null | undefined, base: string): string | undefined {
  return raw === null || raw === undefined || raw.trim() === '' ? undefined : webAddress(raw, base);
}

function attributeOr(element: Element | null, name: string): string | undefined {
  return (element && attributeOf(element, name)) ?? undefined;
}

const tidy = (raw: string | null | undefined): string =>
  (raw ?? '')
    .replace(/[\s\u200b]+/g, ' ')
    .trim()
    .slice(0, MAX_CHARS);
const lettersOf = (words: string): string => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
