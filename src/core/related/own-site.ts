/** Whether a page of a blog shows one of its own essays: its home, its lists, the essay itself. There the essay's sentences would face themselves. */
import type { Essay } from '../essay';
import type { PageText } from '../page';

const OPENING_CHARS = 70; // of the essay: a teaser on a list begins as the essay does
const LEAST_CHARS = 30; // less of the same is a turn of phrase

/** Cost  one pass over the page's text for each essay that is asked about. */
export function isShownThere(page: Pick<PageText, 'url' | 'text'>, essay: Pick<Essay, 'url' | 'summary' | 'text'>): boolean {
  if (!isSameSite(page.url, essay.url)) return false;
  const there = plain(page.text);
  return [essay.summary, essay.text ?? ''].some((words) => {
    const opening = plain(words).slice(0, OPENING_CHARS);
    return opening.length >= LEAST_CHARS && there.includes(opening);
  });
}

/** Beside a sentence of both, its title too: a list that shows it. Without, all that this site's essays end with, such as who wrote them. */
export function isNamedThere(page: Pick<PageText, 'title' | 'text'>, { title }: Pick<Essay, 'title'>): boolean {
  const name = plain(title);
  return name !== '' && ` ${plain(`${page.title}\n${page.text}`)} `.includes(` ${name} `);
}

/** The same words on both sides: no two texts that speak of one thing. */
export function isSameSentence(here: string, there: string): boolean {
  const [one, other] = [plain(here), plain(there.replace(/…$/, ''))];
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  return shorter.length >= LEAST_CHARS && longer.includes(shorter);
}

export function isSameSite(one: string, other: string): boolean {
  const [host, otherHost] = [hostOf(one), hostOf(other)];
  return host !== undefined && host === otherHost;
}

function hostOf(address: string): string | undefined {
  return URL.parse(address)?.hostname.replace(/^www\./, '');
}

/** Letters and digits alone: quotation marks and spaces are set otherwise here and there. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
