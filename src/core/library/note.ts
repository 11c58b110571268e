/**
 * Notes, where two devices may write without knowing of each other: both texts are kept until somebody writes over both.
 * Each device has at most one standing note, and `notesReplaced` says which notes a later writer had seen, so that only those go.
 */
import type { Marks, Stamped } from './marks';
import { compareStamps, type Stamp, stampDevice } from './stamp';

type Notes = Pick<Marks, 'note' | 'otherNotes' | 'notesReplaced'>;
type Replaced = Readonly<Record<string, Stamp>>;

/** The note now reads `text`: it replaces everything that stood there, and nothing that was written elsewhere meanwhile. */
export function writeNote(marks: Marks, text: string, stamp: Stamp): Marks {
  const seen = Object.fromEntries(standing(marks).map(([, written]) => [stampDevice(written), written]));
  const { otherNotes: _, ...rest } = marks;
  return { ...rest, note: [text, stamp], ...named('notesReplaced', laterOfEach(marks.notesReplaced ?? {}, seen)) };
}

export function mergeNotes(a: Notes, b: Notes): Notes {
  const replaced = laterOfEach(a.notesReplaced ?? {}, b.notesReplaced ?? {});
  const latest = new Map<string, Stamped<string>>();
  for (const written of [...standing(a), ...standing(b)].sort(newestFirst)) {
    const device = stampDevice(written[1]);
    const over = Object.hasOwn(replaced, device) ? replaced[device] : undefined;
    if (!latest.has(device) && (over === undefined || compareStamps(written[1], over) > 0)) latest.set(device, written);
  }
  const [note, ...others] = latest.values();
  return {
    ...(note && { note }),
    ...named('otherNotes', Object.fromEntries(others.map((other) => [stampDevice(other[1]), other]))),
    ...named('notesReplaced', replaced),
  };
}

const standing = ({ note, otherNotes = {} }: Notes): Stamped<string>[] => [...(note ? [note] : []), ...Object.values(otherNotes)];

/** One stamp with two texts cannot be, unless a file was edited by hand; then the order of the texts decides, the same on every device. */
function newestFirst(a: Stamped<string>, b: Stamped<string>): number {
  return compareStamps(b[1], a[1]) || (a[0] === b[0] ? 0 : a[0] > b[0] ? -1 : 1);
}

function laterOfEach(a: Replaced, b: Replaced): Replaced {
  const later = new Map(Object.entries(a));
  for (const [device, stamp] of Object.entries(b)) {
    const known = later.get(device);
    if (known === undefined || compareStamps(stamp, known) > 0) later.set(device, stamp);
  }
  return Object.fromEntries(later);
}

/** A field that is absent rather than empty, so that equal marks look equal. */
function named<N extends string, T extends object>(name: N, value: T): { readonly [K in N]?: T } {
  return Object.keys(value).length === 0 ? {} : ({ [name]: value } as { [K in N]: T }); // as: a computed key widens to string
}
