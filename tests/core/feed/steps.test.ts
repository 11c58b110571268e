/** Work in steps comes to what it comes to in one go, wherever it is cut. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Essay, SourceId } from '../../../src/core/essay';
import { postSteps, postsOf } from '../../../src/core/feed/essays';
import { mergePosts, mergeSteps } from '../../../src/core/feed/merge';
import { listingSteps, readListing } from '../../../src/core/feed/page/listing';
import { parseFeed, parseFeedPaced } from '../../../src/core/feed/parse';
import { plainText } from '../../../src/core/feed/plain-text';
import { drained, paced, type Steps } from '../../../src/core/feed/steps';

const site = { siteUrl: 'https://shore.example/' };
const always = () => ({ now: () => 0, sliceMs: 0, yieldNow: async () => {} }); // a turn after every step

function* counting(to: number): Steps<number> {
  for (let at = 0; at < to; at++) yield;
  return to;
}

const words = fc.constantFrom('tide', 'mud & silt', 'naïve', '“low”', '  ', '\n', '<b>', '&nbsp;');
const markup = fc
  .array(fc.tuple(fc.constantFrom('p', 'li', 'a href="/x?a=1&amp;b=2"', "img src='../y.png'", 'script', 'em'), words), { maxLength: 8 })
  .map((pieces) => pieces.map(([tag, word]) => `<${tag}>${word}</${tag.split(' ')[0]}>`).join('\r\n'));
const entry = fc.record({ title: words, link: fc.nat(40), guid: fc.nat(40), markup, isEscaped: fc.boolean() });

const escaped = (html: string) => html.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const feed = fc.array(entry, { maxLength: 60 }).map((entries) => {
  const items = entries.map(
    ({ title, link, guid, markup: html, isEscaped }) =>
      `<item><title>${escaped(title)}</title><link>/${link}</link><guid>g${guid}</guid><description>${isEscaped ? escaped(html) : `<![CDATA[${html}]]>`}</description></item>`,
  );
  return new TextEncoder().encode(
    `<rss version="2.0"><channel><title>t</title><link>https://shore.example/</link>${items.join('')}</channel></rss>`,
  );
});

describe('turns change nothing', () => {
  test('from the bytes of a feed to what is new in it', async () => {
    await fc.assert(
      fc.asyncProperty(feed, fc.nat(60), async (bytes, half) => {
        const origin = { url: 'https://shore.example/feed' };
        const reading = parseFeed(bytes, origin);
        expect(await parseFeedPaced(bytes, origin, always())).toEqual(reading);
        if (!reading.ok) return;
        const posts = postsOf(reading.value.feed, site);
        expect(await paced(postSteps(reading.value.feed, site), always())).toEqual(posts);
        const source = { id: 'shore' as SourceId, kind: 'feed' } as const; // as: made up
        const essays: readonly Essay[] = mergePosts(source, posts.slice(0, half), { essays: [], aliases: new Map() }, 1).added;
        const known = { essays, aliases: new Map() };
        expect(await paced(mergeSteps(source, posts, known, 2), always())).toEqual(mergePosts(source, posts, known, 2));
      }),
      { numRuns: 60 },
    );
  });

  test('a page that lists posts', async () => {
    const posts = Array.from(
      { length: 300 },
      (_, at) => `<li><h2><a href="/${at}">What the ${at}th tide left</a></h2><p>Some mud.</p></li>`,
    );
    const html = `<main><ul>${posts.join('')}</ul></main>`;
    expect(await paced(listingSteps(html, site.siteUrl), always())).toEqual(readListing(html, site.siteUrl));
  });

  test('work is given up at its limit, and turns are not work', async () => {
    let clock = 0;
    const yieldNow = async () => {
      clock += 1_000;
    };
    const turns = { now: () => clock++, sliceMs: 3, yieldNow };
    expect(await paced(counting(50), turns, { budgetMs: 100, otherwise: -1 })).toBe(50);
    expect(await paced(counting(500), turns, { budgetMs: 100, otherwise: -1 })).toBe(-1);
    expect(drained(counting(500))).toBe(500);
  });
});

describe('where long markup is cut in pieces does not show', () => {
  const long = '<p>Low &amp; high <em>water</em>,\r\n<a href="/x">caf&eacute;</a></p><script>no()</script>'.repeat(1_000);
  const shifts = Array.from({ length: 60 }, (_, at) => `<!--${'x'.repeat(at)}-->`); // each moves every border by one character

  test('in plain text', () => {
    const text = plainText(long);
    expect(text.startsWith('Low & high water, café\nLow')).toBe(true);
    for (const shift of shifts) expect(plainText(shift + long)).toBe(text);
  });

  test('in a listing', () => {
    const html = Array.from({ length: 1_000 }, (_, at) => `<h2><a href="/p/${at}">The ${at}th caf&eacute; of the shore</a></h2>`).join('');
    const listing = readListing(html, site.siteUrl);
    expect(listing.ok && listing.value.feed.entries.length).toBe(500);
    for (const shift of shifts) expect(readListing(shift + html, site.siteUrl)).toEqual(listing);
  });
});
