/** One measurement of Sidelight's index, printed as a line of JSON: what it takes to build, from stored bytes to answers, to add 50, to search. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { bytesInFolder, IndexWriter, openIndexFolder } from '../../../src/contexts/terminal/index-folder';
import { type OpenedIndex, storedTitles } from '../../../src/contexts/terminal/opened-index';
import type { EssayId } from '../../../src/core/essay';
import { build, change } from '../../../src/core/index/growth';
import type { SegmentEssay } from '../../../src/core/index/segment/builder';
import { SegmentedIndex } from '../../../src/core/index/segmented-index';
import { searchWords } from '../../../src/core/index/word-search';
import { pageTerms } from '../../../src/core/related/page-terms';
import { rank } from '../../../src/core/related/rank';
import { lookTwice } from '../../../src/core/related/second-look';
import { languageOf } from '../../../src/core/text/language';
import { type BenchEssay, type BenchPage, essays, pages } from '../essays';
import { essaysIn, memoryMb, print, timed, timesOf, typedWords } from '../measure';

const WANTED = 10;
const ADDED = 50;
const [, , what = '', folder = '', data = ''] = process.argv;

const segmentEssay = ({ id, title, summary }: BenchEssay): SegmentEssay => ({ id: id as EssayId, title, body: summary, source: 'bench' }); // as: made up
function opened(): SegmentedIndex {
  const { manifest, read } = openIndexFolder(folder);
  return SegmentedIndex.open(manifest, read);
}
function openedWithTitles(): Opened {
  const stored = openIndexFolder(folder);
  const index = SegmentedIndex.open(stored.manifest, stored.read);
  return { index, titlesOf: storedTitles(index, stored) };
}
async function store(all: AsyncIterable<SegmentEssay> | Iterable<SegmentEssay>): Promise<{ essays: number; segments: number }> {
  const writer = new IndexWriter(folder, 'summary');
  const titles: string[] = [];
  for await (const one of build(titled(all, titles), writer.start)) writer.add(one, titles.splice(0));
  const { segments } = writer.finish();
  return { essays: segments.reduce((sum, segment) => sum + segment.essays, 0), segments: segments.length };
}
async function* streamed(count: number): AsyncGenerator<SegmentEssay> {
  for await (const essay of essays(count)) yield segmentEssay(essay);
}
async function* titled(all: AsyncIterable<SegmentEssay> | Iterable<SegmentEssay>, titles: string[]): AsyncGenerator<SegmentEssay> {
  for await (const essay of all) {
    titles.push(essay.title);
    yield essay;
  }
}
type Opened = Pick<OpenedIndex, 'index' | 'titlesOf'>;
/** All that is done for a page until it is known what is shown beside it: its terms, both looks, and the titles of the nearest. */
const answer = ({ index, titlesOf }: Opened, page: BenchPage) =>
  lookTwice(index, pageTerms(page), titlesOf, { language: languageOf(page.text) });
const [firstPage = { title: '', text: '' }] = pages(1);

const measurements: Readonly<Record<string, () => Promise<void>>> = {
  async build() {
    const all = essaysIn(data).map(segmentEssay);
    const { ms, cpu, value } = await timed(() => store(all));
    print({ ms, cpu, mb: bytesInFolder(folder, 'without titles') / 1e6, ...value });
  },
  /** Never holds the essays: their making is in the time. */
  async stream() {
    const { ms, cpu, value } = await timed(() => store(streamed(Number(data))));
    print({ ms, cpu, mb: bytesInFolder(folder, 'without titles') / 1e6, ...value, peakRssMb: process.resourceUsage().maxRSS / 1e3 });
  },
  async first() {
    const { ms, cpu } = await timed(() => answer(openedWithTitles(), firstPage));
    print({ ms, cpu });
  },
  /** The first look alone, the page's terms being there already. */
  async lookup() {
    const terms = pageTerms(firstPage);
    const { ms, cpu } = await timed(() => rank(opened(), terms, WANTED));
    print({ ms, cpu });
  },
  async next() {
    const asked = pages(100);
    const before = memoryMb();
    const both = openedWithTitles();
    const { index } = both;
    const whole = await timesOf(asked, (page) => answer(both, page));
    const addedMb = memoryMb() - before;
    const terms = asked.map(pageTerms);
    const lookup = await timesOf(terms, (each) => rank(index, each, WANTED));
    print({ median: whole.median, p95: whole.p95, addedMb, lookupMedian: lookup.median, lookupP95: lookup.p95 });
  },
  /** Opening, adding and writing, as a worker does that was just woken; each time onto the same index. */
  async add() {
    const times: number[] = [];
    const fresh: SegmentEssay[] = [];
    for await (const essay of streamed(ADDED * 6)) fresh.push({ ...essay, id: `new-${essay.id}` as EssayId }); // as: made up
    for (let from = 0; from < fresh.length; from += ADDED) {
      const { ms } = await timed(async () => {
        const { manifest, pieces } = await change(opened(), fresh.slice(from, from + ADDED));
        for (const { segment, part, bytes } of pieces) writeFileSync(join(data, `${segment}.${part}`), bytes);
        writeFileSync(join(data, 'manifest'), serialize(manifest));
      });
      times.push(ms);
    }
    const [first = 0, ...rest] = times;
    print({ first, median: rest.toSorted((a, b) => a - b)[rest.length >> 1] });
  },
  async searchFirst() {
    const [typed = ''] = typedWords(essaysIn(data));
    const { ms, cpu } = await timed(() => searchWords(opened(), typed, WANTED));
    print({ ms, cpu });
  },
  async search() {
    const typed = typedWords(essaysIn(data));
    const index = opened();
    const { median, p95 } = await timesOf(typed, (words) => searchWords(index, words, WANTED));
    print({ median, p95 });
  },
};
await measurements[what]?.();
