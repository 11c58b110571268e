/** Posts of one poll + what the library knows of the source → what is new, what changed. Loses nothing, and gives a known post no second id. */
import { canonicalAddress } from '../address';
import type { Essay, EssayId, Source, TextFacts } from '../essay';
import type { Post } from './essays';
import { essayIdFor, hash, type Keys, keysOf } from './identity';
import { distinctPosts, isAnother, isTelling, type Keyed } from './one-post';
import { drained, type Steps } from './steps';

/** Names that an essay's id was not made from, hashed; `shared` for one that different posts bore, once: it names nothing any more. */
export type Aliases = ReadonlyMap<string, EssayId | 'shared'>;

/** An essay as a poll knows it: with its text, or with what is told of it. */
type KnownEssay = Essay & Partial<TextFacts>;
export type KnownPosts = { readonly essays: readonly KnownEssay[]; readonly aliases: Aliases }; // all of one source, as its publisher has them now

export type Merged = {
  readonly added: readonly Essay[]; // in the feed's order
  readonly revised: readonly Essay[]; // whole, under their old id and first-seen date
  readonly unchanged: readonly EssayId[];
  readonly aliases: Aliases; // to be kept beside those already known
};

/** A list tells a line of each post; a feed, what the post says of itself. */
type Merging = Pick<Source, 'id'> & Partial<Pick<Source, 'kind'>>;
type Name = 'guid' | 'anchor' | 'address';
const NAMES: readonly Name[] = ['guid', 'anchor', 'address']; // best first

type Incoming = Keyed & { readonly trusted: Partial<Pick<Keys, Name>>; readonly isTitleTrusted: boolean };
type Known = { readonly essay: KnownEssay; readonly keys: Keys };
type Desk = {
  readonly source: Merging;
  readonly incoming: readonly Incoming[];
  readonly known: readonly Known[];
  readonly byId: ReadonlyMap<EssayId, Known>;
  readonly byKey: ReadonlyMap<string, Known | undefined>; // address or anchor; undefined: several essays stand there
  readonly aliases: Aliases;
  readonly claims: Map<EssayId, Incoming>;
  readonly claimants: Set<Incoming>;
  readonly shared: Set<string>; // names found to stand on different posts
};

/**
 * Known again by all that it says, then by title and a name, then by title with instant, path or text, then by a name alone; each essay by one
 * post only. A name that different posts bear, in this poll or in any before, names none of them. What a poll leaves out (a date, the whole
 * text) is kept as it was known.
 *
 * Shapes  P posts, K known essays. `now` in ms since 1970 becomes the first-seen date of what is added.
 * Cost    the keys of P + K, then as many map lookups.
 */
export function mergePosts(source: Merging, posts: readonly Post[], known: KnownPosts, now: number): Merged {
  return drained(mergeSteps(source, posts, known, now));
}

/** The same in steps. */
export function* mergeSteps(source: Merging, posts: readonly Post[], known: KnownPosts, now: number): Steps<Merged> {
  const distinct = yield* distinctPosts(yield* keyedPosts(posts));
  const desk = yield* openDesk(source, distinct, known);
  yield;
  claimUnchanged(desk);
  yield;
  claimAlike(desk, ({ keys }) => keys.whole, saysEnough);
  yield;
  const habits = habitsOf(desk);
  claimByName(desk, habits, (incoming, each) => incoming.keys.titled === each.keys.titled);
  yield;
  claimAlike(desk, ({ keys }) => keys.dated, always);
  claimAlike(desk, ({ keys }) => keys.placed, hasMoved);
  claimAlike(desk, ({ keys }) => keys.worded, isSameText);
  yield;
  claimByName(desk, habits, always);
  yield;
  return yield* result(desk, now);
}

const KEYS_A_STEP = 50; // addresses are read as URLs, some hundredths of a millisecond each

function* keyedPosts(posts: readonly Post[]): Steps<readonly Keyed[]> {
  const keyed: Keyed[] = [];
  for (const post of posts) {
    keyed.push({ post, keys: keysOf(post) });
    if (keyed.length % KEYS_A_STEP === 0) yield;
  }
  return keyed;
}

