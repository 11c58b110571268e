/** What is read of a page, beside what Readability reads of the same document: how much of it is the article, and how long it takes. Needs the pack, and Chromium. */
import { existsSync } from 'node:fs';
import { ARTICLE_PACK, articleCases, articlePage, f1, mean } from '../../fixtures/article-pack';
import { CHROMIUM, pageReader } from '../../fixtures/read-in-chromium';
import type { Section } from '../section';

/** Readability changes what it reads, so it gets a copy, as its own documentation says; the copy counts, parting its paragraphs does not. Each reads twice, the second time is timed. */
const ENTRY = `
  import { Readability } from '@mozilla/readability';
  import { readArticle } from '/src/edge/dom/readable';
  const ways = {
    sidelight: async () => (await readArticle(document, () => undefined)).read.page.text,
    readability: async () => new Readability(document.cloneNode(true), { serializer: (element) => element }).parse()?.content ?? '',
  };
  const lines = (read) => {
    if (typeof read === 'string') return read;
    for (const block of read.querySelectorAll('p,div,li,h1,h2,h3,h4,h5,h6,td,th,dt,dd,blockquote,pre,section')) block.append('\\n');
    return read.textContent;
  };
  globalThis.readArticle = async () => {
    const found = {};
    for (const [name, read] of Object.entries(ways)) {
      await read();
      const startedAt = performance.now();
      const text = await read();
      const ms = performance.now() - startedAt;
      found[name] = { text: lines(text), ms };
    }
    return found;
  };`;

type Found = Readonly<Record<'sidelight' | 'readability', { readonly text: string; readonly ms: number }>>;

export const articles: Section = {
  name: 'article: what is read of labelled pages, 4-gram F1',
  async rows({ say }) {
    const missing = [ARTICLE_PACK, CHROMIUM].filter((path) => !existsSync(path));
    if (missing.length > 0) return [{ skipped: `needs ${missing.join(' and ')}` }];
    const { read, close } = await pageReader<Found>(ENTRY);
    const cases = articleCases();
    say(`reading ${cases.length} pages`);
    const all: { readonly found: Found; readonly wanted: string }[] = [];
    for (const { id, articleBody } of cases) all.push({ found: await read(articlePage(id)), wanted: articleBody });
    await close();
    return (['sidelight', 'readability'] as const).map((contender) => {
      const times = all.map(({ found }) => found[contender].ms).sort((a, b) => a - b);
      return {
        contender,
        pages: all.length,
        F1: Math.round(mean(all.map(({ found, wanted }) => f1(found[contender].text, wanted))) * 1e4) / 1e4,
        'ms, median': tenth(times[times.length >> 1]),
        'ms, p95': tenth(times[Math.floor(times.length * 0.95)]),
      };
    });
  },
};

function tenth(ms = 0): number {
  return Math.round(ms * 10) / 10;
}
