/** "My Clippings.txt" of a Kindle, in any of its languages: highlights of titles that have no address. */
import { feedDate } from '../../feed/dates';
import type { IncomingHighlight, LooseHighlights } from '../incoming';
import { named } from './fields';
import type { Format } from './format';

const END = /^={8,}[^\S\n]*$/m;
const FACTS = /^-\s.*\|/; // "- Your Highlight on page 5 | Location 60-61 | Added on Monday, 3 February 2020 10:11:12"
/** How the facts of a note begin, which is about the highlight before it. */
const NOTE = /\b(?:note|nota|notiz|notitie)\b|メモ|笔记|筆記|заметка/i;
const MOST_WORDS = 6; // before a date
const TITLE = /^(.*?)\s*(?:\(([^()]*)\))?$/;

export const kindle: Format<string> = {
  name: 'kindle-clippings',
  detect: (text) => END.test(text) && partsIn(text).some(([, facts = '']) => FACTS.test(facts)),
  read: (text) => ({ rows: [], loose: byTitle(partsIn(text)) }),
};

/** Of each clipping its lines: title, facts, an empty one, words. */
function partsIn(text: string): readonly (readonly string[])[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/^={8,}[^\S\n]*$/m)
    .map((part) =>
      part
        .replace(/^\s+/, '')
        .split('\n')
        .map((line) => line.replace(/^\ufeff/, '')),
    );
}

/** A place marked without words is none; a note without a highlight stands for itself. */
function byTitle(parts: readonly (readonly string[])[]): LooseHighlights[] {
  const titles = new Map<string, { readonly title: string; readonly author: string; readonly highlights: IncomingHighlight[] }>();
  for (const [head = '', facts = '', ...rest] of parts) {
    const words = rest.join('\n').trim();
    if (words === '' || !FACTS.test(facts)) continue;
    const [, title = head, author = ''] = TITLE.exec(head.trim()) ?? [];
    const book = titles.get(head) ?? { title, author, highlights: [] };
    titles.set(head, book);
    const last = book.highlights.at(-1);
    const isNote = NOTE.test(facts.split('|')[0] ?? '');
    if (isNote && last !== undefined && last.note === undefined) book.highlights[book.highlights.length - 1] = { ...last, note: words };
    else book.highlights.push({ text: words, tags: [], ...named('madeAt', dateIn(facts)) });
  }
  return [...titles.values()].map(({ title, author, highlights }) => ({ title, ...named('author', author), highlights }));
}

/** It stands last, behind a few words that are not the same in every language. */
function dateIn(facts: string): number | undefined {
  const words = (facts.split('|').at(-1) ?? '').trim().split(/\s+/);
  for (let from = 0; from < Math.min(MOST_WORDS, words.length); from++) {
    const at = feedDate(words.slice(from).join(' '));
    if (at !== undefined) return at;
  }
  return undefined;
}