function* openDesk(source: Merging, distinct: readonly Keyed[], { essays, aliases }: KnownPosts): Steps<Desk> {
  const known: Known[] = [];
  const byKey = new Map<string, Known | undefined>();
  for (const essay of essays) {
    const one = { essay, keys: keysOf(essay) };
    known.push(one);
    for (const key of [one.keys.address, one.keys.anchor]) if (key !== undefined) byKey.set(key, byKey.has(key) ? undefined : one);
    if (known.length % KEYS_A_STEP === 0) yield;
  }
  const shared = sharedNames(distinct);
  const isTrusted = (name: string | undefined) => name !== undefined && !shared.has(name) && aliases.get(hash(name)) !== 'shared';
  const incoming = distinct.map(({ post, keys }) => {
    const trusted = Object.fromEntries(NAMES.filter((name) => isTrusted(keys[name])).map((name) => [name, keys[name]]));
    return { post, keys, trusted, isTitleTrusted: isTrusted(keys.titled) };
  });
  const byId = new Map(known.map((one) => [one.essay.id, one]));
  return { source, incoming, known, byId, byKey, aliases, claims: new Map(), claimants: new Set(), shared };
}

/** Names that more than one post of this poll bears. A title counts only where a post has no better name. */
function sharedNames(distinct: readonly Keyed[]): Set<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { keys } of distinct) {
    for (const name of [...NAMES.map((each) => keys[each]), keys.titled]) {
      if (name === undefined) continue;
      if (seen.has(name)) shared.add(name);
      seen.add(name);
    }
  }
  return shared;
}

/** The essay that a name means: whose id it made, that it was given to later, or that stands at the address. */
function leadsTo({ source, byId, byKey, aliases }: Desk, name: string | undefined): Known | undefined {
  if (name === undefined) return undefined;
  const alias = aliases.get(hash(name));
  return (
    byId.get(essayIdFor(source.id, name)) ?? (alias === undefined || alias === 'shared' ? undefined : byId.get(alias)) ?? byKey.get(name)
  );
}

const always = (): boolean => true;
const open = ({ incoming, claimants }: Desk): Incoming[] => incoming.filter((each) => !claimants.has(each));

function claim({ claims, claimants }: Desk, incoming: Incoming, { essay }: Known): void {
  claims.set(essay.id, incoming);
  claimants.add(incoming);
}

/** Posts that say what a known essay says, to the letter, under a name of its. */
function claimUnchanged(desk: Desk): void {
  for (const incoming of desk.incoming) {
    const named = NAMES.map((name) => leadsTo(desk, incoming.trusted[name]));
    const found = named.find((each) => each?.keys.whole === incoming.keys.whole && !desk.claims.has(each.essay.id));
    if (found !== undefined) claim(desk, incoming, found);
  }
}

/** Posts that share a likeness with exactly one known essay, and no other post does. */
function claimAlike(
  desk: Desk,
  likenessOf: (one: { readonly keys: Keys }) => string | undefined,
  isEnough: (incoming: Incoming, known: Known, desk: Desk) => boolean,
): void {
  const known = oneOfEach(
    desk.known.filter(({ essay }) => !desk.claims.has(essay.id)),
    likenessOf,
  );
  const here = oneOfEach(open(desk), likenessOf);
  for (const [likeness, incoming] of here) {
    const found = incoming && known.get(likeness);
    if (found && isEnough(incoming, found, desk)) claim(desk, incoming, found);
  }
}

function oneOfEach<T>(all: readonly T[], likenessOf: (one: T) => string | undefined): ReadonlyMap<string, T | undefined> {
  const found = new Map<string, T | undefined>();
  for (const one of all) {
    const likeness = likenessOf(one);
    if (likeness !== undefined) found.set(likeness, found.has(likeness) ? undefined : one);
  }
  return found;
}

