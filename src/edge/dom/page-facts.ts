/** What a page says of itself: its title and its language. Believes the page no further than it must. */

const MAX_TITLE_CHARS = 300;
const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i;

/** The heading, where the window title repeats it; else what the page calls itself for sharing; else the window title. */
export function titleOf(document: Document, heart: Element): string {
  const windowTitle = tidy(document.title);
  const heading = headingNear(document, heart);
  if (heading !== '' && windowTitle.toLowerCase().includes(heading.toLowerCase())) return heading;
  return tidy(document.querySelector('meta[property="og:title"]')?.getAttribute('content')) || windowTitle || heading;
}

function headingNear(document: Document, heart: Element): string {
  const room = heart.closest('article, main') ?? document;
  return tidy((room.querySelector('h1') ?? document.querySelector('h1'))?.textContent);
}

/** BCP 47, from the nearest `lang`; undefined where there is none or it is no language tag, for pages write anything there. */
export function languageOf(heart: Element): string | undefined {
  const declared = (heart.closest('[lang]')?.getAttribute('lang') ?? '').trim().replaceAll('_', '-');
  return LANGUAGE_TAG.test(declared) ? declared : undefined; // Intl would say it too, but the first use of Intl takes milliseconds
}

function tidy(raw: string | null | undefined): string {
  return (raw ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_TITLE_CHARS);
}
