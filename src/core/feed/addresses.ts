/** Makes addresses whole: against xml:base, the site and the place a feed came from. Follows http and https only. */
import { webAddress } from '../address';
import { MAX_ADDRESS_CHARS } from './limits';
import type { Markup } from './parsed';
import { eachAddress, mayEndName } from './xml/html-values';

/** A path of the site in which a URL parser would change nothing: it takes twenty times as long to say so. */
const PLAIN_PATH = /(?:\/[\w~-][\w.~-]*)+\/?/y;
const NEEDS_NO_BASE = /\s{0,9}["']?(?:https?:|mailto:|data:|#)/iy;
const NAME_BEFORE = /(?:href|src|cite|poster)\s{0,9}$/i;
/** "www.example.org/post" is a host without its scheme; a folder of such a name is not seen. */
const SCHEMELESS = /^www\.[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$)/i;
const SPACE = 32; // and less: white space
const NAME_CHARS = 16; // before a `=`: the longest name, and white space

/** An address to open: http or https, without user and password, of a length a list can hold. */
export function linkTo(raw: string | undefined, base?: string): string | undefined {
  if (raw === undefined || raw.trim() === '' || raw.trim().startsWith('#') || raw.length > MAX_ADDRESS_CHARS) return undefined;
  const href = webAddress(raw, base);
  const url = href?.includes('@') ? URL.parse(href) : undefined;
  if (!url) return href;
  url.username = '';
  url.password = '';
  return url.href;
}

/** The base that holds inside an element which declares `declared`. A base that is no web address changes nothing. */
export function baseWithin(outer: string | undefined, declared: string | undefined): string | undefined {
  return declared === undefined ? outer : (webAddress(declared, outer) ?? outer);
}

/** A relative address against the base; what is absolute, of another scheme or without a base stays as it is. */
export function resolved(raw: string, base: string | undefined): string {
  const trimmed = raw.trim();
  const host = URL.parse(base ?? '')?.hostname;
  if (host !== undefined && (SCHEMELESS.test(trimmed) || trimmed.startsWith(`${host}/`)))
    return webAddress(`https://${trimmed}`) ?? trimmed;
  if (base === undefined || trimmed === '' || /^[a-z][a-z0-9+.-]*:/i.test(trimmed) || trimmed.startsWith('#')) return trimmed;
  return webAddress(trimmed, base) ?? trimmed;
}

/** Resolves the addresses in markup and leaves every other letter of it as it is. Where there is nothing to resolve, it costs a look. */
export function resolvedMarkup(markup: Markup, base: string | undefined): Markup {
  if (base === undefined || !mayBeRelative(markup)) return markup;
  const origin = URL.parse(base)?.origin ?? '';
  const out: string[] = [];
  let from = 0;
  eachAddress(markup, (start, end) => {
    if (isPlainPath(markup, start, end)) {
      out.push(markup.slice(from, start), origin);
      from = start;
    } else {
      out.push(markup.slice(from, start), attributeValue(resolvedAsWritten(markup.slice(start, end).replace(/&amp;/g, '&'), base)));
      from = end;
    }
  });
  out.push(markup.slice(from)); // not added with a `+`, or all of it is copied once more by the first to read it
  return out.join('');
}

/** A parser of addresses makes three signs of each byte of a letter; where it was written as a letter it stays one. */
function resolvedAsWritten(raw: string, base: string): string {
  const whole = resolved(raw, base);
  return /[^\0-\x7f]/.test(raw) ? whole.replace(/(?:%[89a-f][\da-f])+/gi, lettersOf) : whole;
}

function lettersOf(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped; // not of UTF-8
  }
}

function isPlainPath(markup: Markup, start: number, end: number): boolean {
  PLAIN_PATH.lastIndex = start;
  return PLAIN_PATH.test(markup) && PLAIN_PATH.lastIndex === end;
}

/** A quick look for something to resolve: an address whose value is neither absolute nor a fragment. Goes from `=` to `=`, which are rare. */
function mayBeRelative(markup: Markup): boolean {
  for (let at = markup.indexOf('='); at !== -1; at = markup.indexOf('=', at + 1)) {
    const before = markup.charCodeAt(at - 1);
    if (!mayEndName(before) && before > SPACE) continue;
    if (markup.startsWith('"https:', at + 1)) continue; // nearly all, and no pattern is as quick
    NEEDS_NO_BASE.lastIndex = at + 1;
    if (!NEEDS_NO_BASE.test(markup) && NAME_BEFORE.test(markup.slice(Math.max(0, at - NAME_CHARS), at))) return true;
  }
  return false;
}

/** Fit to stand between quotes of either kind, or none: an address has no white space. */
function attributeValue(address: string): string {
  return address.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
}