/** The same words and instant: one post, unless it stands at another address and neither a date nor its guid says that it is the same. */
function saysEnough({ post, keys, trusted }: Incoming, known: Known, desk: Desk): boolean {
  const isElsewhere =
    (keys.address ?? known.keys.address) !== known.keys.address || (keys.anchor ?? known.keys.anchor) !== known.keys.anchor;
  return !isElsewhere || keys.dated !== undefined || (isTelling(post.summary) && leadsTo(desk, trusted.guid) === known);
}

/** The same title and path on another host: the site moved, unless date and text are others too. */
function hasMoved({ post, keys }: Incoming, { essay, keys: known }: Known): boolean {
  return keys.address !== known.address && !isAnother(essay, post, { isStrange: false, isWeak: true });
}

/** Title and text are the same, and one of the two has no date or address that could say otherwise. */
function isSameText({ post, keys }: Incoming, { essay, keys: known }: Known): boolean {
  const isDatedApart = essay.publishedAt !== undefined && post.publishedAt !== undefined && essay.publishedAt !== post.publishedAt;
  return !isDatedApart && isTelling(post.summary) && (keys.address === undefined || keys.address === known.address);
}

type Habits = { readonly guidsHold: boolean; readonly addressesHold: boolean };

/** Whether guids and addresses stay from poll to poll, as far as posts of an unchanged title tell. Some feeds make all guids anew each time. */
function habitsOf(desk: Desk): Habits {
  const count = { guid: { held: 0, anew: 0 }, address: { held: 0, anew: 0 } };
  const note = (name: 'guid' | 'address', isHeld: boolean) => count[name][isHeld ? 'held' : 'anew']++;
  const claimed = new Map([...desk.claims].map(([id, incoming]) => [incoming, desk.byId.get(id)]));
  for (const incoming of desk.incoming) {
    const { trusted, keys } = incoming;
    const [byGuid, byAddress] = [leadsTo(desk, trusted.guid), leadsTo(desk, trusted.address)];
    const sure = claimed.get(incoming) ?? [byGuid, byAddress].find((each) => each?.keys.titled === keys.titled);
    if (sure === undefined) continue;
    if (trusted.guid !== undefined) note('guid', byGuid === sure);
    if (trusted.address !== undefined) note('address', trusted.address === sure.keys.address);
  }
  const holds = ({ held, anew }: { readonly held: number; readonly anew: number }) => held > 0 || anew < 2;
  return { guidsHold: holds(count.guid), addressesHold: holds(count.address) };
}

/** By a name that leads to an essay, unless what is said there shows that the name stands on another post now. */
function claimByName(desk: Desk, habits: Habits, isLikely: (incoming: Incoming, known: Known) => boolean): void {
  for (const name of NAMES) {
    for (const incoming of open(desk)) claimBy(desk, incoming, name, habits, isLikely);
  }
  for (const incoming of open(desk)) claimByTitle(desk, incoming);
}

function claimBy(
  desk: Desk,
  incoming: Incoming,
  name: Name,
  habits: Habits,
  isLikely: (incoming: Incoming, known: Known) => boolean,
): void {
  const key = incoming.trusted[name];
  const found = leadsTo(desk, key);
  if (key === undefined || found === undefined || desk.shared.has(key) || !isLikely(incoming, found)) return;
  const isTaken = desk.claims.has(found.essay.id);
  if (isTaken || isAnother(found.essay, incoming.post, linkOf(desk, incoming, name, found, habits))) desk.shared.add(key);
  else claim(desk, incoming, found);
}

function linkOf(desk: Desk, { keys, trusted }: Incoming, name: Name, found: Known, { guidsHold, addressesHold }: Habits) {
  const isElsewhere = trusted.address !== undefined && found.keys.address !== undefined && trusted.address !== found.keys.address;
  const isAnchoredApart = keys.anchor !== undefined && found.keys.anchor !== undefined && keys.anchor !== found.keys.anchor;
  const isNamedApart = trusted.guid !== undefined && leadsTo(desk, trusted.guid) !== found;
  return {
    isStrange: isAnchoredApart || (name === 'guid' ? isElsewhere && addressesHold : isNamedApart && guidsHold),
    isWeak: name === 'guid' && ((keys.address === undefined && keys.anchor === undefined) || /^guid \d{1,3}$/.test(keys.guid ?? '')),
  };
}

