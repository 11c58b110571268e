/** Posts of one poll + what the library knows of the source → what is new, what changed. Loses nothing, and gives a known post no second id. */
import { canonicalAddress } from '../address';
import type { Essay, EssayId, Source, TextFacts } from '../essay';
import type { Post } from './essays';
import { essayIdFor, hash, type Keys, keysOf } from './identity';
import { drained, type Steps } from './steps';

/** Names that an essay's id was not made from, hashed; `shared` for a guid that two posts carry, which names nothing. */
export type Aliases = ReadonlyMap<string, EssayId | 'shared'>;

/** An essay as a poll knows it: with its text, or with what is told of it. */
export type KnownEssay = Essay & Partial<TextFacts>;
export type KnownPosts = { readonly essays: readonly KnownEssay[]; readonly aliases: Aliases }; // all of one source

export type Merged = {
  readonly added: readonly Essay[]; // in the feed's order
  readonly revised: readonly Essay[]; // whole, under their old id and first-seen date
  readonly unchanged: readonly EssayId[];
  readonly aliases: Aliases; // to be kept beside those already known
  readonly verdict: 'usual' | 'takeover'; // takeover: nothing known is left and a crowd of strangers came; ask before showing them
};

/** Twice a usual feed page (10 in WordPress, 15 in Ghost): fewer than this a blog may well have written since the last look. */
const CROWD = 20;

/** A list tells a line of each post; a feed, what the post says of itself. */
type Merging = Pick<Source, 'id'> & Partial<Pick<Source, 'kind'>>;
type Keyed = { readonly post: Post; readonly keys: Keys };
type Incoming = { readonly post: Post; readonly keys: Keys; readonly trusted: readonly string[] };
type Desk = {
  readonly source: Merging;
  readonly byId: ReadonlyMap<EssayId, KnownEssay>;
  readonly keys: ReadonlyMap<Essay, Keys>; // of what is known
  readonly byAddress: ReadonlyMap<string, Essay | undefined>; // undefined: several essays stand there
  readonly aliases: Aliases;
  readonly claims: Map<EssayId, Incoming>;
};

/**
 * Known again by address, then by guid, then by title with instant or path; each essay by one post only. Of the same post given twice the
 * first counts. What a poll leaves out (a date, the whole text) is kept as it was known.
 *
 * Shapes  P posts, K known essays. `now` in ms since 1970 becomes the first-seen date of what is added.
 * Cost    the keys of P + K, then as many map lookups.
 */
export function mergePosts(source: Merging, posts: readonly Post[], known: KnownPosts, now: number): Merged {
  return drained(mergeSteps(source, posts, known, now));
}

/** The same in steps. */
export function* mergeSteps(source: Merging, posts: readonly Post[], known: KnownPosts, now: number): Steps<Merged> {
  const keyed = yield* keyedPosts(posts);
  const shared = sharedBy(keyed, ({ guid }) => guid); // guids that name nothing
  const incoming = incomingOf(keyed, shared, known.aliases);
  const desk = yield* openDesk(source, known);
  yield;
  const rounds = [byOwnAddress, byName, byLikeness(desk, incoming)];
  let strangers = incoming;
  for (const find of rounds) {
    strangers = strangers.filter((each) => !claim(desk, each, find(desk, each)));
    yield;
  }
  const added = newEssays(desk, strangers, now);
  const revised: Essay[] = [];
  for (const [at, [id, { post }]] of [...desk.claims].entries()) {
    const essay = desk.byId.get(id);
    revised.push(...(essay === undefined ? [] : revise(essay, post, source.kind === 'listing')));
    if (at % REVISED_A_STEP === 0) yield;
  }
  const changed = new Set(revised.map(({ id }) => id));
  return {
    added: [...added.values()],
    revised,
    unchanged: [...desk.claims.keys()].filter((id) => !changed.has(id)),
    aliases: newAliases(desk, shared),
    verdict: known.essays.length > 0 && desk.claims.size === 0 && added.size >= CROWD ? 'takeover' : 'usual',
  };
}

