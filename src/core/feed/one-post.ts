/** When two things a source says are one post, and when they are two: within one poll, and from one poll to the next. Gives no ids. */
import type { Essay } from '../essay';
import type { Post } from './essays';
import { foldedTitle, type Keys } from './identity';
import type { Steps } from './steps';

export type Keyed = { readonly post: Post; readonly keys: Keys };

const TELLING_CHARS = 40; // a shorter text ("Glazes", "New release") stands under many posts alike

/**
 * The posts of a poll, each once. Two items are one post only if nothing that tells posts apart differs; the first one stays.
 *
 * Cost  each item is held against the kept ones of its title.
 */
export function* distinctPosts(all: readonly Keyed[]): Steps<readonly Keyed[]> {
  const byTitle = new Map<string, Keyed[]>();
  const distinct: Keyed[] = [];
  for (const [at, each] of all.entries()) {
    const kept = byTitle.get(each.keys.titled) ?? [];
    if (!kept.some((other) => isOnePost(other, each))) {
      byTitle.set(each.keys.titled, [...kept, each]);
      distinct.push(each);
    }
    if (at % 50 === 0) yield;
  }
  return distinct;
}

/** Of two items of one title in one poll. A copy that lacks something is a copy still, where a name or the text says so. */
function isOnePost(a: Keyed, b: Keyed): boolean {
  const [sameGuid, sameAddress, sameAnchor] = [
    agree(a.keys.guid, b.keys.guid),
    agree(a.keys.address, b.keys.address),
    agree(a.keys.anchor, b.keys.anchor),
  ];
  const sameInstant = agree(a.post.publishedAt, b.post.publishedAt);
  if (sameAddress === false || sameAnchor === false || sameInstant === false) return false;
  const isNamed = sameGuid === true || sameAddress === true;
  const [textA, textB] = [a, b].map(({ post }) => post.text ?? post.summary);
  const isWorded = textA === textB;
  if (!isWorded && !(isNamed && (sameInstant === true || textA === '' || textB === ''))) return false;
  return sameGuid !== false || (sameAddress === true && isWorded);
}

/** Undefined where one of them is not known. */
function agree<T>(a: T | undefined, b: T | undefined): boolean | undefined {
  return a === undefined || b === undefined ? undefined : a === b;
}

export type Link = {
  readonly isStrange: boolean; // another of its names, one that usually holds in this source, is not the known essay's
  readonly isWeak: boolean; // what led here may well stand on many posts: a title, a small number, a guid without an address
};

/**
 * Whether a post is another one than the essay that one of its names leads to. Where title, date and text are all others it always is: what a
 * person knows under that name must not turn into something else.
 */
export function isAnother(known: Pick<Essay, 'title' | 'summary' | 'publishedAt'>, post: Post, { isStrange, isWeak }: Link): boolean {
  const isRetitled = foldedTitle(known.title) !== foldedTitle(post.title);
  const sameInstant = agree(known.publishedAt, post.publishedAt);
  const text = textsOf(known.summary, post.summary);
  if (sameInstant === true) return isStrange && isRetitled && text === 'other';
  if (sameInstant === false && isStrange) return isRetitled || text !== 'same';
  if (sameInstant === false) return isRetitled ? text !== 'same' : isWeak && text === 'other';
  return (isStrange || isWeak) && (text === 'other' || (isRetitled && text === 'silent'));
}

/** silent: they say nothing about whether it is the same post. */
function textsOf(a: string, b: string): 'same' | 'other' | 'silent' {
  if (a === '' || b === '') return 'silent';
  if (a !== b) return 'other';
  return isTelling(a) ? 'same' : 'silent';
}

export function isTelling(text: string): boolean {
  return text.length >= TELLING_CHARS;
}
