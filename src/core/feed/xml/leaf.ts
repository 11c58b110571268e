/** The elements of a feed that hold one value: where they end, and the value in the one form the parser gets. */
import { resolved, resolvedMarkup } from '../addresses';
import type { Markup } from '../parsed';
import { decodedText, type Entities, escapeMarkup, repairAmpersands } from './entities';
import { passOver, tagAt } from './scan';

/** Values a person reads: they become markup, whatever the feed wrote, and never pass through the parser. */
const MARKUP: ReadonlySet<string> = new Set([
  'title',
  'description',
  'summary',
  'subtitle',
  'tagline',
  'info',
  'content',
  'encoded',
  'abstract',
  'body',
  'fullitem',
]);
/** Values that are an address. */
const ADDRESS: ReadonlySet<string> = new Set(['link', 'origlink', 'comments', 'url', 'uri', 'logo', 'icon', 'docs']);
/** Ids are never resolved: they are compared letter by letter, and a feed that moves must keep them. */
const PLAIN: ReadonlySet<string> = new Set(
  [
    'id guid pubdate lastbuilddate date issued modified created updated published language rights generator',
    'name email creator subject contributor publisher managingeditor webmaster',
  ].flatMap((names) => names.split(' ')),
);
/** Elements that no value contains: one of these inside a value means that its end tag is missing. */
const STRUCTURE: ReadonlySet<string> = new Set(['item', 'entry', 'channel', 'rss', 'feed', 'rdf:rdf']);

/** No address has this in it: whoever wrote it escaped it once more than was needed, or inside CDATA. */
const ESCAPED_TWICE = /&(?:amp|#0{0,4}38);/gi;
const SECTION = '<![CDATA[';

export type LeafKind = 'markup' | 'address' | 'plain';

/** Undefined for an element that holds other elements. `isAtom`: in Atom author, category and source hold elements, in RSS they hold text. */
export function leafKind(prefix: string, local: string, isAtom: boolean): LeafKind | undefined {
  if (MARKUP.has(local)) return local === 'content' && prefix !== '' && prefix !== 'atom' ? undefined : 'markup';
  if (ADDRESS.has(local)) return 'address';
  if (PLAIN.has(local)) return 'plain';
  if (local === 'author') return isAtom || prefix === 'atom' ? undefined : 'plain';
  return (local === 'category' || local === 'source') && !isAtom && prefix === '' ? 'plain' : undefined;
}

type LeafEnd = {
  readonly innerEnd: number;
  readonly end: number; // where reading goes on
  readonly hasMarkup: boolean;
  readonly isCutOff: boolean; // the text ends first
};

/** Where the value that starts at `from` ends: at its own end tag, or before the structure it may not contain. */
export function leafEnd(text: string, from: number, name: string): LeafEnd {
  let depth = 1;
  let hasMarkup = false;
  for (let at = text.indexOf('<', from); at !== -1; at = text.indexOf('<', at)) {
    const passed = passOver(text, at);
    const tag = passed === undefined ? tagAt(text, at) : undefined;
    if (tag === undefined) {
      at = passed ?? at + 1;
      continue;
    }
    if (tag.name === name && tag.kind !== 'empty') depth += tag.kind === 'open' ? 1 : -1;
    if (depth === 0) return { innerEnd: at, end: tag.end, hasMarkup, isCutOff: false };
    if (STRUCTURE.has(tag.name)) return { innerEnd: at, end: at, hasMarkup, isCutOff: false };
    hasMarkup = true;
    at = tag.end;
  }
  return { innerEnd: text.length, end: text.length, hasMarkup, isCutOff: true };
}

type LeafSource = {
  readonly kind: LeafKind;
  readonly raw: string;
  readonly hasMarkup: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  readonly isAtom: boolean;
  readonly base: string | undefined;
};

/** An address or a name, so written that one decoding gives it. */
export function leafText(source: LeafSource, entities: Entities): string {
  const decoded = decodedOnce(source, entities);
  return source.kind === 'address' ? resolved(decoded.replace(ESCAPED_TWICE, '&'), source.base) : decoded;
}

/** What a person reads, as markup with whole addresses. Blank is ''. */
export function leafMarkup(source: LeafSource, entities: Entities): Markup {
  const decoded = decodedOnce(source, entities);
  const unpacked = isBase64(source.attributes) ? fromBase64(decoded) : decoded;
  const isText = !source.hasMarkup && isPlainText(source);
  return withLineFeeds(isText ? escapeMarkup(unpacked) : resolvedMarkup(unpacked, source.base)).trim();
}

/** Line ends as XML has them. */
function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Decoded once. Where elements stand in the value, it is markup as it is and only CDATA becomes text. */
function decodedOnce({ raw, hasMarkup }: LeafSource, entities: Entities): string {
  if (!raw.includes('<')) return segment(raw, hasMarkup, entities);
  if (!hasMarkup && raw.startsWith(SECTION) && raw.indexOf(']]>') === raw.length - 3) return raw.slice(SECTION.length, -3);
  const out: string[] = [];
  let from = 0;
  for (let at = raw.indexOf('<'); at !== -1; at = raw.indexOf('<', at)) {
    const end = passOver(raw, at);
    if (end === undefined) {
      at++;
      continue;
    }
    out.push(segment(raw.slice(from, at), hasMarkup, entities));
    if (raw.startsWith(SECTION, at))
      out.push(cdata(raw.slice(at + SECTION.length, end - (raw.startsWith(']]>', end - 3) ? 3 : 0)), hasMarkup));
    from = end;
    at = end;
  }
  out.push(segment(raw.slice(from), hasMarkup, entities));
  return out.join('');
}

function segment(raw: string, isMarkup: boolean, entities: Entities): string {
  return isMarkup ? repairAmpersands(raw, entities) : decodedText(raw, entities);
}

function cdata(text: string, isMarkup: boolean): string {
  return isMarkup ? escapeMarkup(text) : text;
}

function isBase64(attributes: ReadonlyMap<string, string>): boolean {
  return attributes.get('mode') === 'base64' || /^application\/(octet-stream|.*\+base64)$/.test(attributes.get('type') ?? '');
}

/** Base64 that is none is left as it stands. */
function fromBase64(text: string): string {
  try {
    const bytes = Uint8Array.from(atob(text.replace(/\s+/g, '')), (c) => c.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return text;
  }
}

/** Atom says what a value is, and says text where it says nothing; RSS never says, and is read as HTML. */
function isPlainText({ isAtom, attributes }: LeafSource): boolean {
  if (!isAtom || attributes.get('mode') === 'escaped' || isBase64(attributes)) return attributes.get('type') === 'plain';
  return /^(text|text\/plain|plain)$/i.test(attributes.get('type') ?? 'text');
}
