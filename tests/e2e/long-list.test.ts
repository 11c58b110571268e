/** A list of hundreds: every row can be reached, also where the list is read again because commands were left behind for a worker that had died. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MadeUpWeb, startWeb } from '../drive/made-up-web';
import { followAt, ownPage, titlesOf } from './follower';
import { BROWSER, openList, pressButton, type Session, startSession } from './person';

const DIST = process.env['SIDELIGHT_DIST'];
const POSTS = 240;
const OPENINGS = 6; // five of six stopped at the first batch once

let session: Session;
let web: MadeUpWeb;
beforeAll(async () => {
  web = await startWeb();
  session = await startSession({ proxy: web.port, ...(DIST !== undefined && { dist: `${DIST}/${BROWSER}` }) });
  await session.driver.grantOrigins(['http://*/*']);
});
afterAll(async () => {
  await session?.stop();
  await web?.stop();
});

test(`${BROWSER}: the whole of Latest can be scrolled to, each time it is opened behind a worker that has to catch up`, async () => {
  const items = Array.from(
    { length: POSTS },
    (_, at) =>
      `<item><title>Post ${at}</title><link>http://long.example/${at}</link><guid>long-${at}</guid><pubDate>${new Date(Date.UTC(2026, 0, 1) - at * 3_600_000).toUTCString()}</pubDate></item>`,
  );
  const body = `<rss version="2.0"><channel><title>Long</title><link>http://long.example/</link>${items.join('')}</channel></rss>`;
  web.put('http://long.example/feed', { body, headers: { 'content-type': 'application/rss+xml' } });
  const ours = await ownPage(session.driver);
  const source = await followAt(ours, 'http://long.example/feed');
  expect(await titlesOf(ours, source.id)).toHaveLength(POSTS);

  for (let opening = 0; opening < OPENINGS; opening++) {
    const popup = await openList(session.driver);
    await session.driver.killWorker();
    await pressButton(popup, `Save: Post ${opening}`); // posted, and left behind by the reload
    await popup.reload();
    await popup.activate(); // in a tab that is not in front nothing is ever in sight
    await popup.until(() => document.querySelectorAll('.row').length > 0);
    const reached = await popup.until((wanted) => {
      const panel = document.querySelector('.panel');
      panel?.scrollTo(0, panel.scrollHeight);
      const titles = [...document.querySelectorAll('.row-title')].map((title) => title.textContent ?? '');
      return titles.length >= wanted ? titles : undefined;
    }, POSTS);
    const posts = reached.filter((title) => title.startsWith('Post '));
    expect(posts, `opening ${opening + 1}`).toEqual(Array.from({ length: POSTS }, (_, at) => `Post ${at}`));
  }
  expect(await session.driver.errors()).toEqual([]);
});
