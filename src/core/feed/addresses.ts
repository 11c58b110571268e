/** Makes addresses whole: against xml:base, the site and the place a feed came from. Follows http and https only. */
import { Parser } from 'htmlparser2';
import { webAddress } from '../address';
import { MAX_ADDRESS_CHARS } from './limits';
import type { Markup } from './parsed';

/** Attributes that hold one address, in the elements an essay is made of. */
const ADDRESSES: ReadonlySet<string> = new Set(['href', 'src', 'cite', 'poster']);
/** A quick look for something to resolve, in markup or in escaped markup: such an attribute whose value is neither absolute nor a fragment. */
const MAYBE_RELATIVE =
  /(?:href|src|cite|poster)\s{0,9}=\s{0,9}(?:["']|&quot;|&#3[49];)?(?!(?:["']|&quot;|&#3[49];)?(?:https?:|mailto:|data:|#))/i;
const VOID: ReadonlySet<string> = new Set(['area', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);

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
  if (base === undefined || trimmed === '' || /^[a-z][a-z0-9+.-]*:/i.test(trimmed) || trimmed.startsWith('#')) return trimmed;
  return webAddress(trimmed, base) ?? trimmed;
}

export function mayBeRelative(markup: string): boolean {
  return MAYBE_RELATIVE.test(markup);
}

/** Resolves the addresses in markup. Where there is nothing to resolve, which is nearly always, the markup comes back as it was. */
export function resolvedMarkup(markup: Markup, base: string | undefined): Markup {
  if (base === undefined || !mayBeRelative(markup)) return markup;
  const out: string[] = [];
  const parser = new Parser(
    {
      onopentag: (name, attributes) => out.push(`<${name}${attributesText(attributes, base)}>`),
      onclosetag: (name, isImplied) => {
        if (!(VOID.has(name) && isImplied)) out.push(`</${name}>`);
      },
      ontext: (text) => out.push(text),
      oncomment: (text) => out.push(`<!--${text}-->`),
    },
    { decodeEntities: false },
  );
  parser.end(markup);
  return out.join('');
}

function attributesText(attributes: Readonly<Record<string, string>>, base: string): string {
  return Object.entries(attributes)
    .map(([name, value]) => {
      const whole = ADDRESSES.has(name) ? resolved(value.replace(/&amp;/g, '&'), base).replace(/&/g, '&amp;') : value;
      return ` ${name}="${whole.replace(/"/g, '&quot;')}"`;
    })
    .join('');
}
