/**
 * Writes the markup and the plain text of a copy from what it is told, in order. Whatever it is told, a parser makes of the markup the very tree that was
 * written: no block stands in a paragraph, no row outside a table, no link in a link, nothing empty. Pure; knows no document.
 */
export type Attributes = Readonly<Record<string, string>>;

/**
 * flow   holds blocks; words in it stand in a paragraph of their own
 * mixed  holds words and blocks
 * line   holds words alone
 * list   holds its items; table likewise its parts
 * ghost  is not written, and only parts what is in it from what is around it
 */
type Kind = 'flow' | 'mixed' | 'line' | 'list' | 'table' | 'ghost';
const KINDS: Readonly<Record<string, Kind>> = {
  ...{ blockquote: 'flow', details: 'flow', div: 'flow', section: 'flow' },
  ...{ li: 'mixed', dd: 'mixed', td: 'mixed', th: 'mixed', figure: 'mixed', figcaption: 'mixed' },
  ...{ p: 'line', h1: 'line', h2: 'line', h3: 'line', h4: 'line', h5: 'line', h6: 'line', summary: 'line', dt: 'line', caption: 'line' },
  ...{ ul: 'list', ol: 'list', dl: 'list' },
  ...{ table: 'table', thead: 'table', tbody: 'table', tfoot: 'table', tr: 'table' },
};
const STANDS_IN: Readonly<Record<string, readonly string[]>> = {
  ...{ li: ['ul', 'ol'], dt: ['dl'], dd: ['dl'], summary: ['details'], figcaption: ['figure'] },
  ...{ caption: ['table'], thead: ['table'], tbody: ['table'], tfoot: ['table'], tr: ['thead', 'tbody', 'tfoot'], td: ['tr'], th: ['tr'] },
};
const STANDS_EMPTY: ReadonlySet<string> = new Set(['td', 'th']);
const ITEM: Readonly<Record<string, string>> = { ul: 'li', ol: 'li', dl: 'dd' };
const ONCE: ReadonlySet<string> = new Set('a b i em strong u s small code kbd samp var mark'.split(' ')); // in itself it says nothing more
const SILENT: ReadonlySet<string> = new Set(['rt', 'rtc']); // readings are no words of the text

type Block = {
  readonly name: string;
  readonly kind: Kind;
  readonly attributes: Attributes;
  readonly isImplied?: boolean; // closed with what is in it
  isWritten: boolean;
  hasContent: boolean;
};
type Inline = { readonly name: string; readonly attributes: Attributes; readonly to: string | undefined; readonly isIdle: boolean };
/** A place that a link leads to, by the name that the page gave it. */
type Piece = string | { readonly to: string };

export type Written = { readonly html: string; readonly text: string };
export type MarkupWriter = {
  readonly open: (name: string, attributes?: Attributes) => void; // a block; where it cannot stand it is a border
  readonly close: () => void;
  readonly begin: (name: string, attributes?: Attributes, to?: string) => void; // in a line; `to`: the name of a place in the copy
  readonly end: () => void;
  readonly words: (raw: string) => void;
  readonly lineBreak: () => void;
  readonly rule: () => void;
  readonly atom: (markup: string, words: string) => void; // one thing in a line: a picture, a formula
  readonly code: (lines: string, language: string | undefined) => void;
  readonly mark: (markup: string) => void; // of a note: in a line, and no word of the text
  readonly place: (name: string) => void; // where links to `name` lead: to whatever is written next
  readonly done: () => Written;
};

