import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Marks } from '../../../src/core/library/marks';
import { merge } from '../../../src/core/library/merge';
import { writeNote } from '../../../src/core/library/note';
import { nextStamp, type Stamp } from '../../../src/core/library/stamp';

const at = (now: number, device: string): Stamp => nextStamp(undefined, now, device);
const textsIn = ({ note, otherNotes = {} }: Marks): string[] =>
  [...(note ? [note] : []), ...Object.values(otherNotes)].map(([text]) => text);

describe('notes of two devices', () => {
  const shared = writeNote({}, 'shared', at(1, 'a'));
  const onA = writeNote(shared, 'from a', at(2, 'a'));
  const onB = writeNote(shared, 'from b', at(3, 'b'));

  test('written on both sides since, both are kept, the later one first', () => {
    expect(textsIn(merge(onA, onB))).toEqual(['from b', 'from a']);
  });
  test('written on one side only, the newer text replaces the older', () => {
    expect(textsIn(merge(shared, onB))).toEqual(['from b']);
    expect(textsIn(merge(shared, onA))).toEqual(['from a']);
  });
  test('written over both, one is left, and no old copy brings the others back', () => {
    const settled = writeNote(merge(onA, onB), 'settled', at(4, 'a'));
    expect(textsIn(settled)).toEqual(['settled']);
    expect(textsIn(merge(merge(settled, onB), merge(onA, shared)))).toEqual(['settled']);
  });
  test('emptied stays empty when an old copy comes back', () => {
    expect(textsIn(merge(writeNote(shared, '', at(5, 'b')), shared))).toEqual(['']);
  });
});

/** Three devices write and meet in any order; each note remembers which earlier ones its writer had before their eyes. */
test('a note is gone exactly when somebody wrote over it, knowing it', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('write' as const), device: fc.nat(2) }),
    fc.record({ kind: fc.constant('meet' as const), device: fc.nat(2), other: fc.nat(2) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30, size: 'max' }), (steps) => {
      const copies: Marks[] = [{}, {}, {}];
      const known: Set<string>[] = [new Set(), new Set(), new Set()]; // every note that ever reached the device
      const writtenOver = new Set<string>();
      steps.forEach((each, i) => {
        const mine = copies[each.device] ?? {};
        if (each.kind === 'write') {
          for (const text of textsIn(mine)) writtenOver.add(text);
          copies[each.device] = writeNote(mine, `note ${i}`, at(i, `device-${each.device}`));
          known[each.device]?.add(`note ${i}`);
        } else {
          copies[each.device] = merge(mine, copies[each.other] ?? {});
          for (const text of known[each.other] ?? []) known[each.device]?.add(text);
        }
      });
      const all = copies.reduce(merge);
      const everywhere = new Set(known.flatMap((texts) => [...texts]));
      expect(textsIn(all).sort()).toEqual([...everywhere].filter((text) => !writtenOver.has(text)).sort());
    }),
  );
});
