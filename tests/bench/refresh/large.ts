/** Feeds and pages as large as are taken: the whole archive of an essayist, and a crowd of tiny items. The same every time. */
import { MAX_FEED_BYTES } from '../../../src/core/feed/limits';
import { dice } from './feeds';

const WORDS =
  'index page record column sketch count merge term note essay query cache disk memory thread answer signal margin reader paper naïve “as it were” café — word'.split(
    ' ',
  );
const DAY = 86_400_000;
const START = Date.UTC(2020, 0, 1);
const ITEMS = 500;
const ROOM = 4_000; // bytes for what stands around the items

type Roll = () => number;
type Essay = { readonly number: number; readonly html: string; readonly teaser: string };

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const sentence = (roll: Roll): string => Array.from({ length: 14 }, () => WORDS[Math.floor(roll() * WORDS.length)]).join(' ');

/** Paragraphs as blog software writes them: links, a picture now and then, entities, a list. */
function htmlOf(roll: Roll, chars: number, base: string): string {
  let html = '';
  for (let at = 0; html.length < chars; at++) {
    const link = `<a href="${base}${Math.floor(roll() * 1e6)}" rel="nofollow">${sentence(roll)}</a>`;
    html += `<p>${sentence(roll)} &amp; ${link}, ${sentence(roll)}. <em>${sentence(roll)}</em>&nbsp;${sentence(roll)}.</p>\n`;
    if (at % 6 === 5)
      html += `<figure class="wide"><img src="${base}${at}.png" alt="${sentence(roll)}"></figure><ul><li>${sentence(roll)}</li></ul>`;
  }
  return html;
}

function* essays(items: number, chars: number, base: string): Generator<Essay> {
  const roll = dice(7);
  for (let number = items; number > 0; number--) yield { number, html: htmlOf(roll, chars, base), teaser: sentence(roll) };
}

const escaped = (html: string): string => html.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const cdata = (html: string): string => `<![CDATA[${html}]]>`;

const CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"';
const BLOG_SOFTWARE = `${CONTENT} xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:thr="http://purl.org/syndication/thread/1.0"`;

const around = (items: string, namespaces = CONTENT): string =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" ${namespaces}><channel><title>Whole archive</title><link>https://archive.example/</link><description>All of it</description>${items}</channel></rss>`;

function rssItem({ number, teaser }: Essay, value: string): string {
  const url = `https://archive.example/${number}`;
  const date = new Date(START + number * DAY).toUTCString();
  return `<item><title>${teaser} ${number}</title><link>${url}</link><guid isPermaLink="false">${url}</guid><dc:creator>Ada</dc:creator><pubDate>${date}</pubDate><category>notes</category>${value}</item>\n`;
}

/** Escaped markup is longer than the markup: `share` of the room is what the markup may take. */
function archive(share: number, write: (essay: Essay) => string, base = 'https://archive.example/'): Uint8Array {
  const chars = Math.floor(((MAX_FEED_BYTES - ROOM) / ITEMS) * share) - 900;
  return encode(around([...essays(ITEMS, chars, base)].map((essay) => rssItem(essay, write(essay))).join('')));
}

export const escapedFeed = (): Uint8Array => archive(0.84, ({ html }) => `<description>${escaped(html)}</description>`);
export const cdataFeed = (): Uint8Array =>
  archive(0.9, ({ html, teaser }) => `<description>${teaser}</description><content:encoded>${cdata(html)}</content:encoded>`);
export const relativeFeed = (): Uint8Array => archive(0.9, ({ html }) => `<content:encoded>${cdata(html)}</content:encoded>`, '/');