const REVISED_A_STEP = 25; // a text is read once for its print, some tenths of a millisecond
const KEYS_A_STEP = 50; // addresses are read as URLs, some hundredths of a millisecond each

function* keyedPosts(posts: readonly Post[]): Steps<readonly Keyed[]> {
  const keyed: Keyed[] = [];
  for (const post of posts) {
    const { url, hasOwnAddress, ...named } = post;
    keyed.push({ post, keys: keysOf(hasOwnAddress ? { ...named, url } : named) });
    if (keyed.length % KEYS_A_STEP === 0) yield;
  }
  return keyed;
}

/** Names that stand on posts of different addresses, or of different titles where there is no address. */
function sharedBy(posts: readonly Keyed[], nameOf: (keys: Keys) => string | undefined): ReadonlySet<string> {
  const bearer = new Map<string, string>();
  const shared = new Set<string>();
  for (const { keys } of posts) {
    const name = nameOf(keys);
    const itself = name?.startsWith('address') ? keys.titled : (keys.address ?? keys.titled);
    if (name === undefined) continue;
    if ((bearer.get(name) ?? itself) !== itself) shared.add(name);
    bearer.set(name, itself);
  }
  return shared;
}

/** With the names that can be trusted, best first: one that several posts bear names none of them. */
function incomingOf(posts: readonly Keyed[], sharedGuid: ReadonlySet<string>, aliases: Aliases): Incoming[] {
  const sharedAddress = sharedBy(posts, ({ address }) => address);
  const sharedTitle = sharedBy(posts, ({ titled }) => titled);
  return posts.map(({ post, keys }) => {
    const guid = keys.guid !== undefined && !sharedGuid.has(keys.guid) && aliases.get(hash(keys.guid)) !== 'shared' ? keys.guid : undefined;
    const address = keys.address !== undefined && !sharedAddress.has(keys.address) ? keys.address : undefined;
    const names = [guid, address].filter((name) => name !== undefined);
    const lastResort = sharedTitle.has(keys.titled) ? keys.worded : keys.titled;
    return { post, keys: withoutShared(keys, address), trusted: names.length > 0 ? names : [lastResort] };
  });
}

function withoutShared({ address: _, ...keys }: Keys, address: string | undefined): Keys {
  return address === undefined ? keys : { ...keys, address };
}

function* openDesk(source: Merging, { essays, aliases }: KnownPosts): Steps<Desk> {
  const byAddress = new Map<string, Essay | undefined>();
  const keys = new Map<Essay, Keys>();
  for (const essay of essays) {
    const named = keysOf(essay);
    keys.set(essay, named);
    if (named.address !== undefined) byAddress.set(named.address, byAddress.has(named.address) ? undefined : essay);
    if (keys.size % KEYS_A_STEP === 0) yield;
  }
  return { source, byId: new Map(essays.map((essay) => [essay.id, essay])), keys, byAddress, aliases, claims: new Map() };
}

type Find = (desk: Desk, incoming: Incoming) => Essay | undefined;

const byOwnAddress: Find = (desk, { keys }) => (keys.address === undefined ? undefined : desk.byAddress.get(keys.address));

/** The id that the name made, or that it was given later. */
const byName: Find = (desk, { trusted }) => {
  for (const name of trusted) {
    const alias = desk.aliases.get(hash(name));
    const essay =
      desk.byId.get(essayIdFor(desk.source.id, name)) ?? (alias === undefined || alias === 'shared' ? undefined : desk.byId.get(alias));
    if (essay) return essay;
  }
  return undefined;
};

/** Title with instant or path: the site moved, or guid and address were both made anew. Only where exactly one known essay is meant. */
function byLikeness(desk: Desk, incoming: readonly Incoming[]): Find {
  const known = likenesses([...desk.keys]);
  const here = likenesses(incoming.map((each) => [each, each.keys]));
  return (_, { keys }) => {
    for (const key of [keys.dated, keys.placed]) {
      const essay = key === undefined || here.get(key) === undefined ? undefined : known.get(key);
      if (essay) return essay;
    }
    return undefined;
  };
}

