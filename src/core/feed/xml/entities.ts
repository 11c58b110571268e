/** The `&` of feeds: which begin an entity, which are just written there, and the few that a DOCTYPE declares. Expands nothing twice. */
import { Parser } from 'htmlparser2';
import { MAX_ENTITIES, MAX_ENTITY_CHARS, MAX_EXPANSIONS } from '../limits';

/** Declared entities by name, and how many may still be replaced in this feed. */
export type Entities = { readonly byName: ReadonlyMap<string, string>; left: number };

const DECLARATION = /<!ENTITY\s{1,20}([A-Za-z][\w.-]{0,40})\s{1,20}(?:"([^"<>&%]*)"|'([^'<>&%]*)')\s{0,20}>/g;
const PREDEFINED: ReadonlySet<string> = new Set(['amp', 'lt', 'gt', 'quot', 'apos', 'nbsp']);
const AMPERSAND = /&(?:#(?:\d{1,7}|[xX][\da-fA-F]{1,6});|([A-Za-z][\w.-]{0,40});)?/g;

const BARE_AMPERSAND = /&(?!#\d{1,7};|#[xX][\da-fA-F]{1,6};|[A-Za-z][\w.-]{0,40};)/;

/** Only plain text is taken: a value with `&`, `%` or markup in it could grow or pretend, so it stays as it is written. */
export function declaredEntities(prolog: string): Entities {
  const byName = new Map<string, string>();
  for (const [, name = '', double, single] of prolog.matchAll(DECLARATION)) {
    const value = double ?? single ?? '';
    if (byName.size < MAX_ENTITIES && value.length <= MAX_ENTITY_CHARS && !PREDEFINED.has(name)) byName.set(name, value);
  }
  return { byName, left: MAX_EXPANSIONS };
}

/** Makes every `&` that begins no entity `&amp;`, and puts declared entities in their place. */
export function repairAmpersands(raw: string, entities: Entities): string {
  if (entities.byName.size === 0 && !BARE_AMPERSAND.test(raw)) return raw;
  return raw.replace(AMPERSAND, (whole, name: string | undefined) => {
    if (whole === '&') return '&amp;';
    return (name === undefined ? undefined : declaredValue(name, entities)) ?? whole;
  });
}

/** What nearly all references of a feed are. */
const USUAL: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
]);

/** Text with declared entities put in and everything decoded once; a `&` that begins no entity is one. */
export function decodedText(raw: string, entities: Entities): string {
  if (!raw.includes('&')) return raw;
  const left = entities.left;
  let isUsual = true;
  const read = (whole: string, name: string | undefined): string => {
    if (whole === '&') return whole;
    const value = name === undefined ? codePoint(whole) : (declaredValue(name, entities) ?? USUAL.get(name));
    isUsual &&= value !== undefined;
    return value ?? whole;
  };
  const between = withTags(raw).split('&amp;'); // no reference holds a `&`, so each of these pieces is decoded by itself
  const text = between.map((piece) => (piece.includes('&') ? piece.replace(AMPERSAND, read) : piece)).join('&');
  if (isUsual) return text;
  entities.left = left; // counted anew
  return decodeEntities(repairAmpersands(raw, entities));
}

/** What escaped markup is full of, first: to split and join takes half the time of any replacing. */
function withTags(raw: string): string {
  return raw.split('&lt;').join('<').split('&gt;').join('>').split('&quot;').join('"');
}

function declaredValue(name: string, entities: Entities): string | undefined {
  const value = entities.byName.get(name);
  return value === undefined || entities.left-- <= 0 ? undefined : value;
}

/** Undefined for numbers that HTML reads in its own way: controls, windows-1252, halves of pairs and what is past the last character. */
function codePoint(reference: string): string | undefined {
  const isHex = reference.charCodeAt(2) > 0x39;
  const point = Number.parseInt(reference.slice(isHex ? 3 : 2), isHex ? 16 : 10);
  const isUsual = (point >= 0x20 && point < 0x7f) || (point >= 0xa0 && point < 0xd800) || (point >= 0xe000 && point <= 0x10ffff);
  return isUsual ? String.fromCodePoint(point) : undefined;
}

/** Once, with every name HTML has. `raw` holds no markup, or its `<` are text. */
export function decodeEntities(raw: string): string {
  if (!raw.includes('&')) return raw;
  const parts: string[] = [];
  const parser = new Parser({ ontext: (text) => parts.push(text) });
  parser.end(raw.replace(/</g, '&lt;'));
  return parts.join('');
}

export function escapeMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
