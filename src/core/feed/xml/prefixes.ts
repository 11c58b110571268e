/** Which prefixes mean what they usually do. The parser reads a prefix that is bound to an address it knows as if it were the usual one. */
import { attributesOf } from './scan';

/** Prefixes of whose elements something is kept. */
const USUAL: ReadonlyMap<string, RegExp> = new Map([
  ['atom', /^https?:\/\/www\.w3\.org\/2005\/atom\/?$/i],
  ['content', /^https?:\/\/purl\.org\/rss\/1\.0\/modules\/content\/?$/i],
  ['dc', /^https?:\/\/purl\.org\/dc\/elements\/1\.1\/?$/i],
  ['dcterms', /^https?:\/\/purl\.org\/dc\/terms\/?$/i],
  ['itunes', /^https?:\/\/www\.itunes\.com\/dtds\/podcast-1\.0\.dtd$/i],
  ['media', /^https?:\/\/search\.yahoo\.com\/mrss\/?$/i],
]);
/** All that the parser takes for one of their addresses, and some more: bound to any other prefix, that prefix becomes theirs. */
const ALIKE =
  /purl\.org\/(?:dc|atom|rss\/1\.0\/modules\/content)|dublincore|2005\/atom|itunes\.com\/dtds|\/mrss|\/media-rss|\/searchmonkey/i;
const DECLARES = 'xmlns:';

/** Of the attributes of an element, by lower-case name. */
export function bindAsUsual(attributes: ReadonlyMap<string, string>): boolean {
  return [...attributes].every(([name, value]) => {
    if (!name.startsWith(DECLARES)) return true;
    const usual = USUAL.get(name.slice(DECLARES.length));
    return usual?.test(value) ?? !ALIKE.test(value);
  });
}

/** Of a tag, or its attributes, as repair.ts writes it. */
export function bindsAsUsual(written: string): boolean {
  return !written.includes(DECLARES) || bindAsUsual(attributesOf(written));
}
