/** What a page says of itself: its title and its language. Believes the page no further than it must. */

const MAX_TITLE_CHARS = 300;

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

/** BCP 47, from the nearest `lang`; undefined where there is none or it is no language tag. */
export function languageOf(heart: Element): string | undefined {
  const declared = heart.closest('[lang]')?.getAttribute('lang') ?? '';
  try {
    return Intl.getCanonicalLocales(declared.trim().replaceAll('_', '-'))[0];
  } catch {
    return undefined; // pages write anything there
  }
}

function tidy(raw: string | null | undefined): string {
  return (raw ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_TITLE_CHARS);
}
