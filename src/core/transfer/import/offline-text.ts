/** A stranger's text, as a copy of it is kept: markup of listed elements alone, its plain text, and its pictures by their addresses. Pure; loads nothing. */
import { Parser } from 'htmlparser2';
import { webAddress } from '../../address';
import { type Attributes, escapedValue, type MarkupWriter, markupWriter } from '../../copy/markup-writer';
import { attributesOf, isBlock, isLeftOut, keptAs } from '../../copy/names';
import { bestOf } from '../../copy/picture-address';
import { isHidden } from '../../feed/plain-text';
import type { IncomingItem } from '../incoming';
import { markupOfMarkdown } from './markdown-in';

export type OfflineCopy = { readonly html: string; readonly text: string; readonly pictures: readonly string[] };

const MAX_CHARS = 3_000_000; // of markup: past this a text is no essay
const MAX_OPEN = 2_000; // elements that are open at once: the parser looks through all of them at each end
const MAX_PICTURES = 2_000;
const SILENT: ReadonlySet<string> = new Set('svg math object embed iframe audio video noscript button'.split(' '));
const SOUND: Readonly<Record<string, RegExp>> = {
  colspan: /^\d{1,3}$/,
  rowspan: /^\d{1,3}$/,
  start: /^-?\d{1,6}$/,
  value: /^-?\d{1,6}$/,
  type: /^[1aAiI]$/,
  dir: /^(?:ltr|rtl|auto)$/i,
  scope: /^(?:row|col|rowgroup|colgroup)$/i,
  datetime: /^[\w:+. -]{1,60}$/,
};

/** Undefined where no word is left. `address`: of the page, for what it names relative to itself. */
export function offlineCopy({ kind, source }: NonNullable<IncomingItem['text']>, address: string): OfflineCopy | undefined {
  const copy = written(kind === 'html' ? source : markupOfMarkdown(source), address);
  return copy.text.trim() === '' ? undefined : copy;
}

/** What an element that is open has told the writer, so that its end tells the opposite. */
type Open = { readonly name: string; readonly as: 'block' | 'inline' | 'nothing' | 'silent' | 'pre' };

function written(raw: string, address: string): OfflineCopy {
  const source = raw.slice(0, MAX_CHARS);
  const wanted = new Set([...source.matchAll(/href\s*=\s*["']?#([^"'\s>]+)/gi)].map(([, name = '']) => name));
  const writer = markupWriter(wanted);
  const pictures = new Set<string>();
  const open: Open[] = [];
  let silent = 0;
  let code: { lines: string; language: string | undefined } | undefined;

  function begin(name: string, attributes: Attributes): Open['as'] {
    if (silent > 0 || isLeftOut(name) || SILENT.has(name) || isHidden(attributes)) {
      silent += 1;
      return 'silent';
    }
    if (attributes['id']) writer.place(attributes['id']);
    if (code !== undefined) {
      if (name === 'br') code.lines += '\n';
      code.language ??= languageIn(attributes);
      return 'nothing';
    }
    if (name === 'pre') {
      code = { lines: '', language: languageIn(attributes) };
      return 'pre';
    }
    return told(writer, name, attributes);
  }

  function told(to: MarkupWriter, name: string, attributes: Attributes): Open['as'] {
    if (name === 'br') to.lineBreak();
    else if (name === 'hr') to.rule();
    else if (name === 'img') drawn(to, attributes);
    const kept = keptAs(name);
    if (kept === undefined || ['br', 'hr', 'wbr', 'col', 'colgroup'].includes(kept)) return 'nothing';
    if (isBlock(kept)) {
      to.open(kept, said(kept, attributes));
      return 'block';
    }
    if (kept !== 'a') to.begin(kept, said(kept, attributes));
    else return linked(to, attributes);
    return 'inline';
  }

  function linked(to: MarkupWriter, { href = '' }: Attributes): Open['as'] {
    const within = href.startsWith('#') ? href.slice(1) : undefined;
    const target = /^(?:mailto|tel):/i.test(href.trim()) ? href.trim() : webAddress(href, address);
    if (within !== undefined && wanted.has(within)) to.begin('a', {}, within);
    else if (within === undefined && target !== undefined) to.begin('a', { href: target });
    else return 'nothing';
    return 'inline';
  }

  function drawn(to: MarkupWriter, attributes: Attributes): void {
    const raw = attributes['data-src'] ?? bestOf(attributes['srcset'] ?? '') ?? attributes['src'] ?? '';
    const url = webAddress(raw, address) ?? webAddress(attributes['src'] ?? '', address);
    const words = (attributes['alt'] ?? '').trim();
    if (url === undefined || pictures.size >= MAX_PICTURES) {
      to.words(words);
      return;
    }
    pictures.add(url);
    to.atom(`<img data-src="${escapedValue(url)}" alt="${escapedValue(words)}">`, '');
  }

  function end({ as }: Open): void {
    if (as === 'silent') silent -= 1;
    else if (as === 'block') writer.close();
    else if (as === 'inline') writer.end();
    else if (as === 'pre' && code !== undefined) {
      const { lines, language } = code;
      code = undefined;
      if (lines.trim() !== '') writer.code(lines.replace(/^\n|\s+$/g, ''), language);
    }
  }

  const parser = new Parser({
    onopentag(name, attributes) {
      if (open.length < MAX_OPEN) open.push({ name, as: begin(name, attributes) });
    },
    onclosetag(name) {
      if (open.at(-1)?.name !== name) return; // one that was too deep
      const last = open.pop();
      if (last) end(last);
    },
    ontext(text) {
      if (silent > 0) return;
      if (code !== undefined) code.lines += text;
      else writer.words(text);
    },
  });
  parser.end(source);
  for (let last = open.pop(); last !== undefined; last = open.pop()) end(last);
  return { ...writer.done(), pictures: [...pictures] };
}

function said(name: string, attributes: Attributes): Attributes {
  const names = [...attributesOf(name), 'lang', 'dir'];
  return Object.fromEntries(
    names.flatMap((each) => {
      const value = attributes[each];
      if (value === undefined || value.length > 500) return [];
      if (each === 'cite') return webAddress(value) === undefined ? [] : [[each, value]];
      if (each === 'lang') return /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(value) ? [[each, value]] : [];
      return SOUND[each] === undefined || SOUND[each].test(value) ? [[each, value]] : [];
    }),
  );
}

function languageIn({ class: names = '' }: Attributes): string | undefined {
  return /(?:^|\s)lang(?:uage)?-([\w+#.-]{1,40})/.exec(names)?.[1];
}