/** Every element that WordPress writes, with pictures and sound. */
function wordPressItem({ number, html, teaser }: Essay): string {
  const url = `https://archive.example/${number}`;
  return `<item>
\t\t<title>${teaser} ${number}</title>
\t\t<link>${url}/</link>
\t\t\t\t\t<comments>${url}/#comments</comments>
\t\t<dc:creator>${cdata('Ada')}</dc:creator>
\t\t<pubDate>${new Date(START + number * DAY).toUTCString().replace('GMT', '+0000')}</pubDate>
\t\t\t\t${['Notes', 'Index &amp; term', 'Cache', 'Reading', 'Memory', 'Threads'].map((tag) => `<category>${cdata(tag)}</category>`).join('\n\t\t')}
\t\t<guid isPermaLink="false">https://archive.example/?p=${number}</guid>
\t\t\t\t\t<description>${cdata(`<p>${teaser} [&#8230;]</p>`)}</description>
\t\t\t\t\t\t\t\t\t\t<content:encoded>${cdata(html)}</content:encoded>
\t\t\t\t\t<wfw:commentRss>${url}/feed/</wfw:commentRss>
\t\t\t<slash:comments>${number % 9}</slash:comments>
\t\t<enclosure url="${url}.mp3?a=1&amp;b=2" length="${number}000" type="audio/mpeg" />
\t\t<media:thumbnail url="${url}.jpg?w=150&amp;h=150" width="150" height="150" />
\t\t<media:content url="https://0.gravatar.example/${number}?s=96&amp;d=identicon" medium="image"><media:title type="html">Ada</media:title></media:content>
\t<post-id xmlns="com-wordpress:feed-additions:1">${number}</post-id>	</item>\n`;
}

function bloggerItem({ number, html, teaser }: Essay): string {
  const at = new Date(START + number * DAY);
  return `<item><guid isPermaLink="false">tag:blogger.com,1999:blog-1.post-${number}</guid><pubDate>${at.toUTCString()}</pubDate><atom:updated>${at.toISOString()}</atom:updated><category domain="http://www.blogger.com/atom/ns#">notes</category><title>${teaser}</title><description>${escaped(html)}</description><link>https://archive.example/${number}.html</link><author>noreply@blogger.com (Ada)</author><media:thumbnail xmlns:media="http://search.yahoo.com/mrss/" url="https://archive.example/${number}.jpg" height="72" width="72"/><thr:total>0</thr:total></item>\n`;
}

const written = (share: number, room: number, item: (essay: Essay) => string, base = 'https://archive.example/'): Uint8Array =>
  encode(around([...essays(ITEMS, Math.floor(((MAX_FEED_BYTES - ROOM) / ITEMS) * share) - room, base)].map(item).join(''), BLOG_SOFTWARE));

export const wordPressFeed = (): Uint8Array => written(0.9, 2_300, wordPressItem);
export const wordPressRelativeFeed = (): Uint8Array => written(0.9, 2_300, wordPressItem, '/');
export const bloggerFeed = (): Uint8Array => written(0.84, 1_400, bloggerItem);

export function atomFeed(): Uint8Array {
  const chars = Math.floor(((MAX_FEED_BYTES - ROOM) / ITEMS) * 0.9) - 900;
  const entries = [...essays(ITEMS, chars, 'https://archive.example/')].map(({ number, html, teaser }) => {
    const id = `https://archive.example/${number}`;
    const xhtml = html.replace(/<img ([^>]*)>/g, '<img $1/>').replace(/&nbsp;/g, ' ');
    return `<entry><title>${teaser}</title><id>${id}</id><link href="${id}"/><published>${new Date(START + number * DAY).toISOString()}</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${xhtml}</div></content></entry>`;
  });
  return encode(
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>Whole archive</title><link href="https://archive.example/"/>${entries.join('')}</feed>`,
  );
}

export function jsonFeed(): Uint8Array {
  const chars = Math.floor(((MAX_FEED_BYTES - ROOM) / ITEMS) * 0.9) - 900;
  const items = [...essays(ITEMS, chars, 'https://archive.example/')].map(({ number, html, teaser }) => ({
    id: `https://archive.example/${number}`,
    url: `https://archive.example/${number}`,
    title: teaser,
    content_html: html,
    date_published: new Date(START + number * DAY).toISOString(),
  }));
  return encode(
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Whole archive',
      home_page_url: 'https://archive.example/',
      items,
    }),
  );
}

export function tinyItemsFeed(items: number): Uint8Array {
  return encode(around(Array.from({ length: items }, (_, at) => `<item><guid>t${at}</guid><title>x</title></item>`).join('')));
}

/** A book in one post. */
export function onePostFeed(): Uint8Array {
  const [book] = essays(1, (MAX_FEED_BYTES - ROOM) * 0.9, 'https://archive.example/');
  return encode(around(book === undefined ? '' : rssItem(book, `<content:encoded>${cdata(book.html)}</content:encoded>`)));
}

/** A page that lists as many posts as it has room for. */
export function listingPage(): Uint8Array {
  const roll = dice(3);
  let html = '';
  for (let number = 1; html.length < MAX_FEED_BYTES - 20_000; number++) {
    const date = new Date(START + number * DAY).toISOString().slice(0, 10);
    html += `<article><h2><a href="/posts/${number}">${sentence(roll)}</a></h2><time datetime="${date}">${date}</time><p>${sentence(roll)} ${sentence(roll)}</p></article>\n`;
  }
  return encode(`<!doctype html><html lang="en"><head><title>All posts</title></head><body><main>${html}</main></body></html>`).slice(
    0,
    MAX_FEED_BYTES,
  );
}
