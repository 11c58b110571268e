/** Hybrid logical clock stamps: they order acts across devices, even where a clock is wrong. */

/** 12 hex digits of ms, 4 hex digits of counter, then the device id; compared as text. */
export type Stamp = string & { readonly __brand: 'Stamp' };

/** A clock further ahead than this is wrong: its stamps are kept where they are, but no other clock follows them. */
export const MAX_AHEAD_MS = 24 * 60 * 60 * 1000;

const MS_DIGITS = 12;
const COUNTER_DIGITS = 4;
const DEVICE_AT = MS_DIGITS + COUNTER_DIGITS;
const MAX_COUNTER = 0xffff;
const DEVICE = /^[0-9a-z-]{1,64}$/;
const SHAPE = /^[0-9a-f]{16}[0-9a-z-]{1,64}$/;

export function isDevice(raw: unknown): raw is string {
  return typeof raw === 'string' && DEVICE.test(raw);
}

export function readStamp(raw: unknown): Stamp | undefined {
  return typeof raw === 'string' && SHAPE.test(raw) ? (raw as Stamp) : undefined; // as: SHAPE is what a stamp is
}

export function stampTime(stamp: Stamp): number {
  return Number.parseInt(stamp.slice(0, MS_DIGITS), 16);
}

export function stampDevice(stamp: Stamp): string {
  return stamp.slice(DEVICE_AT);
}

/** Negative if `a` is earlier, 0 if they are the same stamp. */
export function compareStamps(a: Stamp, b: Stamp): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/**
 * The stamp of an act of `device`, later than `last` whatever the clock says: a clock that stands still or goes back only moves the counter,
 * and a full counter borrows one millisecond.
 *
 * Units   now in ms since 1970, UTC.
 * Errors  RangeError for a `now` or a device that no stamp can hold: both are ours.
 */
export function nextStamp(last: Stamp | undefined, now: number, device: string): Stamp {
  if (!isDevice(device)) throw new RangeError(`"${device}" is no device id`);
  const lastTime = last === undefined ? -1 : stampTime(last);
  if (last === undefined || now > lastTime) return stampOf(now, 0, device);
  const counter = Number.parseInt(last.slice(MS_DIGITS, DEVICE_AT), 16) + 1;
  return counter > MAX_COUNTER ? stampOf(lastTime + 1, 0, device) : stampOf(lastTime, counter, device);
}

/** The lowest stamp of a moment: every act from then on is later. */
export function firstStampAt(at: number): Stamp {
  return stampOf(at, 0, '0');
}

/** What a device's clock follows once it has heard a stamp of another one. One that is too far ahead is not followed. */
export function hear(last: Stamp | undefined, heard: Stamp, now: number): Stamp | undefined {
  if (stampTime(heard) > now + MAX_AHEAD_MS) return last;
  return last !== undefined && compareStamps(last, heard) > 0 ? last : heard;
}

function stampOf(time: number, counter: number, device: string): Stamp {
  if (!(time >= 0 && time < 16 ** MS_DIGITS)) throw new RangeError(`${time} is no time a stamp can hold`);
  const digits = Math.floor(time).toString(16).padStart(MS_DIGITS, '0') + counter.toString(16).padStart(COUNTER_DIGITS, '0');
  return `${digits}${device}` as Stamp; // as: this is how a stamp is written
}
