/** Every file of the pack of exports, where it is there: what it gives is what its expectations say. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { countImport, type ImportCounts } from '../../../src/core/transfer/counts';
import { readImport } from '../../../src/core/transfer/recognise';

type Expected = {
  readonly file: string;
  readonly format: string | null;
  readonly recognised: boolean;
  readonly counts?: Readonly<Record<string, number>>;
  readonly accept?: Readonly<Record<string, unknown>>;
  readonly dates?: readonly { readonly address: string; readonly added?: string; readonly precision?: string }[];
  readonly folderPaths?: readonly (readonly string[])[];
  readonly tagList?: readonly string[];
  readonly dropped?: readonly { readonly address: string; readonly reason: string }[];
  readonly survivors?: readonly {
    readonly address?: string;
    readonly title?: string;
    readonly tags?: readonly string[];
    readonly note?: string;
    readonly added?: string | null;
    readonly highlights?: readonly { readonly text: string; readonly note?: string; readonly made?: string }[];
  }[];
};

const PACK = new URL('../../../../shared/packs/imports/', import.meta.url);
const expectedFile = new URL('expected.json', PACK);
const files: readonly Expected[] = existsSync(expectedFile) ? JSON.parse(readFileSync(expectedFile, 'utf8')).files : [];
const here = files.filter(({ file }) => existsSync(new URL(`files/${file}`, PACK)));
if (here.length === 0) console.log('skipped: the pack of exports is not here');

/** Counts of the pack that are ours under another name. */
const OURS: Readonly<Record<string, keyof ImportCounts>> = { sources: 'looseTitles' };

test.skipIf(here.length === 0).each(here.map((each) => [each.file, each] as const))('%s', (_file, expected) => {
  const read = readImport(readFileSync(new URL(`files/${expected.file}`, PACK)));
  expect(read.ok ? read.value.format : null).toBe(expected.format);
  if (!read.ok) return;
  const counts: Readonly<Record<string, number>> = countImport(read.value.incoming);
  const isOpml = read.value.format === 'opml'; // its rows are feeds: what is left out of them is not counted by reason
  for (const [name, wanted] of Object.entries(expected.counts ?? {})) {
    const ours = counts[OURS[name] ?? name];
    if (ours === undefined || (isOpml && name.startsWith('dropped'))) continue;
    const accepted = expected.accept?.[name];
    const [least = wanted, most = wanted] = Array.isArray(accepted) ? (accepted as number[]) : []; // as: a range of the pack
    const also = name === 'highlights' && 'selection' in (expected.accept ?? {}) ? 1 : 0; // a selection may come in as a highlight
    expect([name, ours >= least && ours <= most + also, ours]).toEqual([name, true, ours]);
  }
  const { items, dropped } = read.value.incoming;
  const byAddress = new Map(items.map((item) => [item.url, item]));
  for (const { address, added, precision } of expected.dates ?? []) {
    if (added === undefined || added === null) continue;
    const at = byAddress.get(address)?.addedAt;
    const slack = precision === 'local' ? 14 * 3_600_000 : precision === 'day' ? 24 * 3_600_000 : 999;
    expect([address, Math.abs((at ?? 0) - Date.parse(added)) <= slack, at]).toEqual([address, true, at]);
  }
  for (const survivor of expected.survivors ?? []) {
    if (survivor.address === undefined || isOpml) continue;
    const item = byAddress.get(survivor.address);
    expect(item, survivor.address).toBeDefined();
    if (survivor.title !== undefined && survivor.title !== '') expect(item?.title).toBe(survivor.title);
    if (survivor.tags) expect([...(item?.tags ?? [])].sort()).toEqual([...survivor.tags].sort());
    if (survivor.note !== undefined) expect(item?.notes.join('\n\n')).toBe(survivor.note);
    if (survivor.added === null) expect(item?.addedAt).toBeUndefined();
    for (const { text, note, made } of survivor.highlights ?? []) {
      const highlight = item?.highlights.find((each) => each.text === text);
      expect(highlight, text).toBeDefined();
      if (note !== undefined) expect(highlight?.note).toBe(note);
      if (made !== undefined) expect(highlight?.madeAt).toBe(Date.parse(made));
    }
  }
  for (const { address, reason } of expected.dropped ?? [])
    expect(dropped.map((row) => `${row.reason} ${row.address}`)).toContain(`${reason} ${address}`);
  const paths = items.flatMap(({ folders }) => folders).map((path) => path.join(' / '));
  if (!isOpml) for (const path of expected.folderPaths ?? []) expect(paths).toContain(path.join(' / '));
  if (expected.tagList && !('tags' in (expected.accept ?? {})))
    expect([...new Set(items.flatMap(({ tags }) => tags))].sort()).toEqual([...expected.tagList].sort());
});

test.skipIf(here.length === 0)('nothing of the pack is left untried', () => {
  expect(here.length).toBeGreaterThanOrEqual(readdirSync(new URL('files/', PACK)).filter((name) => name !== 'big').length);
});
