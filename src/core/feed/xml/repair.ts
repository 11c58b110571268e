/** Cuts a feed's text, however broken, into a head and whole items of sound XML. Keeps no item that is not all there. */
import { baseWithin, resolved } from '../addresses';
import { MAX_DEPTH, MAX_ITEM_CHARS, MAX_ITEMS, MAX_LINE_CHARS } from '../limits';
import { newestFrom } from '../newest';
import type { Root } from '../root';
import type { Steps } from '../steps';
import { DATES_OF_RSS } from './as-usual';
import { cdfLeaves, isCdf } from './cdf';
import { declaredEntities, type Entities, repairAmpersands } from './entities';
import { leafEnd, leafKind, leafMarkup, leafText } from './leaf';
import type { Leaf, Part } from './part';
import { attributesOf, localName, nextTag, prefixOf, type Tag } from './scan';

/** The parts of sound XML without a root: addresses whole, values decoded, names in lower case. */
export type CutFeed = {
  readonly head: readonly Part[];
  readonly items: readonly (readonly Part[])[];
  readonly isCutOff: boolean;
  readonly isCapped: boolean;
};

/** Elements that say the same as one the parser knows. */
const SAME_AS: ReadonlyMap<string, string> = new Map([
  ['fullitem', 'content:encoded'],
  ['body', 'content:encoded'],
  ['xhtml:body', 'content:encoded'],
  ['abstract', 'description'],
  ['dc:author', 'dc:creator'],
]);
/** Tables of contents: long, and never read. */
const PASSED: ReadonlySet<string> = new Set(['items', 'seq', 'li', 'hour', 'day']);
const ADDRESS_ATTRIBUTES: ReadonlySet<string> = new Set(['href', 'url', 'src', 'uri']);
const KEPT_ATTRIBUTES: ReadonlySet<string> = new Set(
  'href url src uri rel type ispermalink term label text length medium xml:lang isdefault scheme domain'.split(' '),
);

const MARKS = 10; // characters of an element besides its name and value, or token

type Open = { readonly name: string; readonly base: string | undefined };
type Cutter = {
  readonly text: string;
  readonly root: Root;
  readonly itemName: string;
  readonly entities: Entities;
  base: string | undefined; // of the channel; in RSS the site's own address, once it is read
  readonly head: Part[];
  readonly items: Part[][];
  item: Part[] | undefined; // the item that is open
  chars: number; // written of it, or of the head
  readonly open: Open[]; // open containers, outermost first
  isCutOff: boolean;
};

/**
 * One pass over the text, an item a step, so that the caller can give others a turn in between.
 *
 * Cost    the text's length up to the last item that is wanted, once.
 */
export function* cutFeed(text: string, root: Root, documentBase: string | undefined, most = MAX_ITEMS): Steps<CutFeed> {
  const cutter = newCutter(text, root, documentBase);
  if (isCdf(root)) startCdf(cutter);
  let start: number | undefined; // of the first item that is wanted
  let isCapped = false;
  let isEnded = false;
  let at = root.from;
  for (let tag = nextTag(text, at); tag && !isEnded; tag = nextTag(text, at)) {
    const isItem = tag.kind === 'open' && ownName(tag.name, root) === cutter.itemName;
    if (isItem && start === undefined) {
      start = most === MAX_ITEMS ? yield* newestFrom(text, tag) : tag.start;
      isCapped = start !== tag.start;
      at = start;
      if (isCapped) continue;
    }
    const before = cutter.items.length;
    if (isItem && before + (cutter.item ? 1 : 0) >= most) {
      isCapped = true;
      break;
    }
    at = take(cutter, tag);
    isEnded = tag.kind === 'close' && tag.name === root.endName;
    if (cutter.items.length > before) yield;
  }
  if (cutter.item && (isEnded || isCapped)) endItem(cutter);
  const isWhole = (isEnded || root.endName === undefined) && cutter.item === undefined && !cutter.isCutOff;
  cutter.item = undefined;
  closeTo(cutter, 0);
  return { head: cutter.head, items: cutter.items, isCapped, isCutOff: !isCapped && !isWhole };
}

function newCutter(text: string, root: Root, documentBase: string | undefined): Cutter {
  return {
    text,
    root,
    itemName: root.kind === 'atom' ? 'entry' : 'item',
    entities: declaredEntities(root.prolog),
    base: baseWithin(documentBase, root.attributes.get('xml:base')),
    head: [],
    items: [],
    item: undefined,
    chars: 0,
    open: [],
    isCutOff: false,
  };
}

