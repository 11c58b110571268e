/** A copy's markup → Markdown, as import/markdown-in.ts reads it again. Words that look like signs are escaped, so that a text stays what it says. Pure. */
import { Parser } from 'htmlparser2';

type Part = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: (Part | string)[] };

/** Where a picture lies beside the text; undefined where it does not. */
export type PictureAt = (address: string) => string | undefined;

const MAX_DEPTH = 200;
const INLINE: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo big br cite code data del dfn em i img ins kbd mark q rb rp rt rtc ruby s samp small span strong sub sup time tt u var wbr #text'.split(
    ' ',
  ),
);
const SIGNS: Readonly<Record<string, string>> = { strong: '**', b: '**', em: '*', i: '*', s: '~~', del: '~~', mark: '==' };

export function markdownOf(html: string, pictureAt: PictureAt): string {
  return blocksIn(treeOf(html), pictureAt, 0).join('\n\n');
}

/** Of a text without markup: paragraphs stand apart already. */
export function markdownOfText(text: string): string {
  return text
    .split(/\n+/)
    .map((line) => escapedLine(escapedWords(line.trim())))
    .filter((line) => line !== '')
    .join('\n\n');
}

function treeOf(html: string): Part {
  const root: Part = { name: 'root', attributes: {}, children: [] };
  const open: Part[] = [root];
  let tooDeep = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (open.length >= MAX_DEPTH) {
        tooDeep += 1;
        return;
      }
      const node: Part = { name, attributes, children: [] };
      open.at(-1)?.children.push(node);
      open.push(node);
    },
    onclosetag() {
      if (tooDeep > 0) tooDeep -= 1;
      else if (open.length > 1) open.pop();
    },
    ontext: (text) => void open.at(-1)?.children.push(text),
  });
  parser.end(html);
  return root;
}

/** What stands between two blocks is a paragraph. */
function blocksIn(node: Part, pictureAt: PictureAt, depth: number): string[] {
  const blocks: string[] = [];
  let words: (Part | string)[] = [];
  const flush = (): void => {
    const line = lineOf(words, pictureAt);
    if (line !== '') blocks.push(line);
    words = [];
  };
  for (const child of node.children) {
    if (typeof child === 'string' || INLINE.has(child.name)) words.push(child);
    else {
      flush();
      blocks.push(...blockOf(child, pictureAt, depth));
    }
  }
  flush();
  return blocks;
}

function blockOf(node: Part, pictureAt: PictureAt, depth: number): string[] {
  const { name, children } = node;
  if (/^h[1-6]$/.test(name)) return some(`${'#'.repeat(Number(name[1]))} `, lineOf(children, pictureAt).replace(/\s*\n\s*/g, ' '));
  switch (name) {
    case 'hr':
      return ['---'];
    case 'pre':
      return [fenced(node)];
    case 'blockquote':
      return [prefixed(blocksIn(node, pictureAt, depth).join('\n\n'), '> ', '> ')].filter((block) => block !== '');
    case 'ul':
    case 'ol':
      return [listOf(node, pictureAt, depth)].filter((block) => block !== '');
    case 'table':
      return tableOf(node, pictureAt);
    case 'dt':
      return some('', lineOf(children, pictureAt));
    default:
      return blocksIn(node, pictureAt, depth);
  }
}

const some = (before: string, line: string): string[] => (line === '' ? [] : [before + line]);

function prefixed(text: string, first: string, rest: string): string {
  if (text === '') return '';
  return text
    .split('\n')
    .map((line, at) => (at === 0 ? first : rest) + line)
    .map((line) => (line.trim() === '' ? '' : line.replace(/^> +$/, '>')))
    .join('\n');
}

