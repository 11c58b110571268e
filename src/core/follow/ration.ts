/**
 * Hosts that ration: how long to wait between two requests to one host, learnt from its refusals. A refusal holds the host and not only the feed
 * that met it; what was not asked has not failed. Pure; what is known of a host stands in the states of its sources.
 */
import { dueAt, isDue, isHeld, type Timing } from './schedule';

type RationedState = Timing & {
  readonly lastSuccessAt?: number;
  readonly gapMs?: number; // between two requests to its host, as it was when this source was last asked; absent where nothing was refused
};
type Of<S> = { readonly state: S };

const REGISTRY = /^[a-z]{1,3}\.[a-z]{2}$/; // "co.uk"
const LABELS = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/i;

/**
 * What is served together, as far as a name tells: the last two labels of a host, three behind a registry's. Not the site that the public suffix list
 * tells: what two people have on one platform is two sites, and one server that rations both. An address in numbers stands for itself.
 */
export function domainOf(host: string): string {
  const name = host.replace(/:\d+$/, '');
  if (!LABELS.test(name)) return host;
  const labels = name.split('.');
  const two = labels.slice(-2).join('.');
  return REGISTRY.test(two) ? labels.slice(-3).join('.') : two;
}

const HOSTS_OF_A_DOMAIN = 2; // that refuse: one may be its own machine, two are the domain

/** Who rations together: a host, or its whole domain once two of its hosts have refused something. */
export function rationersOf<T extends Of<RationedState>>(sources: readonly T[], hostOf: (source: T) => string): (source: T) => string {
  const hosts = new Map(sources.map((source) => [source, hostOf(source)]));
  const refusing = new Map<string, Set<string>>();
  for (const [{ state }, host] of hosts)
    if (state.gapMs !== undefined) refusing.set(domainOf(host), new Set([...(refusing.get(domainOf(host)) ?? []), host]));
  return (source) => {
    const host = hosts.get(source) ?? hostOf(source);
    return isOfDomain(refusing.get(domainOf(host))) ? domainOf(host) : host;
  };
}

export const isOfDomain = (refusing: ReadonlySet<string> | undefined): boolean => (refusing?.size ?? 0) >= HOSTS_OF_A_DOMAIN;

/** What is known of a host. */
export type Ration = { readonly gapMs: number; readonly nextAt: number }; // nextAt: no request before

const MINUTE = 60_000;
const SHORTEST_MS = MINUTE;
const LONGEST_MS = 24 * 60 * MINUTE;
const LONGEST_FIRST_MS = 60 * MINUTE; // a time that a refusal names is when it may be tried again, seldom the gap that is wanted for ever
const FORGOTTEN_MS = MINUTE / 2; // a gap that has shrunk to this is none
/** With these a host that allows one request in a while refuses some two or three in a hundred: a gap creeps down until it is too short, and jumps back. */
const GROWTH = 1.5;
const DECAY = 0.99;

/** The gap after a refusal that came with, or without, a time to come back. */
export function gapAfterRefusal(gapMs: number | undefined, heldMs: number): number {
  if (gapMs === undefined) return clamp(heldMs, SHORTEST_MS, LONGEST_FIRST_MS);
  return clamp(gapMs * GROWTH, SHORTEST_MS, LONGEST_MS);
}

/** The gap after an answer; undefined once it is too short to matter. */
export function gapAfterAnswer(gapMs: number | undefined): number | undefined {
  const next = gapMs === undefined ? undefined : gapMs * DECAY;
  return next === undefined || next < FORGOTTEN_MS ? undefined : next;
}

/** By host: those that have refused something. The source that was asked last knows the gap best, and a hold of one is a hold of all. */
export function rationsOf<T extends Of<RationedState>>(
  sources: readonly T[],
  hostOf: (source: T) => string,
  now: number,
): ReadonlyMap<string, Ration> {
  const byHost = new Map<string, RationedState[]>();
  for (const source of sources) byHost.set(hostOf(source), [...(byHost.get(hostOf(source)) ?? []), source.state]);
  return new Map([...byHost].flatMap(([host, states]) => rationOf(states, now).map((ration) => [host, ration] as const)));
}

function rationOf(states: readonly RationedState[], now: number): Ration[] {
  const tried = states.filter(({ lastTriedAt = 0 }) => lastTriedAt > 0 && lastTriedAt <= now);
  const last = tried.reduce<RationedState | undefined>((a, b) => ((a?.lastTriedAt ?? 0) >= (b.lastTriedAt ?? 0) ? a : b), undefined);
  if (last?.gapMs === undefined) return [];
  const heldUntil = states
    .filter((state) => state.gapMs !== undefined && isHeld(state, now))
    .reduce((most, { heldUntil = 0 }) => Math.max(most, heldUntil), 0);
  return [{ gapMs: last.gapMs, nextAt: Math.max(heldUntil, (last.lastTriedAt ?? 0) + last.gapMs) }];
}

/** Of a host that rations the one that has waited longest for a good answer, once its time has come; of all other hosts every one. */
export function rationed<T extends Of<RationedState>>(
  due: readonly T[],
  { rations, hostOf, now }: { readonly rations: ReadonlyMap<string, Ration>; readonly hostOf: (source: T) => string; readonly now: number },
): T[] {
  const longest = new Map<string, T>();
  for (const source of due) {
    const chosen = longest.get(hostOf(source));
    if (chosen === undefined || waitedSince(source) < waitedSince(chosen)) longest.set(hostOf(source), source);
  }
  return due.filter((source) => {
    const ration = rations.get(hostOf(source));
    return ration === undefined || (ration.nextAt <= now && longest.get(hostOf(source)) === source);
  });
}

/** Equal feeds come round in turn: by the last good answer, and among those that never had one by the last try. */
const waitedSince = ({ state: { lastSuccessAt = 0, lastTriedAt = 0 } }: Of<RationedState>): number =>
  lastSuccessAt > 0 ? lastSuccessAt : lastTriedAt / 1e6;

/** By source: when it is tried next, where a host that rations takes its sources one after the other. Not before now; absent where nothing is planned. */
export function nextTriesIn<T extends Of<RationedState>>(
  sources: readonly T[],
  hostOf: (source: T) => string,
  now: number,
): ReadonlyMap<T, number> {
  const keyOf = rationersOf(sources, hostOf);
  const rations = rationsOf(sources, keyOf, now);
  const awake = sources
    .filter(({ state }) => state.standing === 'awake')
    .map((source) => ({ source, at: Math.max(dueAt(source.state, now), now) }));
  const queued = awake.sort((a, b) => a.at - b.at || waitedSince(a.source) - waitedSince(b.source));
  const free = new Map([...rations].map(([key, { nextAt }]) => [key, nextAt]));
  return new Map(
    queued.map(({ source, at }) => {
      const [key, ration] = [keyOf(source), rations.get(keyOf(source))];
      const next = Math.max(at, free.get(key) ?? 0);
      if (ration !== undefined) free.set(key, next + ration.gapMs);
      return [source, next];
    }),
  );
}

/** The earliest moment at which something may be asked; undefined where nothing is awake. */
export function nextDueIn<T extends Of<RationedState>>(
  sources: readonly T[],
  hostOf: (source: T) => string,
  now: number,
): readonly Timing[] {
  const keyOf = rationersOf(sources, hostOf);
  const rations = rationsOf(sources, keyOf, now);
  return sources.map((source) => {
    const ration = rations.get(keyOf(source));
    const waits = ration !== undefined && ration.nextAt > now && isDue(source.state, now);
    return waits ? { ...source.state, nextDueAt: ration.nextAt } : source.state;
  });
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
