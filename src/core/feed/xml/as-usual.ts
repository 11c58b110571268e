/** What items say in another format's words, as their own format says it. Leaves alone what is said as usual. */
import type { Leaf, Part } from './part';
import { attributesOf } from './scan';

/** RSS has one element for the day of a post, and some software writes those of others. */
export const DATES_OF_RSS: ReadonlyMap<string, string> = new Map([
  ['published', 'pubdate'],
  ['created', 'pubdate'],
  ['issued', 'pubdate'],
  ['date', 'dc:date'],
  ['updated', 'dc:date'],
  ['modified', 'dc:date'],
  ['dcterms:created', 'dcterms:issued'],
]);
const WORDS: ReadonlySet<string> = new Set(
  'description summary content content:encoded dc:description itunes:summary media:description'.split(' '),
);
const NAMES: ReadonlySet<string> = new Set('title dc:title media:title'.split(' '));

/** The very same parts where there is nothing to change. `parts`: of one item, its own tag first and last. */
export function asUsual(parts: readonly Part[]): readonly Part[] {
  const isAtom = String(parts[0]).startsWith('<entry');
  let depth = -1;
  let isInMedia = false;
  let isOdd = false;
  let [hasName, hasWords] = [false, false];
  const media = new Map<string, Leaf>(); // what the pictures and sounds of the item are called, and said to show
  for (const part of parts) {
    if (typeof part === 'string') {
      depth += part.startsWith('</') ? -1 : 1;
      if (depth === 1) isInMedia = part.startsWith('<media:');
    } else if (depth === 0) {
      isOdd ||= isOddLink(part, isAtom);
      hasName ||= part.value !== '' && NAMES.has(part.name);
      hasWords ||= part.value !== '' && WORDS.has(part.name);
    } else if (isInMedia && part.value !== '' && !media.has(part.name)) media.set(part.name, part);
  }
  const [title, description] = [hasName ? undefined : media.get('media:title'), hasWords ? undefined : media.get('media:description')];
  if (!isOdd && title === undefined && description === undefined) return parts;
  const linked = parts.map((part) => (typeof part !== 'string' && isOddLink(part, isAtom) ? usualLink(part) : part));
  return [...linked.slice(0, -1), ...[title, description].filter((leaf) => leaf !== undefined), ...linked.slice(-1)];
}

/** RSS has the address between the tags, Atom in an attribute. */
function isOddLink({ name, value, attributes }: Leaf, isAtom: boolean): boolean {
  if (name !== 'link') return false;
  const hasAttribute = attributes.includes(' href="');
  return isAtom ? value !== '' && !hasAttribute : value === '' && hasAttribute;
}

function usualLink(leaf: Leaf): Leaf {
  const href = attributesOf(leaf.attributes).get('href');
  if (href !== undefined) return { ...leaf, value: href.replaceAll('&amp;', '&') };
  return { ...leaf, attributes: `${leaf.attributes} href="${attributeOf(leaf.value)}"`, value: '' };
}

function attributeOf(address: string): string {
  return address.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
