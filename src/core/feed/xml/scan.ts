/** Finds the tags of XML that may be broken. Builds no tree and never looks at the same stretch twice, so its cost is the text's length. */
import { MAX_ATTRIBUTES } from '../limits';

export type Tag = {
  readonly kind: 'open' | 'close' | 'empty';
  readonly name: string; // lower case, with its prefix
  readonly attributes: string; // as written
  readonly start: number;
  readonly end: number; // exclusive
};

const NAME = /[A-Za-z_][\w.:-]*/y;
/** The look behind keeps a long name without a `=` from being tried from each of its letters. */
const ATTRIBUTE = /(?<![\w.:-])([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;

/** The next tag at or after `from`. Comments, CDATA, instructions and declarations are passed over; a `<` that begins nothing is text. */
export function nextTag(text: string, from: number): Tag | undefined {
  for (let at = text.indexOf('<', from); at !== -1; at = text.indexOf('<', at)) {
    const passed = passOver(text, at);
    if (passed !== undefined) at = passed;
    else {
      const tag = tagAt(text, at);
      if (tag !== undefined) return tag;
      at++;
    }
  }
  return undefined;
}

/** Where a comment, CDATA section, instruction or declaration that starts at `at` ends; the end of the text where it never does. */
export function passOver(text: string, at: number): number | undefined {
  const next = text.charCodeAt(at + 1);
  if (next === 63) return after(text, '>', at); // <?
  if (next !== 33) return undefined; // <!
  if (text.startsWith('<!--', at)) return after(text, '-->', at + 4);
  if (text.startsWith('<![CDATA[', at)) return after(text, ']]>', at + 9);
  return /[a-z]/i.test(text.charAt(at + 2)) ? doctypeEnd(text, at) : undefined;
}

function after(text: string, ending: string, from: number): number {
  const found = text.indexOf(ending, from);
  return found === -1 ? text.length : found + ending.length;
}

/** A DOCTYPE may hold declarations between brackets. */
function doctypeEnd(text: string, at: number): number {
  const close = after(text, '>', at);
  const bracket = text.slice(at, close).indexOf('[');
  return bracket === -1 ? close : after(text, '>', after(text, ']', at + bracket) - 1);
}

export function tagAt(text: string, at: number): Tag | undefined {
  const isClose = text.charCodeAt(at + 1) === 47; // </
  NAME.lastIndex = at + (isClose ? 2 : 1);
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return undefined;
  const nameEnd = at + (isClose ? 2 : 1) + name.length;
  const close = text.charCodeAt(nameEnd) === 62 ? nameEnd : tagClose(text, nameEnd); // most have no attributes
  if (close === undefined) return undefined;
  const isEmpty = !isClose && text.charCodeAt(close - 1) === 47;
  const attributes = text.slice(nameEnd, isEmpty ? close - 1 : close);
  return { kind: isClose ? 'close' : isEmpty ? 'empty' : 'open', name: name.toLowerCase(), attributes, start: at, end: close + 1 };
}

/** The `>` that ends a tag, quoted ones left out. A quote that is not closed before the next `<` is no quote. */
function tagClose(text: string, from: number): number | undefined {
  const next = text.indexOf('<', from);
  const limit = next === -1 ? text.length : next;
  for (let at = from; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === 62) return at;
    if (code !== 34 && code !== 39) continue;
    const quoted = text.indexOf(text.charAt(at), at + 1);
    if (quoted !== -1 && quoted < limit) at = quoted;
  }
  return undefined;
}

/** Attributes by lower-case name, values as written; a Map, so that no name can reach a prototype. */
export function attributesOf(raw: string): Map<string, string> {
  const found = new Map<string, string>();
  if (!raw.includes('=')) return found; // as nearly every tag
  for (const [, name = '', double, single, bare] of raw.matchAll(ATTRIBUTE)) {
    if (found.size >= MAX_ATTRIBUTES) break;
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, double ?? single ?? bare ?? '');
  }
  return found;
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

export function prefixOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf(':')));
}
