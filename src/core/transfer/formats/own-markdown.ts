/** Our own Markdown, back: what out/markdown.ts writes, whoever has touched it since. A note without our mark is the clipper's (obsidian.ts). */
import { INKS } from '../../library/highlight';
import type { IncomingHighlight, Row } from '../incoming';
import { readInstant } from '../instant';
import { MARK, SECTIONS, unsafe } from '../out/markdown';
import { listOf, named, textOf } from './fields';
import type { FolderFormat } from './format';
import { frontMatterOf, type Noted } from './front-matter';
import { notesIn } from './obsidian';

const MOST_LOOKED_AT = 20; // files, to know whose they are
const PICTURE_BESIDE = /(!\[[^\]\n]*\]\()pictures\/\S+ "([^"\n]+)"\)/g;
const FACTS = /^<!-- (\S+)(?: (\w+))? -->$/;
const COLOUR_OF: Readonly<Record<string, string>> = { dashed: 'blue', dotted: 'green', double: 'red' }; // as import/units.ts reads them

export const ownMarkdown: FolderFormat = {
  name: 'sidelight-markdown',
  detect: (folder) =>
    notesIn(folder.names)
      .slice(0, MOST_LOOKED_AT)
      .some((name) => MARK in frontMatterOf(folder.text(name)).fields),
  read: ({ names, text }) => ({ rows: notesIn(names).map((name) => rowOf(frontMatterOf(text(name)))) }),
};

function rowOf({ fields, body }: Noted): Row {
  const { note, highlights, text } = sectionsIn(body);
  const archivedAt = readInstant(fields['archived']);
  return {
    address: textOf(fields['source']),
    title: textOf(fields['title']),
    tags: listOf(fields['tags']).map(textOf),
    notes: note === '' ? [] : [unsafe(note)],
    highlights: highlightsIn(highlights),
    ...named('author', textOf(fields['author'])),
    ...named('language', textOf(fields['language'])),
    ...named('excerpt', textOf(fields['description'])),
    ...named('addedAt', readInstant(fields['created'])),
    ...named('publishedAt', readInstant(fields['published'])),
    ...(archivedAt === undefined ? { state: 'unread' as const } : { state: 'archived' as const, archivedAt }),
    ...(text !== '' && { text: { kind: 'markdown' as const, source: text.replace(PICTURE_BESIDE, '$1$2)') } }),
  };
}

/** The text is what stands last: a heading of its own that is called like a section begins none. */
function sectionsIn(body: string): { readonly note: string; readonly highlights: string; readonly text: string } {
  const lines = body.split('\n');
  const at = (name: string, from = 0): number => lines.findIndex((line, index) => index >= from && line.trim() === name);
  const texts = at(SECTIONS.text);
  const head = texts === -1 ? lines : lines.slice(0, texts);
  const notes = head.indexOf(SECTIONS.note);
  const marks = head.indexOf(SECTIONS.highlights);
  const part = (from: number, to: number): string =>
    from === -1
      ? ''
      : head
          .slice(from + 1, to)
          .join('\n')
          .trim();
  return {
    note: part(notes, marks > notes ? marks : head.length),
    highlights: part(marks, head.length),
    text:
      texts === -1
        ? ''
        : lines
            .slice(texts + 1)
            .join('\n')
            .trim(),
  };
}

function highlightsIn(section: string): IncomingHighlight[] {
  const found: { quote: string[]; note: string[]; facts: RegExpExecArray | null }[] = [];
  let isQuote = false;
  for (const line of section.split('\n')) {
    if (line.startsWith('>')) {
      if (!isQuote) found.push({ quote: [], note: [], facts: null });
      isQuote = true;
      found.at(-1)?.quote.push(line.replace(/^> ?/, ''));
      continue;
    }
    isQuote = false;
    const last = found.at(-1);
    const facts = FACTS.exec(line);
    if (last !== undefined && facts !== null && last.facts === null && last.note.length === 0) last.facts = facts;
    else last?.note.push(line);
  }
  return found.map(({ quote, note, facts }) => ({
    text: quote.join('\n'),
    tags: [],
    ...named('note', unsafe(note.join('\n').trim())),
    ...named('madeAt', readInstant(facts?.[1])),
    ...named('colour', INKS.some((ink) => ink === facts?.[2]) ? COLOUR_OF[facts?.[2] ?? ''] : undefined),
  }));
}
