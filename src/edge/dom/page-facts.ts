/** What a page says of itself: its title and its language. Believes the page no further than it must. */
import { allIn, allWithin, attributeOf, closest, firstIn, isVisible, textContent, titleIn } from './native';

const MAX_TITLE_CHARS = 300;
const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i;

/** The heading, where the window title repeats it; else what the page calls itself for sharing; else the window title. */
export function titleOf(document: Document, heart: Element): string {
  const windowTitle = tidy(titleIn(document));
  const heading = headingNear(document, heart);
  if (heading !== '' && windowTitle.toLowerCase().includes(heading.toLowerCase())) return heading;
  return tidy(contentOf(firstIn(document, 'meta[property="og:title"]'))) || windowTitle || heading;
}

function headingNear(document: Document, heart: Element): string {
  const heading = closest(heart, 'article, main')?.querySelector('h1') ?? firstIn(document, 'h1'); // neither of them can be clobbered
  return tidy(heading && textContent(heading));
}

function contentOf(meta: Element | null): string | null {
  return meta && attributeOf(meta, 'content');
}

/** Where the page says that it is found: a stranger's word, as it stands there. */
export function canonicalOf(document: Document): string | undefined {
  const link = firstIn(document, 'link[rel~="canonical" i][href]');
  return (link && attributeOf(link, 'href')) ?? undefined;
}

const FIELDS =
  'input:not([type="hidden" i],[type="search" i],[type="submit" i],[type="button" i],[type="image" i],[type="reset" i]),select';
const MANY = 6; // a comment takes four at most
const WRAPS_CHARS = 3_000; // some pages put one form around all that one reads

/** Whether one fills in a form here, or buys what it shows, as shops tell those who share it. */
export function isForm(document: Document): boolean {
  if (/^product/.test(contentOf(firstIn(document, 'meta[property="og:type"]')) ?? '')) return true;
  return allIn(document, 'form').some(
    (form) =>
      (textContent(form)?.length ?? 0) < WRAPS_CHARS && [...allWithin(form, FIELDS)].filter((field) => isVisible(field)).length >= MANY,
  );
}

/** BCP 47, from the nearest `lang`; undefined where there is none or it is no language tag, for pages write anything there. */
export function languageOf(heart: Element): string | undefined {
  const declared = (languageNear(heart) ?? '').trim().replaceAll('_', '-');
  return LANGUAGE_TAG.test(declared) ? declared : undefined; // Intl would say it too, but the first use of Intl takes milliseconds
}

function languageNear(heart: Element): string | null | undefined {
  const speaker = closest(heart, '[lang],[*|lang]'); // XML has its own attribute
  return speaker && (attributeOf(speaker, 'lang') ?? attributeOf(speaker, 'xml:lang'));
}

function tidy(raw: string | null | undefined): string {
  return (raw ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_TITLE_CHARS);
}
