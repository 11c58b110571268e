/** What the content script costs the main thread of real pages. Their text is the pack's; where it is absent nothing is measured. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page, Screen } from '../../drive/driver';
import { ask, ownPage } from '../../e2e/follower';
import type { BenchEssay } from '../essays';
import type { Row } from '../section';
import { fill, untilIndexed } from './library';
import type { Work } from './probed';
import { HERE, row, type Stage, wordsOf } from './stage';

const PACK = join(process.cwd(), '..', 'shared', 'packs', 'robustness', 'pages-real', 'files');
const LEFT_ALONE_MS = 3_000; // a page that has not been asked about by then is left alone
/** As saved: nothing is fetched, no script of theirs runs, what they say of their look holds. */
const HEADERS = { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" };

type RealPage = { readonly name: string; readonly html: string };

export async function realPages({ driver, server, say }: Stage): Promise<readonly Row[]> {
  if (!existsSync(PACK)) {
    say(`skipped: there is no pack at ${PACK}`);
    return [];
  }
  const all = readdirSync(PACK)
    .filter((file) => file.endsWith('.html.gz') && !file.includes('expected'))
    .map((file): RealPage => ({ name: file, html: gunzipSync(readFileSync(join(PACK, file))).toString('utf8') }));
  const ours = await ownPage(driver);
  await ask(ours, 'setMarks', { origins: [HERE], on: true });
  await driver.grantOrigins([HERE]);
  await ours.until(async () => (await chrome.scripting.getRegisteredContentScripts()).length > 0);
  await fill(driver, ours, server, speakingTo(all));
  const first = server.serve('/first.html', { body: all[0]?.html ?? '', headers: HEADERS });
  const page = await driver.openPage(first);
  await untilIndexed(ours, page, all.length);
  say(`reading ${all.length} pages`);
  const works: Work[] = [];
  for (const { name, html } of all) {
    const address = server.serve(`/${name}`, { body: html, headers: HEADERS });
    works.push(await workOn(page, ours, address));
  }
  const done = works.filter(({ isDone }) => isDone);
  const marked = done.flatMap(({ restyled }) => restyled ?? []);
  const longest = works.map(({ pieces }) => Math.max(...pieces));
  return [
    row(`main thread, a page of ${works.length}, ms`, works.map(sumOf), 10, 40),
    row('  its longest piece', longest, undefined, undefined, 50),
    row(
      '  its first run',
      works.map(({ pieces }) => pieces[0] ?? 0),
    ),
    row(`  on the ${done.length} that were asked about`, done.map(sumOf)),
    row(`  the page's styles anew, on the ${marked.length} with marks`, marked),
  ];
}

const sumOf = ({ pieces }: Work): number => pieces.reduce((sum, ms) => sum + ms, 0);

async function* speakingTo(all: readonly RealPage[]): AsyncGenerator<BenchEssay> {
  for (const { name, html } of all) {
    const words = wordsOf(html);
    yield { id: name, title: words.slice(0, 8).join(' '), summary: words.slice(200, 400).join(' ') };
  }
}

export async function workOn(page: Page, ours: Screen, address: string, patienceMs = LEFT_ALONE_MS): Promise<Work> {
  await page.goto(address);
  const startedAt = Date.now();
  for (;;) {
    const work = await ours.eval(async (url) => {
      const tab = (await chrome.tabs.query({})).find((each) => each.url === url);
      const func = (): unknown => {
        const { sidelightWork } = globalThis as { readonly sidelightWork?: object };
        return sidelightWork && JSON.parse(JSON.stringify(sidelightWork));
      };
      const [frame] = await chrome.scripting.executeScript({ target: { tabId: tab?.id ?? 0 }, func });
      return frame?.result as unknown as Work | undefined; // as: what probed.ts keeps
    }, address);
    if (work?.isDone || (work && Date.now() - startedAt > patienceMs)) return work;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
