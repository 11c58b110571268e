import { expect, test } from 'vitest';
import { refreshTarget } from '../../../../src/core/feed/page/refresh-target';

const OLD = 'https://old.example/feeds/default?alt=rss';
const at = (html: string) => refreshTarget(new TextEncoder().encode(html), OLD);
const page = (content: string) =>
  `<!doctype html><title>Moved</title><meta http-equiv="Refresh" content="${content}"><a href="/x">here</a>`;

test.each([
  ['an address of the site', page('0;url=/new/feed.xml'), 'https://old.example/new/feed.xml'],
  ['another site', page('2; URL=https://new.example/feed'), 'https://new.example/feed'],
  ['quotes, and no url=', page("0; 'https://new.example/feed'"), 'https://new.example/feed'],
  ['a base', `<base href="https://new.example/a/">${page('0;url=feed')}`, 'https://new.example/a/feed'],
  ['itself', page(`0;url=${OLD.replace('https', 'http')}`), undefined],
  ['nowhere: it looks again', page('5'), undefined],
  ['a page that is read before', page('300;url=/next'), undefined],
  ['no web address', page('0;url=javascript:alert(1)'), undefined],
  [
    'none, it is a feed that writes of them',
    `<rss><item><description><![CDATA[${page('0;url=/x')}]]></description></item></rss>`,
    undefined,
  ],
  ['none', '<!doctype html><p>Hello', undefined],
])('a signpost to %s', (_claim, html, expected) => {
  expect(at(html)).toBe(expected);
});
