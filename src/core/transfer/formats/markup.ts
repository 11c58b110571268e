/** The parts of old HTML exports: links, headings and descriptions in their order. Their markup is loose (open lists, stray ends), so no tree is built. */
import { decodeEntities } from '../../feed/xml/entities';

export type Piece =
  | { readonly kind: 'link'; readonly attributes: ReadonlyMap<string, string>; readonly text: string }
  | { readonly kind: 'heading'; readonly level: number; readonly attributes: ReadonlyMap<string, string>; readonly text: string }
  | { readonly kind: 'description'; readonly text: string }
  | { readonly kind: 'open' | 'close' }; // of a list

const TAG = /<(\/?)(a|h[1-6]|dd|dl|ul|ol|dt)(?![\w:-])((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;
const ATTRIBUTE = /([\w:-]+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/**
 * A link's and a heading's text ends at its own end tag, a description at the next tag that is none of its own.
 *
 * Cost  the text's length.
 */
export function* piecesOf(markup: string): Generator<Piece> {
  const tags = markup.matchAll(TAG);
  let before: { readonly name: string; readonly raw: string; readonly from: number } | undefined;
  for (const tag of tags) {
    const [whole, slash, name = '', raw = ''] = tag;
    const lower = name.toLowerCase();
    if (before !== undefined) {
      const piece = pieceOf(before.name, before.raw, markup.slice(before.from, tag.index));
      if (piece) yield piece;
      before = undefined;
    }
    if (lower === 'dl' || lower === 'ul' || lower === 'ol') yield { kind: slash === '/' ? 'close' : 'open' };
    else if (slash === '' && lower !== 'dt') before = { name: lower, raw, from: tag.index + whole.length };
  }
  if (before?.name === 'dd') yield { kind: 'description', text: textIn(markup.slice(before.from)) };
}

function pieceOf(name: string, raw: string, inner: string): Piece | undefined {
  if (name === 'dd') return { kind: 'description', text: textIn(inner) };
  if (name === 'a') return { kind: 'link', attributes: attributesIn(raw), text: textIn(inner) };
  return { kind: 'heading', level: Number(name.slice(1)), attributes: attributesIn(raw), text: textIn(inner) };
}

export function attributesIn(raw: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', double, single, bare] of raw.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, unescaped(double ?? single ?? bare ?? ''));
  }
  return found;
}

/** Exporters escape what they write as text, so a tag that is left is the page's own markup: "<b>" in a title is three letters. */
function textIn(markup: string): string {
  return unescaped(markup.replace(/<\/?(?:p|br|hr|li|html|body|ul|ol|dt|h\d)\b[^>]*>/gi, '\n')).trim();
}

/** Only entities that end in ";" are any: Chrome escapes nothing but quotes, so "&copy=2" is part of an address. */
function unescaped(text: string): string {
  return text.replace(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi, (entity) => decodeEntities(entity));
}
