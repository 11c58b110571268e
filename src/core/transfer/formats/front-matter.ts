/**
 * The fields before a Markdown note, as note-takers write them: texts and lists of texts, plain or in quotes, on one line or on several. What YAML knows
 * beyond that is no field here. No YAML parser, because one refuses the whole note for one field that people do write (`title: Part two: the sea`), so that
 * each field would have to be cut out for it as here; the tests hold this to one wherever one reads.
 */
import type { Fields } from './fields';

const NOTED = /^\uFEFF?---[^\S\n]*\n([\s\S]*?)\n---[^\S\n]*(?:\n|$)/;
const FIELD = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#:"'[{][^:]*?)\s*:(?:\s+(.*)|\s*)$/s;
const ITEM = /^\s*-(?:\s+(.*)|\s*)$/s;
const FLOW = /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')|([^,\]]*))\s*(,|\]|$)/gs;
const BLOCK = /^([|>])([+-]?)\d?\s*(?:#.*)?$/;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  b: '\b',
  f: '\f',
  e: '\u001b',
  a: '\u0007',
  v: '\v',
};
const MOST_LINES = 5_000;

export type Noted = { readonly fields: Fields; readonly body: string };

export function frontMatterOf(raw: string | undefined): Noted {
  const markdown = (raw ?? '').replace(/\r\n?/g, '\n');
  const front = NOTED.exec(markdown);
  return { fields: front === null ? {} : fieldsIn(front[1] ?? ''), body: markdown.slice(front?.[0].length ?? 0).trim() };
}

export function hasFrontMatter(raw: string | undefined): boolean {
  return NOTED.test((raw ?? '').replace(/\r\n?/g, '\n'));
}

/** The last of two fields of one name counts. A field that cannot be read is none, and costs no other. */
function fieldsIn(yaml: string): Fields {
  const lines = yaml.split('\n').slice(0, MOST_LINES);
  const fields: [string, unknown][] = [];
  for (let at = 0; at < lines.length; at++) {
    const found = FIELD.exec(lines[at] ?? '');
    if (found === null) continue;
    const below = linesBelow(lines, at + 1);
    fields.push([scalar(found[1] ?? ''), valueIn(found[2] ?? '', below)]);
    at += below.length;
  }
  return Object.fromEntries(fields);
}

/** What belongs to a field: lines that are indented, empty, or items of a list. */
function linesBelow(lines: readonly string[], from: number): readonly string[] {
  let to = from;
  while (to < lines.length && (/^\s|^$/.test(lines[to] ?? '') || ITEM.test(lines[to] ?? '') || /^\s*#/.test(lines[to] ?? ''))) to += 1;
  return lines.slice(from, to);
}

function valueIn(first: string, below: readonly string[]): unknown {
  const start = first.trim().startsWith('[') ? first.trim() : withoutComment(first); // the bracket ends that, not a sign in it
  const block = BLOCK.exec(start);
  if (block) return blockOf(below, block[1] === '>', block[2] ?? '');
  const rest = below.filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
  if (start === '' && rest.some((line) => ITEM.test(line))) return itemsOf(rest);
  const whole = [start, ...rest.map((line) => line.trim())].filter((line) => line !== '').join(' ');
  return (whole.startsWith('[') ? flowOf(whole) : undefined) ?? scalar(withoutComment(whole));
}

/** A line that goes on is more of the item before it. */
function itemsOf(lines: readonly string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item) items.push(withoutComment(item[1] ?? ''));
    else items.push(`${items.pop() ?? ''} ${withoutComment(line.trim())}`.trim());
  }
  return items.map(scalar);
}

function blockOf(below: readonly string[], isFolded: boolean, chomping: string): string {
  const indent = Math.min(...below.filter((line) => line.trim() !== '').map((line) => /^\s*/.exec(line)?.[0].length ?? 0));
  const text = below.map((line) => line.slice(indent)).join('\n');
  const folded = isFolded ? text.replace(/([^\n])\n(?=[^\s\n])/g, '$1 ').replace(/\n\n+/g, (breaks) => breaks.slice(1)) : text;
  return chomping === '+' ? folded : folded.replace(/\n+$/, '') + (chomping === '-' ? '' : '\n');
}

/** `[a, "b, c", 'd']`, to the bracket that ends it. Undefined where words follow that: "[Draft] The sea" is a title. */
function flowOf(text: string): string[] | undefined {
  const items: string[] = [];
  for (const found of text.slice(1).matchAll(FLOW)) {
    const [all, quoted, plain = '', end] = found;
    if (quoted !== undefined || plain.trim() !== '') items.push(scalar(quoted ?? plain));
    if (end === ',') continue;
    return /^\s*(?:#|$)/.test(text.slice(1 + found.index + all.length)) || end !== ']' ? items : undefined;
  }
  return items;
}

function scalar(raw: string): string {
  const text = raw.trim();
  if (/^'[\s\S]*'$/.test(text) && text.length > 1) return text.slice(1, -1).replaceAll("''", "'");
  if (!/^"[\s\S]*"$/.test(text) || text.length < 2) return text;
  return text
    .slice(1, -1)
    .replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|(.))/gi, (_, two?: string, four?: string, eight?: string, one = '') => {
      const code = Number.parseInt(two ?? four ?? eight ?? '', 16);
      if (Number.isNaN(code)) return ESCAPES[one] ?? one;
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    });
}

/** A sign behind a space, outside quotes. */
function withoutComment(text: string): string {
  const quoted = /^\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?:#.*)?$/s.exec(text);
  return quoted ? (quoted[1] ?? '') : text.replace(/(?:^|\s)#.*$/s, '').trim();
}
