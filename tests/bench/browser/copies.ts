/** What the copier of the built extension keeps of the pages of a pack, by that pack's scorer, and how long it takes. */
import { existsSync } from 'node:fs';
import type { BrowserName, Driver } from '../../drive/driver';
import { startDriver } from '../../drive/start';
import { ownPage } from '../../e2e/follower';
import { COPIES_PACK, type CopiesCase, copiesCases, copiesPage, scoreCopies, servePages } from '../../fixtures/copies-pack';
import type { Row, Section } from '../section';

const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox'];
const COPIER = '/src/contexts/copier/copier.iife.js';
const GOAL = 170;

type Taken = Readonly<Record<string, string | number | boolean | undefined>>;

export const copies: Section = {
  name: 'copies: what is kept of the pages of the pack',
  async rows({ say, browsers }) {
    if (!existsSync(COPIES_PACK)) return [{ skipped: `needs ${COPIES_PACK}` }];
    const cases = copiesCases();
    const web = await servePages(new Map(cases.map((one) => [plain(one.url), copiesPage(one)])));
    const rows: Row[] = [];
    for (const name of BROWSERS.filter((each) => browsers.includes(each))) {
      const driver = await startDriver(name, { proxy: web.port });
      try {
        rows.push(await measured(driver, cases, (line) => say(`${name}: ${line}`)));
      } finally {
        await driver.stop();
      }
    }
    await web.stop();
    return rows;
  },
};

async function measured(driver: Driver, cases: readonly CopiesCase[], say: (line: string) => void): Promise<Row> {
  await driver.grantOrigins([...new Set(cases.map(({ url }) => `http://${new URL(url).hostname}/*`))]);
  const ours = await ownPage(driver);
  const results: Record<string, unknown> = {};
  const times: number[] = [];
  for (const { id, url } of cases) {
    const page = await driver.openPage(plain(url));
    const { taken, ms } = (await ours.eval(take, plain(url), COPIER)) as { readonly taken: Taken | undefined; readonly ms: number }; // as: what `take` gives
    await page.close();
    times.push(ms);
    results[id] = taken && asScored(taken);
  }
  const scored = await scoreCopies(cases, results);
  const checks = scored.flatMap((one) => one.checks);
  for (const one of scored) for (const { is, ok, why } of one.checks) if (!ok) say(`${one.id} ${is}: ${why}`);
  const passed = checks.filter(({ ok }) => ok).length;
  const sorted = times.toSorted((a, b) => a - b);
  return {
    browser: `${driver.name} ${driver.version}`,
    passed,
    of: checks.length,
    goal: `≥ ${GOAL}`,
    met: passed >= GOAL ? 'yes' : 'NO',
    'ms, median': Math.round(sorted[sorted.length >> 1] ?? 0),
    'ms, most': Math.round(sorted.at(-1) ?? 0),
  };
}

/** The pages stand there without encryption. */
const plain = (url: string): string => url.replace(/^https:/, 'http:');

function asScored({ html, title, author, publishedAt, canonical, language, direction, siteName, isPartial, next }: Taken) {
  const safe = (value: unknown) => (typeof value === 'string' ? value.replaceAll('http://', 'https://') : value);
  const date = typeof publishedAt === 'number' ? new Date(publishedAt).toISOString() : undefined;
  return {
    html: safe(html),
    title,
    author,
    date,
    canonical: safe(canonical),
    lang: language,
    dir: direction,
    site: siteName,
    partial: isPartial,
    next: safe(next),
  };
}

/** Sent to a page of ours as text: does as the background does. */
async function take(url: string, file: string) {
  const tab = (await chrome.tabs.query({})).find((each) => each.url === url);
  const target = { tabId: tab?.id ?? -1 };
  const startedAt = performance.now();
  await chrome.scripting.executeScript({ target, files: [file] });
  const [frame] = await chrome.scripting.executeScript({
    target,
    func: () => (globalThis as unknown as { takeCopy: () => Promise<never> }).takeCopy(),
  }); // as: the file has written it there
  return { taken: frame?.result, ms: performance.now() - startedAt };
}