function fenced(node: Part): string {
  const text = textIn(node).replace(/\n$/, '');
  const code = node.children.find((child): child is Part => typeof child !== 'string' && child.name === 'code');
  const language = /language-([\w+#.-]+)/.exec(code?.attributes['class'] ?? '')?.[1] ?? '';
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function listOf(node: Part, pictureAt: PictureAt, depth: number): string {
  const start = Number(node.attributes['start'] ?? 1);
  const items = node.children.filter((child): child is Part => typeof child !== 'string' && child.name === 'li');
  return items
    .map((item, at) => {
      const sign = node.name === 'ol' ? `${start + at}. ` : '- ';
      const blocks = blocksIn(item, pictureAt, depth + 1);
      const isTight = blocks.length < 3 && !blocks.some((block) => block.includes('\n\n'));
      return prefixed(blocks.join(isTight ? '\n' : '\n\n') || ' ', sign, ' '.repeat(sign.length));
    })
    .join('\n');
}

/** Rows of one line each; the first is the head, for Markdown has no table without one. */
function tableOf(node: Part, pictureAt: PictureAt): string[] {
  const rows = [...nodesNamed(node, 'tr')].map((row) =>
    row.children
      .filter((cell): cell is Part => typeof cell !== 'string' && (cell.name === 'td' || cell.name === 'th'))
      .map((cell) =>
        blocksIn(cell, pictureAt, 0)
          .join(' ')
          .replace(/\s*\n\s*/g, ' ')
          .replaceAll('|', '\\|'),
      ),
  );
  const [head, ...body] = rows;
  const caption = [...nodesNamed(node, 'caption')].flatMap((each) => some('', lineOf(each.children, pictureAt)));
  if (head === undefined) return caption;
  const lines = [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`);
  return [...caption, lines.join('\n')];
}

function* nodesNamed(node: Part, name: string): Generator<Part> {
  for (const child of node.children) {
    if (typeof child === 'string') continue;
    if (child.name === name) yield child;
    else if (child.name !== 'table') yield* nodesNamed(child, name);
  }
}

function lineOf(children: readonly (Part | string)[], pictureAt: PictureAt): string {
  const line = children.map((child) => inlineOf(child, pictureAt)).join('');
  return escapedLine(
    line
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .trim(),
  );
}

function inlineOf(child: Part | string, pictureAt: PictureAt): string {
  if (typeof child === 'string') return escapedWords(child.replace(/\s+/g, ' '));
  const { name, attributes, children } = child;
  const inner = (): string => children.map((each) => inlineOf(each, pictureAt)).join('');
  switch (name) {
    case 'br':
      return '\\\n';
    case 'code':
    case 'kbd':
    case 'samp':
    case 'tt':
      return coded(textIn(child));
    case 'img': {
      const address = attributes['data-src'] ?? attributes['src'] ?? '';
      const beside = pictureAt(address);
      const words = (attributes['alt'] ?? '').replace(/[[\]\n]/g, ' ').trim();
      if (address.startsWith('data:') && beside === undefined) return words;
      return beside === undefined ? `![${words}](${plainAddress(address)})` : `![${words}](${beside} "${plainAddress(address)}")`;
    }
    case 'a': {
      const href = attributes['href'] ?? '';
      const words = inner();
      return /^(?:https?|mailto|tel):/i.test(href) && words.trim() !== '' ? `[${words.trim()}](${plainAddress(href)})` : words;
    }
    default: {
      const sign = SIGNS[name];
      return sign === undefined ? inner() : around(inner(), sign);
    }
  }
}

/** The signs touch the words; a space stays outside. */
function around(words: string, sign: string): string {
  const [, before = '', core = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words) ?? [];
  return core === '' ? words : `${before}${sign}${core}${sign}${after}`;
}

function coded(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (plain === '') return '';
  const ticks = '`'.repeat(Math.max(0, ...[...plain.matchAll(/`+/g)].map(([each]) => each.length)) + 1);
  const room = plain.startsWith('`') || plain.endsWith('`') ? ' ' : '';
  return `${ticks}${room}${plain}${room}${ticks}`;
}

function textIn(node: Part | string): string {
  if (typeof node === 'string') return node;
  return node.name === 'br' ? '\n' : node.children.map(textIn).join('');
}

const plainAddress = (address: string): string =>
  address.replace(/[\s()<>"]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);

export const escapedWords = (text: string): string => text.replace(/[\\`*_[\]<>~]|==/g, (sign) => (sign === '==' ? '\\=\\=' : `\\${sign}`));

/** What begins a block elsewhere is a word here. */
const escapedLine = (line: string): string =>
  line
    .replace(/^(\s*)(#{1,6}|[+-])(?=\s|$)/gm, '$1\\$2')
    .replace(/^(\s*)(-{3,}|={3,})\s*$/gm, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/gm, '$1\\$2');