function likenesses<T>(all: readonly (readonly [T, Keys])[]): ReadonlyMap<string, T | undefined> {
  const found = new Map<string, T | undefined>();
  for (const [one, { dated, placed }] of all) {
    for (const key of [dated, placed]) if (key !== undefined) found.set(key, found.has(key) && found.get(key) !== one ? undefined : one);
  }
  return found;
}

/** True where the post is dealt with: it is this essay, or a second copy of the post that is. */
function claim(desk: Desk, incoming: Incoming, essay: Essay | undefined): boolean {
  if (essay === undefined) return false;
  const holder = desk.claims.get(essay.id);
  if (holder === undefined) desk.claims.set(essay.id, incoming);
  return holder === undefined || isSamePost(holder, incoming);
}

function isSamePost(a: Incoming, b: Incoming): boolean {
  return a.trusted.some((name) => b.trusted.includes(name)) || (a.keys.address !== undefined && a.keys.address === b.keys.address);
}

/** An id from the best name that is free. A post whose every name is taken in this poll is a second copy. */
function newEssays(desk: Desk, strangers: readonly Incoming[], now: number): Map<EssayId, Essay> {
  const added = new Map<EssayId, Essay>();
  const names = new Set<string>();
  for (const stranger of strangers) {
    if (stranger.trusted.some((name) => names.has(name))) continue;
    const id = stranger.trusted.map((name) => essayIdFor(desk.source.id, name)).find((each) => !desk.byId.has(each) && !added.has(each));
    for (const name of stranger.trusted) names.add(name);
    if (id !== undefined) added.set(id, { id, sourceId: desk.source.id, firstSeenAt: now, ...fieldsOf(stranger.post) });
  }
  return added;
}

function fieldsOf({ guid: _guid, hasOwnAddress: _own, ...fields }: Post): Omit<Essay, 'id' | 'sourceId' | 'firstSeenAt'> {
  return fields;
}

/** The essay as it is now, or nothing where nothing a person could see has changed. A teaser never takes the place of a longer summary. */
function revise({ textLetters: _, textPrint, ...essay }: KnownEssay, post: Post, isTeaser: boolean): Essay[] {
  const next: Essay = { ...essay, ...fieldsOf(post), url: addressNow(essay.url, post) };
  const isLess = post.summary === '' || (isTeaser && post.summary.length < essay.summary.length);
  const summary = isLess ? essay.summary : post.summary;
  const tags = post.tags.length === 0 ? essay.tags : post.tags;
  const whole = { ...next, summary, tags };
  const isSameText = post.text === undefined || post.text === essay.text || (textPrint !== undefined && hash(post.text) === textPrint);
  return isSameText && sameFields(essay, whole) ? [] : [whole];
}

/** Addresses of one page differ by tracking from poll to poll; only a move, or the step to https, is a change. */
function addressNow(url: string, post: Post): string {
  if (!post.hasOwnAddress) return url;
  const isSame = canonicalAddress(url) === canonicalAddress(post.url);
  return isSame && !(url.startsWith('http:') && post.url.startsWith('https:')) ? url : post.url;
}

/** But for the text. */
function sameFields(a: Essay, b: Essay): boolean {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof Essay)[]; // as: both are essays
  return names.every((name) => name === 'text' || (name === 'tags' ? a.tags.join('\n') === b.tags.join('\n') : a[name] === b[name]));
}

/** A guid under which the essay would not be found by its id alone, and guids that name nothing any more. */
function newAliases(desk: Desk, shared: ReadonlySet<string>): Aliases {
  const found = new Map<string, EssayId | 'shared'>();
  for (const guid of shared) if (desk.aliases.get(hash(guid)) !== 'shared') found.set(hash(guid), 'shared');
  for (const [id, { trusted }] of desk.claims) {
    for (const name of trusted.filter((each) => each.startsWith('guid '))) {
      if (essayIdFor(desk.source.id, name) !== id && desk.aliases.get(hash(name)) !== id) found.set(hash(name), id);
    }
  }
  return found;
}
