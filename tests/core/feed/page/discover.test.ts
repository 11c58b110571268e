import { expect, test } from 'vitest';
import { type Candidate, candidatesFor, isOfAnotherPage } from '../../../../src/core/feed/page/discover';

const of = (html: string, url: string, kinds: readonly Candidate['kind'][], link?: string) =>
  candidatesFor({ html, url, link })
    .filter(({ kind }) => kinds.includes(kind))
    .map((each) => each.url);
const HOME = 'https://a.example/';

test('the page’s own section goes before the site', () => {
  const html = ['/blog.xml', '/charts.xml', '/curator/video/blog.xml', '/podcast.xml']
    .map((href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`)
    .join('');
  expect(of(html, 'https://a.example/curator/video/blog/', ['announced'])[0]).toBe('https://a.example/curator/video/blog.xml');
});

test.each([
  ['a link by its type', '<a type="application/atom+xml" href="/x">here</a>', 'https://a.example/x'],
  ['a link by its words', '<a href="/syndicate-me">RSS</a>', 'https://a.example/syndicate-me'],
  ['a link by more words', '<a href="/s">Subscribe via RSS</a>', 'https://a.example/s'],
  ['a link by its picture', '<a href="/s"><img src="i.png" alt="RSS feed"></a>', 'https://a.example/s'],
  ['a link by its name for screen readers', '<a href="/s" aria-label="Atom feed"></a>', 'https://a.example/s'],
  ['a link by its address', '<a href="https://api.a.example/feed/">Follow us</a>', 'https://api.a.example/feed/'],
  ['a link with a scheme of its own', '<a href="feed:https://a.example/f.xml">Follow</a>', 'https://a.example/f.xml'],
])('%s', (_what, html, expected) => {
  expect(of(html, HOME, ['linked'])).toContain(expected);
});

test.each([
  ['a word in a sentence', '<a href="/why-rss">Why RSS will outlive us all, and how</a>'],
  ['a post in a folder called feeds', '<a href="/feeds/of-the-poor-in-1840/">An essay</a>'],
  ['a link that leads nowhere', '<a href="">RSS</a>'],
])('%s is no feed', (_what, html) => {
  expect(of(html, HOME, ['announced', 'linked'])).toEqual([]);
});

test('what a header announces counts as the page’s own', () => {
  const link = '<https://a.example/style.css>; rel=preload, </h.xml>; rel="alternate"; type="application/rss+xml"; title="Notes"';
  expect(candidatesFor({ html: '', url: HOME, link })[0]).toEqual({ kind: 'announced', url: 'https://a.example/h.xml', title: 'Notes' });
});

test('a single entry and comments stand aside, and what embeds a page is no feed', () => {
  const html =
    '<link rel="alternate" type="application/atom+xml;type=entry" href="/p.atom"><link rel="alternate" type="application/atom+xml;type=feed" href="/all.atom">' +
    '<link rel="alternate" type="application/json+oembed" href="/wp-json/oembed/1.0/embed?url=feed"><link rel="alternate" type="application/rss+xml" title="Homepage Comments Feed" href="/homepage/feed/">';
  expect(of(html, 'https://a.example/p', ['announced', 'linked'])).toEqual(['https://a.example/all.atom']);
  expect(of(html, 'https://a.example/p', ['aside'])).toEqual(['https://a.example/p.atom', 'https://a.example/homepage/feed/']);
});

test('a page’s own address is continued in the ways that tools have', () => {
  expect(of('', 'https://a.example/@ada', ['derived'])).toContain('https://a.example/@ada.rss');
  expect(of('', 'https://a.example/category/kilns/', ['derived'])).toContain('https://a.example/category/kilns/?feed=rss2');
  expect(of('', 'https://a.example/news', ['derived'])).toContain('https://a.example/news/feed');
  expect(of('', HOME, ['derived'])).toEqual([]);
});

test.each([
  [
    'https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv/videos',
    'https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv',
  ],
  ['https://www.youtube.com/playlist?list=PL1', 'https://www.youtube.com/feeds/videos.xml?playlist_id=PL1'],
  ['https://github.com/owner/repo', 'https://github.com/owner/repo/releases.atom'],
  ['https://github.com/owner/repo/releases/tag/v1', 'https://github.com/owner/repo/releases.atom'],
  ['https://old.reddit.com/r/books/top/', 'https://www.reddit.com/r/books/.rss'],
  ['https://medium.com/@ada/a-post-1a2b', 'https://medium.com/feed/@ada'],
])('%s has its feed where its site keeps them', (url, feed) => {
  expect(of('', url, ['derived'])[0]).toBe(feed);
});

test('after a walk inside a page, the head may be another page’s', () => {
  const head = '<link rel="canonical" href="https://a.example/@a">';
  expect(isOfAnotherPage(head, 'https://a.example/@b')).toBe(true);
  expect(isOfAnotherPage(head, 'https://a.example/@a?utm_source=x#top')).toBe(false);
  expect(isOfAnotherPage('<link rel="canonical" href="https://b.example/@b">', 'https://a.example/@b')).toBe(false); // published elsewhere first
  expect(isOfAnotherPage('', 'https://a.example/@b')).toBe(false);
});
