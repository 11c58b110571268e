/**
 * What the index keeper holds once it has built an index and let it grow, beside what one holds that has just opened it, as a line of JSON.
 * On the real store over an IndexedDB in memory: what is counted is what becomes free when the keeper is let go, so that the disk does not count.
 */
import 'fake-indexeddb/auto';
import type { Essay, EssayId, SourceId } from '../../../src/core/essay';
import { pageTerms } from '../../../src/core/related/page-terms';
import { rank } from '../../../src/core/related/rank';
import type { Library } from '../../../src/edge/store/library';
import { openLibrary } from '../../../src/edge/store/open';
import { forgetIndex, readManifest, segmentReads, writeChange } from '../../../src/edge/store/segments';
import { IndexKeeper } from '../../../src/flows/index-keeper';
import type { Changed } from '../../../src/flows/keep-index';
import { type BenchEssay, pages } from '../essays';
import { essaysIn, memoryMb, print } from '../measure';

const GROWN = 40; // times
const ADDED = 25; // essays each time
const ASKED = pages(20);
const WORDS_A_TEXT = 15; // summaries that make one text of about 1,200 words
const [, , what = '', data = '', most = ''] = process.argv;

function madeOf({ id, title, summary }: BenchEssay, text?: string): Essay {
  const url = `https://bench.example/${id}`;
  const made = { id: id as EssayId, sourceId: 'bench' as SourceId, url, title, summary, tags: [], firstSeenAt: 0 }; // as: made up
  return text === undefined ? made : { ...made, text };
}

function essaysOf(all: readonly BenchEssay[]): Essay[] {
  if (what !== 'texts') return all.slice(0, Number(most)).map((one) => madeOf(one));
  return all.slice(0, Number(most)).map((one, at) => {
    const others = Array.from({ length: WORDS_A_TEXT }, (_, i) => all[(at * 7 + i * 131) % all.length]?.summary ?? '');
    return madeOf(one, others.join('\n'));
  });
}

/** The essays stand in arrays: the keeper takes in those that wait, and what it has taken is told to nobody. */
class Shelf {
  waiting: Changed[] = [];
  constructor(
    private readonly library: Library,
    private readonly all: readonly Changed[],
  ) {}

  keeper(): IndexKeeper {
    const { library, all } = this;
    const from = (id: string) => all.findIndex((one) => one.id > id);
    return new IndexKeeper({
      changed: async (limit) => this.waiting.splice(0, limit),
      essaysAfter: async (id, limit) => {
        const start = from(id);
        const essays = start < 0 ? [] : all.slice(start, start + limit);
        const last = essays.length === limit ? essays.at(-1)?.id : undefined;
        return { essays, ...(last !== undefined && { last }) };
      },
      readManifest: () => readManifest(library),
      reads: () => segmentReads(library),
      write: (change) => writeChange(library, change),
      forget: () => forgetIndex(library),
      tell: async (problem) => {
        process.stderr.write(JSON.stringify(problem));
      },
      yieldNow: async () => {},
    });
  }
}

const asking = async (keeper: IndexKeeper) => {
  for (const page of ASKED) await keeper.ask((index) => rank(index, pageTerms(page), 10));
};

/** What becomes free when the keeper goes. */
async function heldBy(work: () => Promise<IndexKeeper>): Promise<number> {
  const held: { keeper: IndexKeeper | undefined } = { keeper: await work() };
  const before = await settledMb();
  if (held.keeper === undefined) throw new RangeError('it was held until now');
  held.keeper = undefined;
  return before - (await settledMb());
}

async function settledMb(): Promise<number> {
  for (let turn = 0; turn < 3; turn++) {
    memoryMb();
    await new Promise((resolve) => setTimeout(resolve, 20)); // what a keeper does after an answer ends first
  }
  return memoryMb();
}

const opened = await openLibrary({ wait: async () => {}, now: () => 0, newDevice: () => 'bench' });
if (!opened.ok) throw new Error('there is no library');
const essays = essaysOf(essaysIn(data));
const changed = (all: readonly Essay[]): Changed[] =>
  all.map((essay) => ({ id: essay.id, revision: 1, essay })).sort((a, b) => (a.id < b.id ? -1 : 1));
const shelf = new Shelf(opened.value, changed(essays));
const grownMb = await heldBy(async () => {
  const keeper = shelf.keeper();
  await keeper.tidy();
  for (let turn = 0; turn < GROWN; turn++) {
    const more = essays.slice(turn * ADDED, (turn + 1) * ADDED).map((essay) => ({ ...essay, id: `more-${essay.id}` as EssayId })); // as: made up
    shelf.waiting.push(...changed(more));
    await keeper.ask((index) => rank(index, pageTerms(ASKED[turn % ASKED.length] ?? { title: '', text: '' }), 10));
    await keeper.tidy();
  }
  await asking(keeper);
  return keeper;
});
const freshMb = await heldBy(async () => {
  const keeper = shelf.keeper();
  await asking(keeper);
  return keeper;
});
print({ grownMb, freshMb, times: grownMb / freshMb });
