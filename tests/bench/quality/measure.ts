/** How well one contender finds the essays that a page links to: nDCG@5 over 300 pages of the pack, printed as a line of JSON. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EssayId } from '../../../src/core/essay';
import { indexInMemory } from '../../../src/core/index/in-memory';
import { pageTerms } from '../../../src/core/related/page-terms';
import { lookTwice } from '../../../src/core/related/second-look';
import { stemOf } from '../../../src/core/text/stems';
import { type BenchPage, PACK } from '../essays';
import { frequentWords, print, wholePage } from '../measure';
import { PEERS, type PeerEssay } from '../peers';

const ASKED = 300;
const DEPTH = 5;
const ENOUGH_MS = 60_000; // whoever would take longer for all has no figure: fewer questions would not compare
const TRIED = 10; // questions, to see how long all will take
const [, , name = '', field = 'summary'] = process.argv;

type Essay = { readonly id: string; readonly title: string; readonly summary: string; readonly text: string };
type Query = BenchPage & { readonly id: string };
type Ask = (query: Query) => Promise<readonly string[]>;

const rowsOf = <T>(file: string): T[] =>
  readFileSync(join(PACK, 'blogs', file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T); // as: the pack's rows
const essays = rowsOf<Essay>('index.jsonl').map(({ id, title, summary, text }): PeerEssay => {
  return { id, title, body: field === 'text' ? `${summary}\n${text}` : summary };
});
const relevant = new Map<string, Set<string>>();
for (const line of readFileSync(join(PACK, 'blogs', 'qrels.tsv'), 'utf8')
  .split('\n')
  .filter(Boolean)) {
  const [query = '', essay = ''] = line.split('\t');
  relevant.set(query, (relevant.get(query) ?? new Set()).add(essay));
}
const judged = rowsOf<Query>('queries.jsonl').filter(({ id }) => relevant.has(id));
const asked = judged.filter((_, at) => Math.floor((at * ASKED) / judged.length) !== Math.floor(((at - 1) * ASKED) / judged.length)); // spread evenly

async function ndcg(ask: Ask): Promise<number | undefined> {
  const startedAt = performance.now();
  let sum = 0;
  for (const [at, query] of asked.entries()) {
    if (at === TRIED && ((performance.now() - startedAt) * asked.length) / TRIED > ENOUGH_MS) return undefined;
    const found = (await ask(query)).filter((id) => id !== query.id).slice(0, DEPTH);
    sum += gain(found, relevant.get(query.id) ?? new Set());
  }
  return sum / asked.length;
}

/** Source  Järvelin and Kekäläinen, 2002, with one grade of relevance. */
function gain(found: readonly string[], right: ReadonlySet<string>): number {
  const at = (place: number): number => 1 / Math.log2(place + 2);
  const most = Array.from({ length: Math.min(DEPTH, right.size) }, (_, place) => at(place)).reduce((a, b) => a + b, 0);
  return found.reduce((total, id, place) => total + (right.has(id) ? at(place) : 0), 0) / most;
}

if (name === 'sidelight') {
  const index = await indexInMemory(essays.map((essay) => ({ ...essay, id: essay.id as EssayId }))); // as: the pack's ids stand for the library's
  const titles = new Map(essays.map(({ id, title }) => [id as EssayId, title])); // as: likewise
  print({ whole: await ndcg(async (query) => (await lookTwice(index, pageTerms(query), async () => titles)).looked.map(({ id }) => id)) });
} else {
  const peer = PEERS[name]?.();
  if (peer === undefined) throw new RangeError(`there is no peer ${name}`);
  const index = await peer.build(essays);
  const short = await ndcg((query) =>
    peer.ask(
      index,
      frequentWords(query, (word) => stemOf(word) === ''),
      DEPTH + 1,
    ),
  );
  print({ short, whole: await ndcg((query) => peer.ask(index, wholePage(query), DEPTH + 1)) });
}
