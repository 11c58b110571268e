/**
 * When each setting was last set, so that two copies of a library can be joined: a setting by itself, a list entry by entry, for what is on a list of
 * one machine must not go because another list was changed later. Pure; the desk keeps them beside the settings.
 */
import { DEFAULT_SETTINGS, readSettings, type Settings } from '../settings';
import { compareStamps, firstStampAt, hear, nextStamp, readStamp, type Stamp, stampDevice } from './stamp';

/** By the name of the setting, or of the list and its entry. One without a stamp is as it came. */
export type SettingStamps = Readonly<Record<string, Stamp>>;
export type Stamping = { readonly settings: Settings; readonly stamps: SettingStamps };

type Values = Readonly<Record<string, unknown>>;
const BEFORE_STAMPS = /* @__PURE__ */ firstStampAt(0); // of what was set before settings had stamps: any later act holds over it
const BETWEEN = '/';

export function readStamps(raw: unknown): SettingStamps {
  if (typeof raw !== 'object' || raw === null) return {};
  const pairs = Object.entries(raw).flatMap(([name, value]) => {
    const stamp = readStamp(value);
    return stamp === undefined ? [] : [[name, stamp] as const];
  });
  return Object.fromEntries(pairs);
}

/** The stamps after a change: what changed bears this one, or one just after its own where that is later. */
export function stampChanges(before: Settings, after: Settings, stamps: SettingStamps, stamp: Stamp): SettingStamps {
  const [was, is] = [told(before), told(after)];
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name));
  if (changed.length === 0) return stamps;
  return { ...stamps, ...Object.fromEntries(changed.map((name) => [name, over(own(stamps, name), stamp)])) };
}

function over(previous: Stamp | undefined, stamp: Stamp): Stamp {
  return previous === undefined || compareStamps(stamp, previous) > 0 ? stamp : nextStamp(previous, 0, stampDevice(stamp));
}

/** The stamp for a change of this device. One that another's wrong clock gave is not followed. */
export function settingStamp(stamps: SettingStamps, now: number, device: string): Stamp {
  const last = Object.values(stamps).reduce<Stamp | undefined>((latest, each) => hear(latest, each, now), undefined);
  return nextStamp(last, now, device);
}

/** What was set before there were stamps differs from how Sidelight comes, and counts as set, long ago. */
export function stampsOfOld(settings: Settings): SettingStamps {
  return stampChanges(DEFAULT_SETTINGS, settings, {}, BEFORE_STAMPS);
}

/** The same in any order, any number of times and in any grouping, but for the order of lists. */
export function joinSettings(a: Stamping, b: Stamping): Stamping {
  const [ofA, ofB] = [told(a.settings), told(b.settings)];
  const names = [...new Set([...ofA.keys(), ...ofB.keys(), ...Object.keys(a.stamps), ...Object.keys(b.stamps)])].sort();
  const isOfB = new Map(names.map((name) => [name, isLater(name, a, b, ofA, ofB)]));
  const stamps = names.flatMap((name) => {
    const stamp = (isOfB.get(name) ? b : a).stamps[name];
    return stamp === undefined ? [] : [[name, stamp] as const];
  });
  const values = Object.keys(a.settings).map((field) => [field, joinField(field, a.settings, b.settings, isOfB)]);
  return { settings: readSettings(Object.fromEntries(values)), stamps: Object.fromEntries(stamps) };
}

type Told = ReadonlyMap<string, string>;

/** Whether what `b` says of this holds. Where neither was set, what is on a list of either stays on it. */
function isLater(name: string, a: Stamping, b: Stamping, ofA: Told, ofB: Told): boolean {
  const [stampA, stampB] = [own(a.stamps, name), own(b.stamps, name)];
  const order =
    stampA === undefined || stampB === undefined
      ? Number(stampA !== undefined) - Number(stampB !== undefined)
      : compareStamps(stampA, stampB);
  if (order !== 0) return order < 0;
  const [saysA, saysB] = [ofA.get(name) ?? '', ofB.get(name) ?? ''];
  return saysA < saysB;
}

function joinField(field: string, a: Settings, b: Settings, isOfB: ReadonlyMap<string, boolean>): unknown {
  const [valueA, valueB] = [(a as Values)[field], (b as Values)[field]]; // as: one way for every setting
  if (!Array.isArray(valueA) || !Array.isArray(valueB)) return isOfB.get(field) ? valueB : valueA;
  const stays = (entry: unknown): boolean => ((isOfB.get(nameOf(field, entry)) ? valueB : valueA) as unknown[]).includes(entry); // as: both were just seen to be lists
  const inA = valueA.filter(stays);
  const inB = valueB.filter(stays);
  if (inB.length === valueB.length && inA.every((entry) => inB.includes(entry))) return inB;
  return [...inA, ...inB.filter((entry) => !inA.includes(entry))];
}

/** Each thing that can be set, and what it says. */
function told(settings: Settings): Told {
  return new Map(
    Object.entries(settings).flatMap(([field, value]): (readonly [string, string])[] =>
      Array.isArray(value) ? value.map((entry) => [nameOf(field, entry), 'on'] as const) : [[field, JSON.stringify(value) ?? ''] as const],
    ),
  );
}

const nameOf = (list: string, entry: unknown): string => `${list}${BETWEEN}${String(entry)}`;
const own = (stamps: SettingStamps, name: string): Stamp | undefined => (Object.hasOwn(stamps, name) ? stamps[name] : undefined);
