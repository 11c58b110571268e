/** Backups and room as the options page is handed them in tests. */
import type { BackupNeeds, Looked, Room } from '../../../src/contexts/options/backup-needs';
import { ok } from '../../../src/core/problem';
import { NO_TALLY } from '../../../src/core/transfer/backup/tally';
import type { RestoreRow } from '../../../src/edge/store/database';

const MADE = Date.UTC(2026, 4, 2, 22);

export const ROOM: Room = {
  taken: { saved: 188e6, pictures: 127e6, followed: 74e6, index: 17e6, marks: 6e6 },
  ...{ rest: 2e6, quota: 9.8e9, left: 9.4e9 },
  going: { pictures: 88e6, copies: 120e6 },
};

export const LOOKED: Looked = {
  ...{ kind: 'found', madeAt: MADE, device: 'other', isOther: true, rowsInAll: 1300, leftOut: 0, faults: { parts: [], pictures: 0 } },
  tally: {
    ...NO_TALLY,
    changes: 53,
    counts: {
      ...NO_TALLY.counts,
      saved: { fresh: 31, changed: 6, same: 1167 },
      highlights: { fresh: 12, changed: 0, same: 1095 },
      notes: { fresh: 2, changed: 1, same: 88 },
      sources: { fresh: 0, changed: 1, same: 51 },
    },
    titles: [{ title: 'A clock for the harbour', how: 'fresh' }],
  },
};

export const restoreRow = (fields: Partial<RestoreRow> = {}): RestoreRow => ({
  ...{ id: MADE, state: 'done', madeAt: MADE, device: 'other', skipped: [], part: 1, row: 0 },
  ...{ rowsDone: 1300, rowsInAll: 1300, changed: 53, stayed: [] },
  ...fields,
});

export function fakeBackup(over: Partial<BackupNeeds> = {}): BackupNeeds {
  return {
    news: async () => ({ last: { at: MADE, bytes: 41.2e6, lastEvent: 1 }, kept: 3, since: { acts: 14, essays: 9, areMore: false } }),
    make: async () => ok({ at: MADE, bytes: 41.2e6, lastEvent: 1, file: new Blob(['x']) }),
    saveFile: () => {},
    look: async () => LOOKED,
    bringIn: async () => ok(undefined),
    before: async () => undefined,
    restore: async () => undefined,
    maySave: async () => true,
    requestSaving: async () => true,
    room: async () => ROOM,
    wait: () => new Promise((resolve) => setTimeout(resolve, 1)),
    ...over,
  };
}
