/** What the keeper holds is measured in a process of its own: only there can all that is free be counted as free. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inChild } from '../bench/child';

const COUNT = { summaries: 1_200, texts: 400 };
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidelight-keeper-'));
  const words = (from: number) => Array.from({ length: 60 }, (_, i) => `w${(from * 31 + i * i * 17) % 4_001}x`).join(' ');
  const lines = Array.from({ length: COUNT.summaries }, (_, at) =>
    JSON.stringify({ id: `e${at}`, title: words(at).slice(0, 40), summary: words(at) }),
  );
  writeFileSync(join(folder, 'essays.jsonl'), lines.join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(['summaries', 'texts'] as const)(
  'after building and growing, the keeper of %s holds little more than one that has just opened the index',
  async (what) => {
    const said: string[] = [];
    const measured = await inChild('index/keeper.ts', [what, join(folder, 'essays.jsonl'), String(COUNT[what])], (line) => said.push(line));
    expect(said).toEqual([]);
    expect(measured?.['freshMb']).toBeGreaterThan(0.1);
    expect(measured?.['times']).toBeLessThan(1.5);
  },
  120_000,
);
