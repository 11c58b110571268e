/** What repair.ts cuts a feed into, and how the parser gets it: sound XML in which a token stands for markup. */

import type { Markup } from '../parsed';
import type { LeafKind } from './leaf';

/** An element that holds one value: decoded once, its addresses whole. */
export type Leaf = { readonly name: string; readonly kind: LeafKind; readonly attributes: string; readonly value: string };
/** A leaf, or XML around leaves as it is written. */
export type Part = Leaf | string;

const SECTION = '<![CDATA[';

/** Writes parts, and puts markup aside under its token: it is nearly all of a feed, and the parser would copy and decode it once more. */
export function xmlOf(parts: readonly Part[], aside: Map<string, Markup>): string {
  let xml = '';
  for (const part of parts)
    xml += typeof part === 'string' ? part : `<${part.name}${part.attributes}>${written(part, aside)}</${part.name}>`;
  return xml;
}

/** Nothing where there is nothing to read, so that the parser goes on to the next element that may say it. */
function written({ kind, value }: Leaf, aside: Map<string, Markup>): string {
  if (kind !== 'markup') return section(value);
  if (value === '') return '';
  const token = `m${aside.size}`;
  aside.set(token, value);
  return token;
}

/** As XML that decodes to exactly this: a CDATA section, which costs neither side an entity. */
function section(value: string): string {
  return /[<&]/.test(value) ? `${SECTION}${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>` : value;
}
