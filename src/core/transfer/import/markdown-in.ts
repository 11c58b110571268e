/** Markdown → markup, as notes of readers and clippers have it. What is no sign of Markdown is text, so nothing of a note is lost; offline-text.ts cleans what comes out. */
import { escapedText, escapedValue } from '../../copy/markup-writer';

const MAX_NESTING = 12;
const FENCE = /^ {0,3}(```+|~~~+)\s*([\w+#.-]*)/;
const HEADING = /^ {0,3}(#{1,6})(?:\s+(.*?))?\s*#*\s*$/;
const RULE = /^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/;
const ITEM = /^( *)([-*+]|\d{1,9}[.)])(?:\s+|$)(.*)$/;
const QUOTE = /^ {0,3}>[^\S\n]?/;

/** Cost  one pass a level of nesting. */
export function markupOfMarkdown(markdown: string): string {
  return blocks(markdown.replace(/\r\n?/g, '\n').split('\n'), 0);
}

function blocks(lines: readonly string[], depth: number): string {
  const out: string[] = [];
  let paragraph: string[] = [];
  const flush = (): void => {
    if (paragraph.length > 0) out.push(`<p>${inline(paragraph.join('\n'))}</p>`);
    paragraph = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const [fence, heading] = [FENCE.exec(line), HEADING.exec(line)];
    if (fence) {
      flush();
      const end = endOfFence(lines, at + 1, fence[1] ?? '```');
      out.push(codeOf(lines.slice(at + 1, end), fence[2] ?? ''));
      at = end;
    } else if (line.trim() === '') flush();
    else if (heading) {
      flush();
      const level = heading[1]?.length ?? 1;
      out.push(`<h${level}>${inline(heading[2] ?? '')}</h${level}>`);
    } else if (RULE.test(line)) {
      flush();
      out.push('<hr>');
    } else if (QUOTE.test(line) && depth < MAX_NESTING) {
      flush();
      const end = endOf(lines, at, (each) => each.trim() !== '');
      out.push(
        `<blockquote>${blocks(
          lines.slice(at, end).map((each) => each.replace(QUOTE, '')),
          depth + 1,
        )}</blockquote>`,
      );
      at = end - 1;
    } else if (ITEM.test(line) && depth < MAX_NESTING && (paragraph.length === 0 || !/^ *\d/.test(line))) {
      flush();
      const end = endOfList(lines, at);
      out.push(listOf(lines.slice(at, end), depth));
      at = end - 1;
    } else paragraph.push(line);
  }
  flush();
  return out.join('\n');
}

function codeOf(lines: readonly string[], language: string): string {
  return `<pre><code${language === '' ? '' : ` class="language-${escapedValue(language)}"`}>${escapedText(lines.join('\n'))}</code></pre>`;
}

function endOfFence(lines: readonly string[], from: number, fence: string): number {
  const end = lines.findIndex((line, at) => at >= from && line.trim().startsWith(fence));
  return end === -1 ? lines.length : end;
}

function endOf(lines: readonly string[], from: number, goesOn: (line: string) => boolean): number {
  let at = from;
  while (at < lines.length && goesOn(lines[at] ?? '')) at += 1;
  return at;
}

/** Until a line that stands at the margin and is no item of it. */
function endOfList(lines: readonly string[], from: number): number {
  let at = from + 1;
  for (; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const next = lines[at + 1] ?? '';
    if (line.trim() === '') {
      if (!(/^\s{2,}\S/.test(next) || ITEM.test(next))) return at;
    } else if (HEADING.test(line) || FENCE.test(line) || RULE.test(line) || QUOTE.test(line)) return at;
  }
  return at;
}

function listOf(lines: readonly string[], depth: number): string {
  const first = ITEM.exec(lines[0] ?? '');
  const margin = first?.[1]?.length ?? 0;
  const isNumbered = /\d/.test(first?.[2] ?? '');
  const items: string[][] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item && (item[1]?.length ?? 0) <= margin + 1) items.push([item[3] ?? '']);
    else items.at(-1)?.push(line.replace(new RegExp(`^ {0,${margin + 4}}`), ''));
  }
  const name = isNumbered ? 'ol' : 'ul';
  const start = isNumbered && !/^1[.)]/.test(first?.[2] ?? '') ? ` start="${Number.parseInt(first?.[2] ?? '1', 10)}"` : '';
  const written = items.map((item) => {
    const inner = blocks(item, depth + 1);
    const isTight = item.every((line) => line.trim() !== '');
    return `<li>${isTight ? inner.replace(/^<p>([\s\S]*?)<\/p>/, '$1') : inner}</li>`;
  });
  return `<${name}${start}>${written.join('')}</${name}>`;
}

const KEPT_FROM = 0xe000; // of the private use area: stands for a piece that is written already

/** Code first, for nothing in it is a sign; then what holds an address; then the signs around words. */
function inline(raw: string): string {
  const kept: string[] = [];
  const keep = (markup: string): string => {
    kept.push(markup);
    return `${String.fromCharCode(KEPT_FROM)}${kept.length - 1}${String.fromCharCode(KEPT_FROM + 1)}`;
  };
  const words = raw
    .replace(/[\ue000\ue001]/g, '')
    .replace(/\\([!-/:-@[-`{-~])|(`+)(?!`)([\s\S]{0,4000}?[^`])\2(?!`)/g, (_, sign: string | undefined, __, code = '') =>
      keep(sign === undefined ? `<code>${escapedText(code.trim())}</code>` : escapedText(sign)),
    )
    .replace(/\\\n/g, () => keep('<br>'))
    .replace(/!\[([^\]\n]{0,1000})\]\(\s*<?([^\s)>]{1,4000})>?[^)\n]{0,1000}\)/g, (_, alt: string, url: string) =>
      keep(`<img src="${escapedValue(url)}" alt="${escapedValue(alt)}">`),
    )
    .replace(/<(https?:\/\/[^\s<>]{1,4000})>/gi, (_, url: string) => keep(`<a href="${escapedValue(url)}">${escapedText(url)}</a>`));
  const linked = escapedText(words).replace(
    /\[([^\]\n]{0,1000})\]\(\s*((?:[^\s()]|\([^\s()]{0,500}\)){1,4000})(?:\s[^)\n]{0,1000})?\)/g,
    (_, text: string, url: string) => `${keep(`<a href="${url.replaceAll('"', '&quot;')}">`)}${text}${keep('</a>')}`,
  );
  const signed = linked
    .replace(/\*\*(?=\S)([\s\S]{0,4000}?\S)\*\*/g, '<strong>$1</strong>')
    .replace(/(?<![\w_])__(?=\S)([\s\S]{0,4000}?\S)__(?![\w_])/g, '<strong>$1</strong>')
    .replace(/\*(?=[^\s*])([^*]{0,4000}[^\s*])\*/g, '<em>$1</em>')
    .replace(/(?<![\w_])_(?=[^\s_])([^_]{0,4000}[^\s_])_(?![\w_])/g, '<em>$1</em>')
    .replace(/~~(?=\S)([\s\S]{0,4000}?\S)~~/g, '<s>$1</s>')
    .replace(/==(?=\S)([^\n]{0,4000}?\S)==/g, '<mark>$1</mark>')
    .replace(/ {2,}\n/g, '<br>');
  return restored(signed, kept, 0);
}

function restored(text: string, kept: readonly string[], depth: number): string {
  if (depth > 8) return text;
  return text.replace(/\ue000(\d+)\ue001/g, (_, at: string) => restored(kept[Number(at)] ?? '', kept, depth + 1));
}
