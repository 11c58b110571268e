/** Which of many pages the library has already, under whatever address: asked before an import, which may bring a hundred thousand. Reads only. */

import type { EssayId } from '../../core/essay';
import { foldedTitle } from '../../core/feed/identity';
import type { PageNames } from '../../core/library/saved-page';
import { quickAddress } from '../../core/quick-address';
import type { Library } from './library';
import { pageIn, TO_FIND } from './save-page';

const FEW = 200; // so many are asked for one by one
const ROWS_AT_ONCE = 2_000;
const ASKED_AT_ONCE = 100;
const LONG_CHARS = 400; // a longer address may stand shortened in its row
const UNDER_OTHER_NAMES = /(?:^|[/.?&=_-])amp(?:[/.=&]|$)|ampproject/i; // pages that are elsewhere too: core/library/saved-page.ts

/** The id of each that is here, in their order. `said`: how far, from 0 to 1. */
export async function pagesHere(
  library: Library,
  pages: readonly PageNames[],
  said: (share: number) => void,
): Promise<readonly (EssayId | undefined)[]> {
  const mayBeHere = pages.length <= FEW ? () => true : await roughly(library);
  const asked = pages.flatMap((page, at) => (mayBeHere(page.address) ? [at] : []));
  const ids = new Array<EssayId | undefined>(pages.length).fill(undefined);
  for (let from = 0; from < asked.length; from += ASKED_AT_ONCE) {
    const some = asked.slice(from, from + ASKED_AT_ONCE);
    const tx = await library.begin(TO_FIND, 'readonly');
    const found = await Promise.all(some.map((at) => pageIn(tx, pages[at] ?? { address: '' })));
    for (const [index, at] of some.entries()) ids[at] = found[index];
    said((from + some.length) / asked.length);
  }
  return ids;
}

/** False where a page is certainly not here: by its host first, for most addresses need no more than that. */
async function roughly(library: Library): Promise<(address: string) => boolean> {
  const [hosts, addresses] = [new Set<string>(), new Set<string>()];
  for await (const { url } of rowsOf(library)) {
    hosts.add(hostIn(url));
    const canonical = quickAddress(url);
    if (canonical !== undefined) addresses.add(canonical);
  }
  return (address) => {
    if (address.length > LONG_CHARS || UNDER_OTHER_NAMES.test(address)) return true;
    return hosts.has(hostIn(address)) && addresses.has(quickAddress(address) ?? '');
  };
}

/** As canonical addresses have it. Without a parser: for comparing two that are compared once more. */
function hostIn(address: string): string {
  const from = address.indexOf('//') + 2;
  const end = /[/?#:]/.exec(address.slice(from, from + 260));
  return address
    .slice(from, end === null ? undefined : from + end.index)
    .toLowerCase()
    .replace(/^(?:[^@]*@)?(?:www\.)?/, '')
    .replace(/\.$/, '');
}

/** Essays by their folded titles; a title that several bear names none. */
export async function pagesByTitle(
  library: Library,
): Promise<ReadonlyMap<string, { readonly url: string; readonly title: string } | undefined>> {
  const pages = new Map<string, { readonly url: string; readonly title: string } | undefined>();
  for await (const { url, title } of rowsOf(library)) {
    const name = foldedTitle(title);
    pages.set(name, pages.has(name) ? undefined : { url, title });
  }
  return pages;
}

async function* rowsOf(library: Library): AsyncGenerator<{ readonly url: string; readonly title: string }> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const tx = await library.begin(['essays'], 'readonly');
    const rows = await tx.objectStore('essays').getAll(IDBKeyRange.lowerBound(after, true), ROWS_AT_ONCE);
    for (const { url, title } of rows) if (typeof url === 'string' && typeof title === 'string') yield { url, title };
    after = rows.length === ROWS_AT_ONCE ? rows.at(-1)?.id : undefined;
  }
}
