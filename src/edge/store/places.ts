/**
 * That an essay stands in several sources, on disk. It keeps one id and one row; every further source that shows it has a place here, with the id and
 * the words by which that source's polls know it. Which posts are one page is for core/library/same-page.ts to say.
 */
import { datedAt, type Essay, type ListedEssay, type Source, type SourceId } from '../../core/essay';
import { hash, keysOf } from '../../core/feed/identity';
import { keepsText, readAsking } from '../../core/follow/text-asking';
import { listed, readRow, withTextOf } from '../../core/library/essay-row';
import { ownerOf } from '../../core/library/owner';
import { readSource } from '../../core/library/readers';
import { isOfSource, isSamePost, pageOf, repeated } from '../../core/library/same-page';
import { readSourceMarks, wishesOf } from '../../core/library/source-marks';
import type { PlaceRow } from './database';
import { putBesideTextIn, putWholeIn, unabridgedIn, WHOLE } from './essay-rows';
import { placesOf } from './place-rows';
import { dropPublishersVersionIn, publishersVersionIn } from './versions';
import { putTextRow } from './wanted-texts';
import type { WriteTransaction } from './write';

/** The stores that a transaction needs in which places are made. */
export const WITH_PLACES = [...WHOLE, 'places', 'sources', 'sourceMarks', 'aliases', 'marks', 'versions', 'texts'] as const;

const MOST_ON_A_PAGE = 20; // essays at one address: more name nothing

/** What is asked for each post of a poll, and the same for all of them. */
export type Neighbourhood = {
  readonly isShared: (source: SourceId, name: string) => Promise<boolean>;
  readonly sharedPages: ReadonlySet<string>;
};

/** `posts`: all that one write brings. A page on which several of them stand is none of theirs. */
export function neighbourhood(tx: WriteTransaction, posts: readonly Pick<Essay, 'url'>[]): Neighbourhood {
  const shared = new Map<SourceId, Promise<ReadonlySet<string>>>();
  return {
    sharedPages: repeated(posts.map(({ url }) => pageOf(url))),
    async isShared(source, name) {
      const names = shared.get(source) ?? sharedNames(tx, source);
      shared.set(source, names);
      return (await names).has(name);
    },
  };
}

async function sharedNames(tx: WriteTransaction, source: SourceId): Promise<ReadonlySet<string>> {
  const row = await tx.objectStore('aliases').get(source);
  const aliases: unknown = row?.aliases;
  return new Set(Array.isArray(aliases) ? aliases.flatMap(([name, means]) => (means === 'shared' ? [name] : [])) : []);
}

/**
 * The essay of another source that this post is, if there is exactly one. A page that several posts of one source bear names none of them.
 *
 * Cost  one request where no other essay stands at the address.
 */
export async function sameElsewhere(tx: WriteTransaction, post: Essay, around: Neighbourhood): Promise<ListedEssay | undefined> {
  const page = pageOf(post.url);
  if (page === undefined || around.sharedPages.has(page)) return undefined;
  const rows = await tx.objectStore('essays').index('byPage').getAll(page, MOST_ON_A_PAGE);
  const there = (await unabridgedIn(tx, rows)).filter((each) => each !== undefined && each.id !== post.id) as ListedEssay[]; // as: undefined is filtered out
  if (there.length === 0 || rows.length === MOST_ON_A_PAGE) return undefined;
  if (there.some(({ sourceId }) => sourceId === post.sourceId) || (await isNoName(tx, post, page, around))) return undefined;
  const found: ListedEssay[] = [];
  for (const each of there) {
    const isAlone = there.filter(({ sourceId }) => sourceId === each.sourceId).length === 1;
    if (isAlone && isSamePost(post, each) && !(await isNoName(tx, each, page, around)) && (await areApart(tx, post, each)))
      found.push(each);
  }
  return found.length === 1 ? found[0] : undefined;
}

/** Whether the address is the source's own, or several of its posts have borne it. */
async function isNoName(
  tx: WriteTransaction,
  essay: Omit<ListedEssay, 'alsoIn'>,
  page: string,
  { isShared }: Neighbourhood,
): Promise<boolean> {
  const source = readSource(await tx.objectStore('sources').get(essay.sourceId));
  if (source !== undefined && isOfSource(page, source)) return true;
  const { address, anchor } = keysOf(essay);
  const name = anchor ?? address;
  return name === undefined || isShared(essay.sourceId, hash(name));
}

/** No source shows one essay twice. */
async function areApart(tx: WriteTransaction, a: Pick<ListedEssay, 'id' | 'sourceId'>, b: typeof a): Promise<boolean> {
  const sourcesOf = async ({ id, sourceId }: typeof a) => [sourceId, ...(await placesOf(tx, id)).map((place) => place.sourceId)];
  const [mine, theirs] = await Promise.all([sourcesOf(a), sourcesOf(b)]);
  return !mine.some((id) => theirs.includes(id));
}

/** What a source says now of an essay that it shows beside others. Gives whether it speaks for it. */
export async function sayIn(tx: WriteTransaction, place: PlaceRow, essay: Essay): Promise<boolean> {
  const { alsoIn: _, ...now } = listed(essay) as ListedEssay; // as: what a poll gives back may still name them
  const said = keepsText(place.said, essay.text) ? withTextOf(now, place.said) : now;
  await tx.objectStore('places').put({ ...place, said });
  return place.beside === undefined;
}

