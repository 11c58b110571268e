/** Which of an item's links is the post's own, where a feed writes several. Changes nothing else of the item. */
import { linkTo } from '../addresses';
import type { Leaf, Part } from './part';

/** What a service that counts clicks calls the address that it has replaced with one of its own. */
const ORIGINAL = /^(?:feedburner|pheedo):orig(?:inal)?link$/;

/**
 * An empty link says nothing where another one follows, and the address that a counting service has kept stands for the one it put in its place.
 * The very same parts where neither is so.
 */
export function withOwnLink(parts: readonly Part[]): readonly Part[] {
  const own = leavesOf(parts);
  const original = own.find(({ name, value }) => ORIGINAL.test(name) && linkTo(value.trim()) !== undefined);
  const links = own.filter(({ name }) => name === 'link');
  const chosen = original ?? links.find(({ value }) => value.trim() !== '');
  if (chosen === undefined || chosen === links[0]) return parts;
  const first = links[0];
  if (first === undefined) return [...parts.slice(0, -1), asLink(chosen), ...parts.slice(-1)];
  return parts.map((part) => (part === first ? { ...first, value: chosen.value } : part));
}

/** Of the item itself: what a container inside it holds is about something else. */
function leavesOf(parts: readonly Part[]): Leaf[] {
  const own: Leaf[] = [];
  let depth = -1; // the item's own tag is the first
  for (const part of parts) {
    if (typeof part === 'string') depth += part.startsWith('</') ? -1 : 1;
    else if (depth === 0) own.push(part);
  }
  return own;
}

const asLink = ({ kind, value }: Leaf): Leaf => ({ name: 'link', kind, attributes: '', value });