/** A title is a name only for what has no other. */
function claimByTitle(desk: Desk, incoming: Incoming): void {
  const { keys, trusted, post, isTitleTrusted } = incoming;
  if (!isTitleTrusted || desk.shared.has(keys.titled) || NAMES.some((name) => trusted[name] !== undefined)) return;
  const found = leadsTo(desk, keys.titled);
  if (found === undefined) return;
  const isTaken = desk.claims.has(found.essay.id);
  if (isTaken || isAnother(found.essay, post, { isStrange: false, isWeak: true })) desk.shared.add(keys.titled);
  else claim(desk, incoming, found);
}

const REVISED_A_STEP = 25; // a text is read once for its print, some tenths of a millisecond

function* result(desk: Desk, now: number): Steps<Merged> {
  const added = newEssays(desk, now);
  yield;
  const revised: Essay[] = [];
  for (const [at, [id, { post }]] of [...desk.claims].entries()) {
    const known = desk.byId.get(id);
    revised.push(...(known === undefined ? [] : revise(known.essay, post, desk.source.kind === 'listing')));
    if (at % REVISED_A_STEP === 0) yield;
  }
  const changed = new Set(revised.map(({ id }) => id));
  return {
    added: [...added.values()],
    revised,
    unchanged: [...desk.claims.keys()].filter((id) => !changed.has(id)),
    aliases: newAliases(desk, added),
  };
}

/** An id from the best name that is free. */
function newEssays(desk: Desk, now: number): Map<Incoming, Essay> {
  const taken = new Set<EssayId>();
  const added = new Map<Incoming, Essay>();
  for (const incoming of open(desk)) {
    for (const name of namesFor(desk, incoming)) {
      const id = essayIdFor(desk.source.id, name);
      if (desk.byId.has(id) || taken.has(id)) continue;
      taken.add(id);
      added.set(incoming, { id, sourceId: desk.source.id, firstSeenAt: now, ...fieldsOf(incoming.post) });
      break;
    }
  }
  return added;
}

/** Best first. The last one holds all that a post says, and no two posts of a poll say the same. */
function* namesFor({ shared }: Desk, { keys, trusted, isTitleTrusted, post }: Incoming): Generator<string> {
  const names = NAMES.map((name) => trusted[name]).filter((name) => name !== undefined && !shared.has(name)) as string[]; // as: undefined is filtered out
  yield* names;
  if (names.length === 0 && isTitleTrusted && !shared.has(keys.titled)) yield keys.titled;
  if (keys.dated !== undefined) yield keys.dated;
  yield keys.worded;
  yield keys.whole;
  yield JSON.stringify([keys, post]);
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

/** A guid under which the essay would not be found by its id alone, and names that name nothing any more. */
function newAliases(desk: Desk, added: ReadonlyMap<Incoming, Essay>): Aliases {
  const found = new Map<string, EssayId | 'shared'>();
  const bearers = [...desk.claims, ...[...added].map(([incoming, { id }]) => [id, incoming] as const)];
  for (const [id, { trusted }] of bearers) {
    const guid = trusted.guid;
    if (guid === undefined || desk.shared.has(guid)) continue;
    if (essayIdFor(desk.source.id, guid) !== id && desk.aliases.get(hash(guid)) !== id) found.set(hash(guid), id);
  }
  for (const name of desk.shared)
    if (isWorthKeeping(desk, name) && desk.aliases.get(hash(name)) !== 'shared') found.set(hash(name), 'shared');
  return found;
}

/** A title that several posts bear is remembered only where a title is all that names them. */
function isWorthKeeping({ incoming }: Desk, name: string): boolean {
  const isTitle = name.startsWith('titled ');
  return !isTitle || incoming.some(({ keys, trusted }) => keys.titled === name && NAMES.every((each) => trusted[each] === undefined));
}
