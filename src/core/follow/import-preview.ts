/** What following a list of addresses would do, before it is done: which are new, and why the others are left out. */
import { canonicalAddress, webAddress } from '../address';
import type { ListingPaths, Source, SourceId } from '../essay';
import { newSource, originsToAsk, sourceIdFor } from './new-source';
import { isPrivateAddress } from './private-address';

/** One entry of an OPML file or of another reader's list, as it was found. */
export type ImportEntry = {
  readonly url: string;
  readonly kind: Source['kind'];
  readonly title?: string;
  readonly siteUrl?: string;
  readonly folder?: string;
  readonly paths?: ListingPaths; // of a list
};

export type LeftOut =
  | 'followed' // already
  | 'twice' // the same address stands further up
  | 'no-address' // not http or https
  | 'private' // a machine at home or at work: to be typed, not imported
  | 'password'; // the address holds one

export type ImportPreview = {
  readonly toAdd: readonly { readonly source: Source; readonly folder?: string }[];
  readonly leftOut: readonly { readonly entry: ImportEntry; readonly why: LeftOut }[];
  readonly origins: readonly string[]; // to ask for in one question
};

/** A source that was unfollowed counts as new. `known` are all sources of the library, the unfollowed too: a source keeps its id. */
export function previewImport(
  entries: readonly ImportEntry[],
  known: readonly { readonly source: Source; readonly isFollowed: boolean }[],
  now: number,
): ImportPreview {
  const byAddress = new Map(known.map((each) => [canonicalAddress(each.source.url), each]));
  const byId = new Map(known.map((each) => [each.source.id, each])); // one that was given another address since
  const seen = new Set<SourceId>();
  const toAdd: { source: Source; folder?: string }[] = [];
  const leftOut: { entry: ImportEntry; why: LeftOut }[] = [];
  for (const entry of entries) {
    const url = webAddress(entry.url);
    const match = url === undefined ? undefined : (byAddress.get(canonicalAddress(url)) ?? byId.get(sourceIdFor(url)));
    const why = url === undefined ? 'no-address' : reasonAgainst(url, match?.isFollowed === true);
    const source = url === undefined || why !== undefined ? undefined : pathed(match?.source ?? sourceOf(entry, url, now), entry.paths);
    if (source !== undefined && !seen.has(source.id)) toAdd.push({ source, ...(entry.folder && { folder: entry.folder }) });
    else leftOut.push({ entry, why: why ?? 'twice' });
    if (source !== undefined) seen.add(source.id);
  }
  return { toAdd, leftOut, origins: [...new Set(toAdd.flatMap(({ source }) => originsToAsk(source.url)))] };
}

function reasonAgainst(url: string, isFollowed: boolean): LeftOut | undefined {
  const { username, password } = new URL(url);
  if (username !== '' || password !== '') return 'password';
  if (isPrivateAddress(url)) return 'private';
  return isFollowed ? 'followed' : undefined;
}

/** A list that was followed before is told anew where it stands. */
function pathed(source: Source, paths: ListingPaths | undefined): Source {
  return paths === undefined || source.kind !== 'listing' ? source : { ...source, paths };
}

function sourceOf({ kind, title, siteUrl }: ImportEntry, url: string, now: number): Source {
  const site = siteUrl === undefined ? undefined : webAddress(siteUrl, url);
  return newSource({ kind, url, ...(title?.trim() && { title: title.trim() }), ...(site !== undefined && { siteUrl: site }) }, now);
}