/** Deals with one tag; answers where reading goes on. */
function take(cutter: Cutter, tag: Tag): number {
  const name = ownName(tag.name, cutter.root);
  if (name === cutter.itemName) takeItem(cutter, tag);
  else if (tag.kind === 'close') close(cutter, name);
  else if (name === 'channel' && cutter.item === undefined) startChannel(cutter, tag);
  else if (leafKind(prefixOf(name), localName(name), isAtom(cutter, name)) !== undefined) return takeLeaf(cutter, tag, name);
  else if (!PASSED.has(localName(name))) openContainer(cutter, tag, name);
  return tag.end;
}

function takeItem(cutter: Cutter, tag: Tag): void {
  if (cutter.item) endItem(cutter);
  if (tag.kind !== 'open') return;
  closeTo(cutter, 0);
  cutter.chars = 0;
  const attributes = attributesOf(tag.attributes);
  cutter.item = [`<${cutter.itemName}${attributesText(cutter, attributes, cutter.base)}>`];
  cutter.open.push({ name: cutter.itemName, base: baseWithin(cutter.base, attributes.get('xml:base')) });
  if (isCdf(cutter.root)) for (const leaf of cdfLeaves(attributes, cutter.base, cutter.entities, 'dc:date')) emit(cutter, leaf);
  const about = attributes.get('rdf:about');
  if (about) emit(cutter, `<guid ispermalink="false">${repairAmpersands(about, cutter.entities)}</guid>`);
}

function endItem(cutter: Cutter): void {
  closeTo(cutter, 0);
  if (cutter.item) cutter.items.push(cutter.item);
  cutter.item = undefined;
}

/** A channel's own base counts for all that it holds. */
function startChannel(cutter: Cutter, tag: Tag): void {
  const attributes = attributesOf(tag.attributes);
  cutter.base = baseWithin(cutter.base, attributes.get('xml:base'));
  const about = attributes.get('rdf:about');
  if (about) emit(cutter, `<atom:id>${repairAmpersands(about, cutter.entities)}</atom:id>`);
}

function startCdf(cutter: Cutter): void {
  const { attributes } = cutter.root;
  cutter.base = baseWithin(cutter.base, attributes.get('base'));
  for (const leaf of cdfLeaves(attributes, cutter.base, cutter.entities, 'lastbuilddate')) emit(cutter, leaf);
  cutter.base = baseWithin(cutter.base, attributes.get('href'));
}

function takeLeaf(cutter: Cutter, tag: Tag, name: string): number {
  const attributes = attributesOf(tag.attributes);
  const base = baseWithin(baseOf(cutter), attributes.get('xml:base'));
  const isAtomLeaf = isAtom(cutter, name);
  const kind = leafKind(prefixOf(name), localName(name), isAtomLeaf) ?? 'plain';
  const end = tag.kind === 'empty' ? undefined : leafEnd(cutter.text, tag.end, tag.name);
  if (end?.isCutOff) {
    cutter.isCutOff = true;
    return end.end;
  }
  if (cutter.chars > MAX_ITEM_CHARS) return end?.end ?? tag.end;
  const isLine = kind !== 'markup' || localName(name) === 'title';
  const innerEnd = end && isLine ? Math.min(end.innerEnd, tag.end + MAX_LINE_CHARS) : end?.innerEnd;
  const raw = cutter.text.slice(tag.end, innerEnd ?? tag.end);
  const source = { kind, raw, hasMarkup: end?.hasMarkup ?? false, attributes, isAtom: isAtomLeaf, base };
  const read = kind === 'markup' ? leafMarkup(source, cutter.entities) : leafText(source, cutter.entities);
  const value = name === 'author' && source.hasMarkup ? nameWithin(read) : read;
  if (name === 'link' && cutter.item === undefined && cutter.open.length === 0) adoptSite(cutter, attributes, value);
  if (name === 'itunes:link' && attributes.get('rel') === 'image' && cutter.item === undefined)
    emit(cutter, `<itunes:image${attributesText(cutter, attributes, base)}></itunes:image>`); // as podcasts wrote it first
  const elsewhere = isAtomLeaf && localName(name) === 'content' ? attributes.get('src') : undefined;
  if (elsewhere !== undefined) emit(cutter, `<link rel="content"${attributesText(cutter, new Map([['href', elsewhere]]), base)}></link>`);
  emit(cutter, {
    name: writtenName(cutter, name),
    kind,
    attributes: kind === 'markup' ? '' : attributesText(cutter, attributes, base),
    value,
  });
  return end?.end ?? tag.end;
}

