/** Pages on which something stands, comes or goes that nothing is marked beside, with a library that speaks to them: our own, and the pack's where it is. */
import { existsSync, readFileSync } from 'node:fs';

/** What is seen after each moment has come: marks, or none. A page's clock stands still until a test lets it go on. */
type Moment = readonly [afterMs: number, isMarked: boolean];
export type BesidePage = { readonly name: string; readonly html: string; readonly moments: readonly Moment[] };
export type BesideSet = { readonly name: string; readonly host: string; readonly library: string; readonly pages: readonly BesidePage[] };

const MOMENTS: Readonly<Record<string, readonly Moment[]>> = {
  'edited-later': [
    [0, true],
    [4_000, false],
  ],
  'password-in-shadow-later': [
    [0, true],
    [4_000, false],
  ],
  'password-dialog-closed-again': [
    [0, true],
    [4_000, false],
    [6_500, true],
  ],
  'password-hidden-login': [[0, true]],
  'mail-being-read': [[0, false]],
  'bank-with-prose': [[0, false]],
};

const PROSE = [
  'The beekeeper on our hill opens the hives only when the lime trees flower, because he says that a colony which is looked at too often forgets what it was about.',
  'A swarm hung in the plum tree one June, and he shook it into a straw basket with the same care with which others take a cake out of the oven.',
  'In winter the bees form a ball around their queen and tremble, and whoever lays an ear to the hive in January hears that the cold is kept out by trembling alone.',
  'The honey from the heath was dark and would not leave the combs, so he pressed it through linen, and the wax went to the church and came back as candles.',
  'When the mites came he lost eleven colonies in one autumn, and from then on he counted what fell on the board under each hive and wrote it down on the lid.',
];
const paragraphs = PROSE.map((one) => `<p>${one}</p>`).join('\n');
const page = (body: string, later = ''): string =>
  `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Bees</title></head><body>${body}</body></html>${later && `<script>${later}</script>`}`;
const article = `<article><h1>The hives on the hill</h1>${paragraphs}</article>`;

const OWN_PAGES: Readonly<Record<string, string>> = {
  'edited-later': page(article, `setTimeout(() => document.querySelector('article').setAttribute('contenteditable', 'true'), 4000)`),
  'password-in-shadow-later': page(
    article,
    `setTimeout(() => {
      const door = document.createElement('bee-door');
      door.attachShadow({ mode: 'open' }).innerHTML = '<form><input type="password"></form>';
      document.body.append(door);
    }, 4000)`,
  ),
  'password-dialog-closed-again': page(
    `${article}<section></section>`,
    `const box = document.querySelector('section');
     setTimeout(() => { box.innerHTML = '<form><input type="password"></form>'; }, 4000);
     setTimeout(() => { box.replaceChildren(); }, 6500)`,
  ),
  'password-hidden-login': page(
    `<nav><div style="height:0;overflow:hidden"><input name="who"><input type="password"></div></nav>${article}`,
  ),
  'mail-being-read': page(
    `<div role="main"><h2>From the hill</h2>${paragraphs}<div contenteditable="true" role="textbox" aria-label="Reply"></div></div>`,
  ),
  'bank-with-prose': page(
    `<h1>Honey account</h1><p>Left: 12.10</p><form><input autocomplete="one-time-code"><input autocomplete="cc-number"></form><main>${paragraphs}</main>`,
  ),
};

const OWN_LIBRARY = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Hill</title><link>http://hill.example/</link><item><title>What a hive knows</title><link>http://hill.example/hive</link><guid>h1</guid><content:encoded><![CDATA[<p>The beekeeper opens a hive when the lime trees flower, and no sooner; a colony that is looked at too often forgets itself. A swarm in a plum tree is shaken into a basket.</p><p>In winter the bees tremble around their queen, and the ball of bees keeps the cold out of the hive. The heath gives dark honey, which is pressed out of the combs; the wax becomes candles.</p><p>Mites took the colonies in autumn. Count what falls on the board under each hive, and write it on the lid.</p>]]></content:encoded></item><item><title>On patching roofs</title><link>http://hill.example/roofs</link><guid>h2</guid><content:encoded><![CDATA[<p>Slate breaks where the nail was driven home in anger. Lead is dressed with wood, never with iron, and moss is left alone until the frost has gone.</p>]]></content:encoded></item></channel></rss>`;

const PACK = '../shared/packs/cases/pages';
const isPackHere = existsSync(`${PACK}/library.xml`);
if (!isPackHere) console.log(`skipped: ${PACK} is not on this machine`);
const packed = (file: string): string => readFileSync(`${PACK}/${file}`, 'utf8');

/** What the page does later waits for `letGo`; what it does at once goes on as ever. */
const HOLD = `<script>{
  const [slow, held] = [window.setTimeout, []];
  window.setTimeout = (run, ms = 0, ...given) => (ms < 1000 ? slow(run, ms, ...given) : held.push([ms, run]));
  window.letGo = (until) => { for (const [ms, run] of held.splice(0)) if (ms <= until) run(); else held.push([ms, run]); };
}</script>`;

function setOf(name: string, host: string, library: string, htmlOf: (page: string) => string): BesideSet {
  const pages = Object.entries(MOMENTS).map(([each, moments]) => ({
    name: each,
    html: htmlOf(each).replace('<head>', `<head>${HOLD}`),
    moments,
  }));
  return { name, host, library, pages };
}

export const BESIDE: readonly BesideSet[] = [
  setOf('our own', 'hill.example', OWN_LIBRARY, (each) => OWN_PAGES[each] ?? ''),
  ...(isPackHere ? [setOf('the pack', 'lib.example', packed('library.xml'), (each) => packed(`${each}.html`))] : []),
];
