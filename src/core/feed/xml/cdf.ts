/** The Channel Definition Format, which says in attributes of its channel and items what RSS says in elements: as those elements. */
import { resolved } from '../addresses';
import type { Root } from '../root';
import { decodedText, type Entities } from './entities';
import type { Leaf } from './part';

/** A channel that is the root; RSS whose first lines are missing looks the same, and has no such attributes. */
export function isCdf({ endName }: Root): boolean {
  return endName === 'channel';
}

/** `dateName`: the element that says when it was last changed. */
export function cdfLeaves(
  attributes: ReadonlyMap<string, string>,
  base: string | undefined,
  entities: Entities,
  dateName: 'lastbuilddate' | 'dc:date',
): readonly Leaf[] {
  const text = (name: string) => decodedText(attributes.get(name) ?? '', entities);
  const leaves: readonly Leaf[] = [
    { name: 'link', kind: 'address', attributes: '', value: resolved(text('href'), base) },
    { name: dateName, kind: 'plain', attributes: '', value: text('lastmod') },
  ];
  return leaves.filter(({ value }) => value !== '');
}