/**
 * Gives an essay a further place: `post`, under its own id, is the same page. Where the post's source is the one that speaks for the page, its words
 * become the essay's, unless the reader has saved others. Needs WITH_PLACES. Gives whether the index has to hear of it.
 */
export async function attachIn(tx: WriteTransaction, known: ListedEssay, post: Essay, isSaved: boolean): Promise<boolean> {
  await putPlace(tx, known, listed(post));
  const owner = (await ownerIn(tx, known, [known.sourceId, post.sourceId])) ?? known.sourceId;
  const isMoved = owner !== known.sourceId;
  if (isMoved) await putPlace(tx, known, (await publishersWords(tx, known)) ?? known);
  const speaks = isMoved && owner === post.sourceId && !isSaved;
  const words: ListedEssay = speaks ? { ...listed(post), id: known.id, firstSeenAt: known.firstSeenAt } : { ...known, sourceId: owner };
  if (speaks) await dropPublishersVersionIn(tx, known.id);
  const brings = post.text !== undefined && (speaks ? !keepsText(known, post.text) : known.textPrint === undefined);
  const next = await settledIn(tx, words);
  if (brings)
    await putWholeIn(tx, { ...next, text: post.text } as Essay); // as: `brings` says that there is a text
  else await putKeepingText(tx, withTextOf(next, known));
  if (isMoved) await rewantIn(tx, next);
  return isMoved || brings;
}

/** Another source speaks for an essay from now on: the one that did is gone. Its words stay until the new one says something else. */
export async function handOverIn(tx: WriteTransaction, known: ListedEssay, owner: SourceId): Promise<void> {
  const next = await settledIn(tx, { ...known, sourceId: owner });
  await putKeepingText(tx, next);
  await rewantIn(tx, next);
}

/** The essay with the sources beside its own, whose places get the keys that follow from it. */
export async function settledIn(tx: WriteTransaction, { alsoIn: _, ...essay }: ListedEssay): Promise<ListedEssay> {
  const places = await placesOf(tx, essay.id);
  for (const { beside: __, owner: ___, ...place } of places) {
    const isBeside = place.sourceId !== essay.sourceId;
    await tx.objectStore('places').put({
      ...place,
      ...(isBeside && { beside: place.sourceId, owner: essay.sourceId }),
      datedAt: datedAt(essay),
      firstSeenAt: essay.firstSeenAt,
    });
  }
  const alsoIn = places.map(({ sourceId }) => sourceId).filter((id) => id !== essay.sourceId);
  return alsoIn.length === 0 ? essay : { ...essay, alsoIn };
}

/** Everything but the text, which stays where it is. */
export async function putKeepingText(tx: WriteTransaction, essay: ListedEssay): Promise<void> {
  const row = readRow(await tx.objectStore('essays').get(essay.id));
  if (row !== undefined) await putBesideTextIn(tx, essay, row);
}

/** Of the sources among these and those that have a place, which the reader has not unfollowed, the one that speaks for the essay. */
export async function ownerIn(tx: WriteTransaction, { id, url }: ListedEssay, among: readonly SourceId[]): Promise<SourceId | undefined> {
  const all = new Set([...among, ...(await placesOf(tx, id)).map(({ sourceId }) => sourceId)]);
  const held: Source[] = [];
  for (const each of all) {
    const source = readSource(await tx.objectStore('sources').get(each));
    if (source !== undefined && (await isHeldIn(tx, each))) held.push(source);
  }
  return ownerOf(url, held)?.id;
}

/** Followed, or the welcome, about which nothing was decided yet. */
async function isHeldIn(tx: WriteTransaction, id: SourceId): Promise<boolean> {
  return !wishesOf(readSourceMarks((await tx.objectStore('sourceMarks').get(id))?.marks)).isUnfollowed;
}

/** `words`: of the source that shows it, under its own id. A place that is there keeps its name and words. */
async function putPlace(tx: WriteTransaction, { id, firstSeenAt, ...known }: ListedEssay, words: ListedEssay): Promise<void> {
  const { alsoIn: _, ...said } = words;
  const { sourceId } = said;
  if ((await tx.objectStore('places').getKey([id, sourceId])) !== undefined) return;
  const place = { essayId: id, sourceId, name: said.id, said, datedAt: datedAt({ ...known, firstSeenAt }), firstSeenAt };
  await tx.objectStore('places').put(place);
}

/** Of a saved essay, what its publisher says now. */
async function publishersWords(tx: WriteTransaction, { id, sourceId }: ListedEssay): Promise<ListedEssay | undefined> {
  const version = await publishersVersionIn(tx, id);
  return version && { ...listed(version), id, sourceId };
}

/** Its page is asked for at the hand of the source that speaks for it. */
async function rewantIn(tx: WriteTransaction, essay: ListedEssay): Promise<void> {
  const row = await tx.objectStore('texts').get(essay.id);
  if (row?.wantedOf !== undefined) await putTextRow(tx, essay, readAsking(row.asking));
}
