/** One measurement of Sidelight's index, printed as a line of JSON: what it takes to build, from stored bytes to answers, to add 50, to search. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { type Card, cardOf } from '../../../src/contexts/terminal/cards';
import { bytesInFolder, IndexWriter, openIndexFolder } from '../../../src/contexts/terminal/index-folder';
import { describeStored, type OpenedIndex } from '../../../src/contexts/terminal/opened-index';
import type { EssayId } from '../../../src/core/essay';
import { build, change } from '../../../src/core/index/growth';
import type { SegmentEssay } from '../../../src/core/index/segment/builder';
import { SegmentedIndex } from '../../../src/core/index/segmented-index';
import { searchWords } from '../../../src/core/index/word-search';
import { choose } from '../../../src/core/related/choice';
import { pageTerms } from '../../../src/core/related/page-terms';
import { rank } from '../../../src/core/related/rank';
import { type BenchEssay, type BenchPage, essays, pages } from '../essays';
import { essaysIn, memoryMb, print, timed, timesOf, typedWords } from '../measure';

const WANTED = 10;
const ADDED = 50;
const SOURCES = 300; // whoever has a hundred thousand essays follows hundreds; where one source has all that is near, a page is looked up twice
const [, , what = '', folder = '', data = ''] = process.argv;

const sourceOf = (id: string): string => `bench-${Number(id.replace(/\D/g, '')) % SOURCES}`;
const segmentEssay = ({ id, title, summary }: BenchEssay): SegmentEssay => ({
  id: id as EssayId,
  title,
  body: summary,
  source: sourceOf(id),
}); // as: made up
function opened(): SegmentedIndex {
  const { manifest, read } = openIndexFolder(folder);
  return SegmentedIndex.open(manifest, read);
}
function openedWhole(): Opened {
  const stored = openIndexFolder(folder);
  const index = SegmentedIndex.open(stored.manifest, stored.read);
  return { index, describe: describeStored(index, stored) };
}
async function store(all: AsyncIterable<SegmentEssay> | Iterable<SegmentEssay>): Promise<{ essays: number; segments: number }> {
  const writer = new IndexWriter(folder, 'summary');
  const cards: Card[] = [];
  for await (const one of build(withCards(all, cards), writer.start)) writer.add(one, cards.splice(0));
  const { segments } = writer.finish();
  return { essays: segments.reduce((sum, segment) => sum + segment.essays, 0), segments: segments.length };
}
async function* streamed(count: number): AsyncGenerator<SegmentEssay> {
  for await (const essay of essays(count)) yield segmentEssay(essay);
}
async function* withCards(all: AsyncIterable<SegmentEssay> | Iterable<SegmentEssay>, cards: Card[]): AsyncGenerator<SegmentEssay> {
  for await (const essay of all) {
    cards.push(cardOf({ title: essay.title, summary: essay.body, source: sourceOf(essay.id) }));
    yield essay;
  }
}
type Opened = Pick<OpenedIndex, 'index' | 'describe'>;
/** All that is done for a page until it is known what is shown beside it: its terms, both looks, and the beginnings of the nearest. */
const answer = ({ index, describe }: Opened, page: BenchPage) => choose({ ...page, url: 'https://bench.invalid/' }, index, describe);
const [firstPage = { title: '', text: '' }] = pages(1);

const measurements: Readonly<Record<string, () => Promise<void>>> = {
  async build() {
    const all = essaysIn(data).map(segmentEssay);
    const { ms, cpu, value } = await timed(() => store(all));
    print({ ms, cpu, mb: bytesInFolder(folder, 'without cards') / 1e6, ...value });
  },
  /** Never holds the essays: their making is in the time. */
  async stream() {
    const { ms, cpu, value } = await timed(() => store(streamed(Number(data))));
    print({ ms, cpu, mb: bytesInFolder(folder, 'without cards') / 1e6, ...value, peakRssMb: process.resourceUsage().maxRSS / 1e3 });
  },
  async first() {
    const { ms, cpu } = await timed(() => answer(openedWhole(), firstPage));
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
    const both = openedWhole();
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
