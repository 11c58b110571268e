/** What it takes to save a real page: until its copy is kept, and the longest time for which the page gave nobody a turn. Their text is the pack's. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page, Screen } from '../../drive/driver';
import type { Row } from '../section';
import { HERE, row, type Stage } from './stage';

const PACK = join(process.cwd(), '..', 'shared', 'packs', 'robustness', 'pages-real', 'files');
const PAGES = 16;
/** As saved: nothing is fetched, no script of theirs runs, what they say of their look holds. */
const HEADERS = { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" };

type Saved = { readonly answered: number; readonly kept: number; readonly longest: number; readonly longestBefore: number }; // ms

export async function saving({ driver, server, say }: Stage, ours: Screen): Promise<readonly Row[]> {
  if (!existsSync(PACK)) {
    say(`skipped: there is no pack at ${PACK}`);
    return [];
  }
  const files = readdirSync(PACK).filter((file) => file.endsWith('.html.gz') && !file.includes('expected'));
  const step = Math.max(1, Math.floor(files.length / PAGES));
  await driver.grantOrigins([HERE]);
  const all: Saved[] = [];
  for (const file of files.filter((_, at) => at % step === 0).slice(0, PAGES)) {
    const body = gunzipSync(readFileSync(join(PACK, file))).toString('utf8');
    const page = await driver.openPage(server.serve(`/save/${file}`, { body, headers: HEADERS }));
    all.push(await saved(page, ours));
    await page.close();
  }
  return [
    row(
      `saving one of ${all.length} real pages → its copy is kept, ms`,
      all.map(({ kept }) => kept),
      400,
    ),
    row(
      '  → answered: it is saved',
      all.map(({ answered }) => answered),
    ),
    row(
      '  the longest that the page gave nobody a turn',
      all.map(({ longest }) => longest),
      undefined,
      undefined,
      50,
    ),
    row(
      '  the same before, when nobody saved',
      all.map(({ longestBefore }) => longestBefore),
    ),
  ];
}

async function saved(page: Page, ours: Screen): Promise<Saved> {
  const url = await page.url();
  const tabId = await ours.eval(async (address) => (await chrome.tabs.query({})).find((tab) => tab.url === address)?.id ?? -1, url);
  await page.eval(watchTurns);
  await page.eval(() => new Promise((resolve) => setTimeout(resolve, 500)));
  const longestBefore = await page.eval(longestTurn);
  const { answered, kept } = await ours.eval(
    async (id, address) => {
      const from = performance.now();
      const done = await chrome.runtime.sendMessage({ name: 'saveTab', ask: { tabId: id, page: { address }, from: 'popup' } });
      const after = performance.now() - from;
      await chrome.runtime.sendMessage({ name: 'whenCopied', ask: { essayId: done.value.essayId } });
      return { answered: after, kept: performance.now() - from };
    },
    tabId,
    url,
  );
  return { answered, kept, longest: await page.eval(longestTurn), longestBefore };
}

/** These are sent as text into the page. A page that is busy lets no message of its own through. Firefox gives each of them a world of its own: they share an attribute. */
function watchTurns(): void {
  const root = document.documentElement;
  const channel = new MessageChannel();
  let last = performance.now();
  channel.port1.onmessage = () => {
    const now = performance.now();
    if (now - last > Number(root.getAttribute('data-longest') ?? 0)) root.setAttribute('data-longest', String(now - last));
    last = now;
    setTimeout(() => channel.port2.postMessage(0));
  };
  channel.port2.postMessage(0);
}

function longestTurn(): number {
  const root = document.documentElement;
  const longest = Number(root.getAttribute('data-longest') ?? 0);
  root.setAttribute('data-longest', '0');
  return longest;
}