/** `wanted`: names of places that links lead to. */
export function markupWriter(wanted: ReadonlySet<string>): MarkupWriter {
  const pieces: Piece[] = [];
  const root: Block = { name: '', kind: 'flow', attributes: {}, isWritten: true, hasContent: false };
  const blocks: Block[] = [root];
  const asked: Inline[] = [];
  let written: readonly Inline[] = []; // of those asked, in the line that is open
  let paragraph: string | undefined; // the name of a line of our own
  let isParted = false; // by a border, since the last words
  let [hasSpace, breaks] = [false, 0]; // held back until words follow
  const lines: string[] = [];
  let line = '';
  const ids = new Map<string, string>();
  const places: string[] = [];
  let given = 0;

  const inner = (): Block => blocks.findLast(({ kind }) => kind !== 'ghost') ?? root;
  /** The innermost that may hold a block. */
  const room = (): Block => blocks.findLast(({ kind, name }) => kind !== 'ghost' && name !== 'p') ?? root;
  /** In a heading and its like whatever stands there is words. */
  const isWithinLine = (): boolean => room().kind === 'line';

  function isNewLine(): boolean {
    if (paragraph !== undefined) return false;
    const { kind, hasContent } = inner();
    return kind === 'line' ? !hasContent : kind !== 'mixed' || isParted || !hasContent;
  }

  function tag(name: string, attributes: Attributes): string {
    const id = attributes['id'] ?? (places.length > 0 ? `c${++given}` : undefined);
    if (id !== undefined) for (const place of places.splice(0)) ids.set(place, ids.get(place) ?? id);
    const said = Object.entries({ ...attributes, ...(id !== undefined && { id }) });
    return `<${name}${said.map(([key, value]) => ` ${key}="${escapedValue(value)}"`).join('')}>`;
  }

  /** Writes what is open and not yet written; a paragraph only where words are to stand in it. */
  function unfold(isForWords: boolean): void {
    const last = isForWords ? inner() : room();
    for (const block of blocks) {
      if (block.kind === 'ghost' || (block.name === 'p' && block !== last)) continue;
      if (!block.isWritten) pieces.push(tag(block.name, block.attributes));
      block.isWritten = true;
      if (block !== last) block.hasContent = true;
      else break;
    }
  }

  function endLine(): void {
    for (const { name } of written.toReversed()) pieces.push(`</${name}>`);
    written = [];
    [hasSpace, breaks] = [false, 0];
    if (line.trim() !== '') lines.push(line.trim());
    line = '';
    if (paragraph !== undefined) pieces.push(`</${paragraph}>`);
    paragraph = undefined;
  }

  function border(): void {
    if (isWithinLine()) {
      hasSpace = true;
      return;
    }
    endLine();
    const here = inner();
    if (here.name === 'p') {
      if (here.isWritten) pieces.push('</p>'); // what follows in it is another paragraph
      [here.isWritten, here.hasContent] = [false, false];
    }
    isParted = true;
  }

  /** False where no words can stand: between the parts of a table. */
  function beginContent(): boolean {
    const here = inner();
    if (here.kind === 'table') return false;
    if (isNewLine()) {
      [hasSpace, breaks] = [false, 0];
      unfold(true);
      if (here.kind === 'flow' || here.kind === 'list' || (here.kind === 'mixed' && here.hasContent)) {
        paragraph = ITEM[here.name] ?? 'p';
        pieces.push(tag(paragraph, {}));
      }
      here.hasContent = true;
    }
    isParted = false;
    align();
    if (places.length > 0) pieces.push(`${tag('span', {})}</span>`);
    return true;
  }

  /** Closes and opens what is in the line until it is as asked. */
  function align(): void {
    const wantedNow = asked.filter(({ isIdle }) => !isIdle);
    let same = 0;
    while (same < written.length && written[same] === wantedNow[same]) same += 1;
    for (const { name } of written.slice(same).toReversed()) pieces.push(`</${name}>`);
    if (hasSpace && breaks === 0) pieces.push(' ');
    if (breaks > 0) pieces.push('<br>'.repeat(breaks));
    [hasSpace, breaks] = [false, 0];
    for (const { name, attributes, to } of wantedNow.slice(same)) {
      if (to === undefined) pieces.push(tag(name, attributes));
      else pieces.push(`<${name}`, { to }, '>');
    }
    written = wantedNow;
  }

  function say(words: string): void {
    if (asked.some(({ name }) => SILENT.has(name))) return;
    line += words;
  }

  /** The space before what comes, for the text. */
  function spaceBefore(): string {
    return hasSpace && line !== '' && !/\s$/.test(line) ? ' ' : '';
  }

  const writer: MarkupWriter = {
    open(name, attributes = {}) {
      border();
      const isIn = (names: readonly string[] | undefined): boolean => names === undefined || names.includes(inner().name);
      if (name === 'tr' && inner().name === 'table')
        blocks.push({ name: 'tbody', kind: 'table', attributes: {}, isImplied: true, isWritten: false, hasContent: false });
      const isHere = !isWithinLine() && isIn(STANDS_IN[name]) && (STANDS_IN[name] !== undefined || room().kind !== 'table');
      blocks.push({ name, kind: (isHere && KINDS[name]) || 'ghost', attributes, isWritten: false, hasContent: false });
      if (isHere) isParted = false;
    },
    close() {
      const block = blocks.at(-1) ?? root;
      if (block === root) return;
      if (block.kind === 'ghost') {
        border();
        blocks.pop();
        return;
      }
      endLine();
      if (STANDS_EMPTY.has(block.name)) unfold(true);
      if (block.isWritten) pieces.push(`</${block.name}>`);
      blocks.pop();
      isParted = true;
      if (blocks.at(-1)?.isImplied) writer.close();
    },
    begin(name, attributes = {}, to) {
      const isIdle = ONCE.has(name) && asked.some((each) => each.name === name && !each.isIdle);
      asked.push({ name, attributes, to, isIdle });
    },
    end() {
      asked.pop();
    },
    words(raw) {
      const text = raw.replace(/[^\S\u00a0\u3000]+/g, ' ');
      const trimmed = text.replace(/^ | $/g, '');
      if (text.startsWith(' ')) hasSpace = true;
      if (trimmed === '') return;
      const before = isNewLine() ? '' : spaceBefore();
      if (!beginContent()) return;
      pieces.push(escapedText(trimmed));
      say(before + trimmed);
      hasSpace = text.endsWith(' ');
    },
    lineBreak() {
      if (isNewLine()) return;
      breaks += 1;
      if (line !== '' && !line.endsWith('\n')) line += '\n';
    },
    rule() {
      if (isWithinLine() || room().kind === 'table' || room().kind === 'list') return;
      border();
      if (!room().hasContent) return;
      unfold(false);
      pieces.push(tag('hr', {}));
    },
    atom(markup, words) {
      const before = isNewLine() ? '' : spaceBefore();
      if (!beginContent()) return;
      pieces.push(markup);
      if (words !== '') say(before + words);
    },
    code(text, language) {
      if (isWithinLine() || room().kind === 'list') {
        writer.words(text);
        return;
      }
      if (room().kind === 'table') return;
      border();
      unfold(false);
      room().hasContent = true;
      const said: Attributes = language === undefined ? {} : { class: `language-${language}` };
      pieces.push(`${tag('pre', {})}${tag('code', said)}${escapedText(text)}</code></pre>`);
      lines.push(text);
    },
    mark(markup) {
      if (!asked.some(({ name }) => name === 'a') && beginContent()) pieces.push(markup);
    },
    place(name) {
      if (wanted.has(name) && !ids.has(name)) places.push(name);
    },
    done() {
      while (blocks.length > 1) writer.close();
      endLine();
      return { html: pieces.map((piece) => (typeof piece === 'string' ? piece : linkTo(piece.to))).join(''), text: lines.join('\n\n') };
    },
  };
  return writer;

  function linkTo(name: string): string {
    const id = ids.get(name);
    return id === undefined ? '' : ` href="#${escapedValue(id)}"`;
  }
}

export function escapedText(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\u00a0/g, '&nbsp;');
}

export function escapedValue(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/"/g, '&quot;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\u00a0/g, '&nbsp;');
}