/** In RSS an author is text; some write elements there, as Atom does. */
function nameWithin(markup: string): string {
  return /<name\b[^>]*>([^<]{1,200})/i.exec(markup)?.[1] ?? markup.replace(/<[^>]*>/g, ' ').trim();
}

/** Relative addresses in RSS mean the site, in Atom the file; a site is still better than nothing. */
function adoptSite(cutter: Cutter, attributes: ReadonlyMap<string, string>, value: string): void {
  if (cutter.root.attributes.has('xml:base')) return;
  if (cutter.root.kind === 'rss') cutter.base = baseWithin(cutter.base, value);
  else if (cutter.base === undefined && /^(alternate)?$/.test(attributes.get('rel') ?? '')) {
    cutter.base = baseWithin(undefined, attributes.get('href'));
  }
}

/** In the channel RSS knows no author but the managing editor. */
function writtenName(cutter: Cutter, name: string): string {
  if (name === 'author' && cutter.item === undefined) return 'managingeditor';
  return (cutter.root.kind === 'rss' ? DATES_OF_RSS.get(name) : undefined) ?? SAME_AS.get(name) ?? name;
}

function openContainer(cutter: Cutter, tag: Tag, name: string): void {
  if (cutter.open.length >= MAX_DEPTH || cutter.chars > MAX_ITEM_CHARS) return;
  const attributes = attributesOf(tag.attributes);
  const base = baseOf(cutter);
  if (tag.kind === 'empty' && name === 'image') return; // RSS 1.0 points to the image that it describes elsewhere
  if (name === 'itunes:category' && cutter.item) {
    emit(cutter, `<category>${repairAmpersands(attributes.get('text') ?? '', cutter.entities)}</category>`);
    return; // categories nest, tags do not
  }
  const url = attributes.get('url');
  if (name === 'itunes:image' && url !== undefined) attributes.set('href', url); // as some write it
  emit(cutter, `<${name}${attributesText(cutter, attributes, base)}>`);
  if (tag.kind === 'empty') emit(cutter, `</${name}>`);
  else cutter.open.push({ name, base: baseWithin(base, attributes.get('xml:base')) });
}

function close(cutter: Cutter, name: string): void {
  if (name === 'channel' && cutter.item) endItem(cutter);
  const at = cutter.open.findLastIndex((open) => open.name === name);
  if (at > 0 || (at === 0 && cutter.item === undefined)) closeTo(cutter, at);
}

function closeTo(cutter: Cutter, depth: number): void {
  while (cutter.open.length > depth) emit(cutter, `</${cutter.open.pop()?.name}>`);
}

function emit(cutter: Cutter, part: Part): void {
  (cutter.item ?? cutter.head).push(part);
  cutter.chars += typeof part === 'string' ? part.length : charsOf(part);
}

/** About, as the parser gets it: for markup only a token. */
function charsOf({ name, kind, attributes, value }: Leaf): number {
  return name.length * 2 + attributes.length + (kind === 'markup' ? 0 : value.length) + MARKS;
}

function baseOf(cutter: Cutter): string | undefined {
  return cutter.open.at(-1)?.base ?? cutter.base;
}

function isAtom(cutter: Cutter, name: string): boolean {
  return cutter.root.kind === 'atom' || prefixOf(name) === 'atom';
}

function ownName(name: string, root: Root): string {
  const prefix = prefixOf(name);
  return prefix !== '' && root.ownPrefixes.has(prefix) ? localName(name) : name;
}

function attributesText({ entities }: Cutter, attributes: ReadonlyMap<string, string>, base: string | undefined): string {
  let text = '';
  for (const [name, raw] of attributes) {
    if (!KEPT_ATTRIBUTES.has(name) && !name.startsWith('xmlns:')) continue;
    const sound = repairAmpersands(ADDRESS_ATTRIBUTES.has(name) ? resolved(raw, base) : raw, entities);
    text += ` ${name}="${sound.replace(/</g, '&lt;').replace(/"/g, '&quot;')}"`;
  }
  return text;
}
