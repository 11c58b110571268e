/** What is kept of the pages of the pack, by its own scorer, in a real Chromium. What the built extension keeps of them is a table of the benchmark. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COPIES_PACK, copiesCases, copiesPage, pictureAt, scoreCopies } from '../../../fixtures/copies-pack';
import { CHROMIUM, pageReader } from '../../../fixtures/read-in-chromium';

const LEAST = 170; // of 173
const ENTRY = `
  import { takeCopyOf } from '/src/edge/dom/copy/take-copy';
  globalThis.readArticle = async () => (await takeCopyOf(document, () => undefined)).copy;`;
type Copy = Readonly<Record<string, string | number | boolean | undefined>>;

const missing = [COPIES_PACK, CHROMIUM].filter((path) => !existsSync(path));
if (missing.length > 0) console.log(`skipped: the pack of copies needs ${missing.join(' and ')}`);

test.skipIf(missing.length > 0)('a copy keeps what it must, and nothing that it must not', async () => {
  const cases = copiesCases();
  const { read, close } = await pageReader<Copy>(ENTRY);
  const results: Record<string, unknown> = {};
  for (const one of cases) {
    const { publishedAt, language, direction, siteName, isPartial, ...copy } = await read(copiesPage(one), one.url, pictureAt);
    const date = typeof publishedAt === 'number' ? new Date(publishedAt).toISOString() : undefined;
    results[one.id] = { ...copy, date, lang: language, dir: direction, site: siteName, partial: isPartial };
  }
  await close();
  const checks = (await scoreCopies(cases, results)).flatMap(({ id, checks: of }) => of.map((each) => ({ id, ...each })));
  const failed = checks.filter(({ ok }) => !ok).map(({ id, is, why }) => `${id} ${is}: ${why}`);
  console.log(`${checks.length - failed.length} of ${checks.length} checks`);
  expect(checks.length - failed.length, failed.join('\n')).toBeGreaterThanOrEqual(LEAST);
});
