/** Bringing in as the options page is handed it in tests: a workshop that has looked at a file. */
import type { BringNeeds } from '../../../src/contexts/options/bring-needs';
import { ok } from '../../../src/core/problem';
import { countImport } from '../../../src/core/transfer/counts';
import type { IncomingItem } from '../../../src/core/transfer/incoming';
import type { RestoreRow } from '../../../src/edge/store/database';
import type { AskWorkshop, Looked, Weighed } from '../../../src/messages/workshop';

const AT = Date.UTC(2026, 4, 2, 22);
const item = (fields: Partial<IncomingItem>): IncomingItem => ({
  ...{
    url: 'https://shelf.example/a',
    title: 'A clock for the harbour',
    isFavourite: false,
    tags: [],
    folders: [],
    notes: [],
    highlights: [],
  },
  ...fields,
});

export const WEIGHED: Weighed = {
  verdicts: { fresh: 2, changed: 1, same: 1 },
  rows: [
    {
      ...{ title: 'A clock for the harbour', url: 'https://shelf.example/a', savedAt: AT, isArchived: true, tags: ['sea'] },
      ...{ highlights: 2, hasText: true, verdict: 'fresh' },
    },
  ],
};

const counts = countImport({
  items: [item({ state: 'archived', addedAt: AT, tags: ['sea'] }), item({}), item({}), item({})],
  ...{ feeds: [], loose: [], dropped: [], passwordsDropped: 0 },
});

export const LOOKED_AT: Extract<Looked, { kind: 'found' }> = {
  ...{ kind: 'found', counts, feeds: [], hasFolders: true },
  files: [{ name: 'pocket.zip', format: 'pocket-zip' }],
  dropped: [{ reason: 'not-http', count: 1, first: [{ address: 'javascript:void 0', title: 'A trick', reason: 'not-http' }] }],
  ...WEIGHED,
};

export const importRow = (fields: Partial<RestoreRow> = {}): RestoreRow => ({
  ...{ id: AT, state: 'done', madeAt: AT, device: 'import', skipped: [], part: 1, row: 0 },
  ...{ rowsDone: 4, rowsInAll: 4, changed: 3, fresh: 2, stayed: [] },
  brought: { names: ['pocket.zip'], formats: ['pocket-zip'], pages: 4, highlights: 2, texts: 1, left: 1, followed: [] },
  ...fields,
});

/** `answers`: what the workshop says in place of the usual. */
export function fakeBring(over: Partial<BringNeeds> = {}, answers: Readonly<Record<string, unknown>> = {}): BringNeeds {
  const usual: Readonly<Record<string, unknown>> = {
    look: LOOKED_AT,
    weigh: WEIGHED,
    shelve: ok({ rowsInAll: 4 }),
    left: { csv: 'address' },
    letGo: 'gone',
  };
  return {
    workshop: (async (name: string) => answers[name] ?? usual[name]) as unknown as AskWorkshop, // as: what is above keeps the contract
    imports: async () => [],
    saveFile: () => {},
    wait: () => new Promise((resolve) => setTimeout(resolve, 1)),
    ...over,
  };
}
