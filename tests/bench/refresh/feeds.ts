/** Feeds of the sizes that blogs have: mostly some tens of kilobytes, a few whole archives near a megabyte. The same every time. */

const WORDS =
  'index page record column sketch count merge term note essay query cache disk memory thread answer signal margin reader paper'.split(' ');
const START = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

/** Numbers 0 up to 1 that look random and are not. */
export function dice(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (Math.imul(state, 48_271) + 0x9e3779b9) >>> 0;
    return state / 2 ** 32;
  };
}

/** RSS with full content; `edition` adds that many posts at the top. */
export function feedOf(index: number, edition: number): string {
  const roll = dice(index);
  const posts = 10 + Math.floor(roll() * 20) + (index % 20 === 0 ? 150 : 0);
  const paragraphs = 2 + Math.floor(roll() * 12);
  const items = Array.from({ length: posts + edition }, (_, post) => itemOf(index, posts + edition - post, paragraphs, roll));
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Blog ${index}</title><link>https://blog${index}.example/</link>${items.join('')}</channel></rss>`;
}

function itemOf(index: number, post: number, paragraphs: number, roll: () => number): string {
  const sentence = () => Array.from({ length: 12 }, () => WORDS[Math.floor(roll() * WORDS.length)]).join(' ');
  const html = Array.from({ length: paragraphs }, () => `<p>${sentence()}. <a href="/x">${sentence()}</a>, ${sentence()}.</p>`).join('');
  const url = `https://blog${index}.example/${post}`;
  const date = new Date(START + post * DAY).toUTCString();
  return `<item><title>${sentence()} ${post}</title><link>${url}</link><guid>${url}</guid><pubDate>${date}</pubDate><content:encoded><![CDATA[${html}]]></content:encoded></item>`;
}
