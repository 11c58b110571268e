/** Before anything is kept alike: what kind of server it is, what is there, and what will happen. Writes only once its reader has said how. */
import { readHead } from '../core/sync/head';
import { type Keys, keysText, readKeys } from '../core/sync/keys';
import { type Answer, came, type SyncProblem, stopped } from '../core/sync/problem';
import type { Kind } from '../core/sync/round';
import { type Ask, KEYS_FILE, type Remote, textOf, utf8 } from './remote';
import { couchRemote, lookForCouch } from './remote-couch';
import { davRemote, lookForDav } from './remote-dav';

export type Address = { readonly address: string; readonly kind: Kind };

/** `holds`: nothing yet, or what other machines wrote, and how. */
export type Seen = {
  readonly kind: Kind;
  readonly server: string; // as it calls itself
  readonly holds: 'nothing' | 'plain' | 'phrase';
  readonly machines: number;
  readonly items: number; // that these say they wrote
};

export const remoteAt = ({ address, kind }: Address, ask: Ask, now: () => number): Remote =>
  kind === 'couch' ? couchRemote(address, ask, now) : davRemote(address, ask, now);

/** Asks, and writes nothing. */
export async function lookAt(address: string, ask: Ask, now: () => number): Promise<Answer<Seen>> {
  const kind = await kindAt(address, ask, now);
  if (!kind.ok) return kind;
  const remote = remoteAt({ address, kind: kind.value.kind }, ask, now);
  const keys = await keysAt(remote);
  if (!keys.ok) return keys;
  const look = await remote.look({}, undefined, '');
  if (!look.ok) return look;
  const heads = look.value.heads.map(({ text = '' }) => readHead(text)).filter((head) => typeof head !== 'string');
  const items = heads.reduce((sum, { segments }) => sum + segments.reduce((all, { count }) => all + count, 0), 0);
  return came({ ...kind.value, holds: keys.value === undefined ? 'nothing' : keys.value.mode, machines: heads.length, items });
}

/** A database says so itself; whatever else it is must speak WebDAV. */
async function kindAt(address: string, ask: Ask, now: () => number): Promise<Answer<Pick<Seen, 'kind' | 'server'>>> {
  const couch = await lookForCouch(address, ask, now);
  if (couch.ok) return came({ kind: 'couch', server: couch.value.server });
  if (NOBODY.has(couch.problem.kind)) return couch;
  const dav = await lookForDav(address, ask, now);
  if (dav.ok) return came({ kind: 'dav', server: dav.value.server });
  const isNeither = dav.problem.kind === 'server' && dav.problem.status !== 500;
  return isNeither ? stopped(SAID.has(couch.problem.kind) ? couch.problem : { kind: 'not-ours' }) : dav;
}

/** A folder without its slash is where most servers lead away to the one with it. */
const NOBODY: ReadonlySet<SyncProblem['kind']> = new Set(['offline', 'unreachable', 'too-slow', 'busy']);
const SAID: ReadonlySet<SyncProblem['kind']> = new Set(['refused', 'not-found', 'page-instead', 'leads-away', 'busy']);

async function keysAt(remote: Remote): Promise<Answer<Keys | undefined>> {
  const got = await remote.get(KEYS_FILE, 100_000);
  if (!got.ok) return got;
  if (got.value === undefined) return came(undefined);
  const keys = readKeys(textOf(got.value));
  return typeof keys === 'string' ? stopped({ kind: keys }) : came(keys);
}

/** Made and opened by edge/seal. */
export type Locks<Held> = {
  readonly lock: (phrase: string, held: readonly Held[]) => Promise<{ readonly keys: Keys; readonly held: readonly Held[] }>;
  readonly unlock: (phrase: string, keys: Extract<Keys, { mode: 'phrase' }>) => Promise<readonly Held[] | undefined>;
};

/**
 * Gives the keys under which all is read and written from now on; none where nothing is encrypted. Whoever comes second joins as it is: what lies there
 * is never replaced. Without a phrase, plain.
 */
export async function joinAt<Held>(
  remote: Remote,
  device: string,
  phrase: string | undefined,
  locks: Locks<Held>,
): Promise<Answer<readonly Held[]>> {
  const there = await keysAt(remote);
  if (!there.ok) return there;
  if (there.value !== undefined) return openWith(there.value, phrase, locks);
  const made = await remote.prepare(device);
  if (!made.ok) return made;
  const locked = phrase === undefined ? { keys: { mode: 'plain' as const }, held: [] } : await locks.lock(phrase, []);
  const put = await remote.put(KEYS_FILE, utf8(keysText(locked.keys)));
  if (!put.ok) return put;
  const back = await keysAt(remote); // another machine may have begun at the same moment, and servers may lie
  if (!back.ok) return back;
  if (back.value === undefined) return stopped({ kind: 'lies' });
  return keysText(back.value) === keysText(locked.keys) ? came(locked.held) : openWith(back.value, phrase, locks);
}

async function openWith<Held>(keys: Keys, phrase: string | undefined, { unlock }: Locks<Held>): Promise<Answer<readonly Held[]>> {
  if (keys.mode === 'plain') return phrase === undefined ? came([]) : stopped({ kind: 'changed' }); // whoever typed a phrase never writes in plain
  if (phrase === undefined) return stopped({ kind: 'phrase-needed' });
  const held = await unlock(phrase, keys);
  return held === undefined ? stopped({ kind: 'phrase-wrong' }) : came(held);
}

/** With the phrase that another machine has set. Writes nothing: where the keys are gone, no others take their place. */
export async function openAt<Held>(remote: Remote, phrase: string, locks: Locks<Held>): Promise<Answer<readonly Held[]>> {
  const there = await keysAt(remote);
  if (!there.ok) return there;
  return there.value === undefined ? stopped({ kind: 'own-files-gone' }) : openWith(there.value, phrase, locks);
}

/** Another phrase, and another key for what is written from now on; the older ones stay under the new phrase until nothing needs them. */
export async function changePhrase<Held>(
  remote: Remote,
  held: readonly Held[],
  phrase: string,
  { lock }: Locks<Held>,
): Promise<Answer<readonly Held[]>> {
  const locked = await lock(phrase, held);
  const put = await remote.put(KEYS_FILE, utf8(keysText(locked.keys)));
  return put.ok ? came(locked.held) : put;
}
