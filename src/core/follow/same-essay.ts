/** Tells the page of an essay from what stands there in its place: a login, a question about cookies, "not found", the site's front page. */

import type { Article } from '../article/article-text';
import type { Essay } from '../essay';
import { isUnnamed } from '../library/saved-page';
import { ENGLISH } from '../text/stop-words';
import { eachWord } from '../text/words';
import { lengthInLetters } from './text-asking';

const LEAST = 500; // letters: less is not worth keeping beside a summary
const MORE_THAN_KNOWN = 1.5; // times what is known already
const ENOUGH_WORDS = 0.6; // of the title's, or the summary's
const INSTEAD =
  /\b(?:404|not found|page unavailable|access denied|forbidden|log ?in|sign ?in|just a moment|attention required|are you (?:a )?human|captcha|before you continue|value your privacy)\b/i;
const SAYS_LITTLE: ReadonlySet<string> = new Set(ENGLISH.flatMap((line) => line.split(' ')));

/** What a page turned out to be. `nothing-more`: the essay's page, and the summary stays the better choice; `another`: may be itself in some days. */
export type PageFound =
  | { readonly kind: 'text'; readonly text: string; readonly title: string } // title: as the page calls itself
  | { readonly kind: 'nothing-more' | 'another' };

/** `url`: where the page was in the end. */
export function pageFound(article: Article, url: string, essay: Pick<Essay, 'sourceId' | 'url' | 'title' | 'summary' | 'text'>): PageFound {
  if (!isOf(article, url, essay)) return { kind: 'another' };
  const letters = lengthInLetters(article.text);
  const isMore = letters >= LEAST && letters >= lengthInLetters(essay.text ?? essay.summary) * MORE_THAN_KNOWN;
  return isMore ? { kind: 'text', text: article.text, title: article.title } : { kind: 'nothing-more' };
}

function isOf({ title, headings, text }: Article, url: string, essay: Pick<Essay, 'sourceId' | 'url' | 'title' | 'summary'>): boolean {
  if (isFrontPage(url) && !isFrontPage(essay.url)) return false;
  if (INSTEAD.test(title) && !INSTEAD.test(essay.title)) return false;
  if (isUnnamed(essay)) return true; // a link that was saved says nothing of its page
  const isNamed = share(essay.title, [title, ...headings].join('\n')) >= ENOUGH_WORDS;
  return isNamed || share(essay.summary, text) >= ENOUGH_WORDS;
}

function isFrontPage(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.pathname === '/' && url.search === '';
}

/** How much of the words of one text stand in another, by kinds; 0 where it has none. */
function share(sought: string, text: string): number {
  const here = wordsOf(text);
  const all = [...wordsOf(sought)];
  const telling = all.filter((word) => !SAYS_LITTLE.has(word));
  const words = telling.length > 0 ? telling : all;
  return words.length === 0 ? 0 : words.filter((word) => here.has(word)).length / words.length;
}

function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  eachWord(text, (word) => words.add(word.toLowerCase()));
  return words;
}
