/** The index beside its peers: the same essays, the same pages as questions, each measurement in a fresh process. */
import { createWriteStream, mkdirSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { type Figures, inChild, median } from '../child';
import { essays } from '../essays';
import { PEERS } from '../peers';
import type { Asked, Row, Section } from '../section';
import { FIGURES } from './goals';
import { measured, OURS, PEERS_UP_TO, rounded, sizesMeasured } from './measured';

const FIRST_RUNS = 7; // fresh processes; the median counts
const PEER_RUNS = 3;
const STREAMED_FROM = 500_000; // essays: more are never held at once
const MOST_KEPT = 40_000; // summaries
const MOST_TEXTS_KEPT = 3_000;
const SAMPLE = 20_000; // essays: from so many the words for the search box are taken

export const lookups: Section = {
  name: 'index: whole pages asked of stored summaries',
  async rows(asked) {
    for (const size of asked.sizes) {
      const data = await written(size, asked.folder);
      measured.push({ contender: OURS, essays: size, figures: await ours(size, data, asked) });
      if (size > PEERS_UP_TO) continue;
      for (const name of Object.keys(PEERS).filter((each) => asked.peers.includes(each))) {
        asked.say(`${size} essays: ${name}`);
        const figures = await peer(name, data, asked);
        if (figures !== undefined) measured.push({ contender: name, essays: size, figures });
      }
    }
    return sizesMeasured().flatMap(tableOf);
  },
};

/** One line an essay; of very many only as many as questions are made of. */
async function written(size: number, folder: string): Promise<string> {
  const file = `${folder}/essays-${size}.jsonl`;
  const stream = createWriteStream(file);
  for await (const essay of essays(size < STREAMED_FROM ? size : SAMPLE)) stream.write(`${JSON.stringify(essay)}\n`);
  stream.end();
  await finished(stream);
  return file;
}

async function ours(size: number, data: string, { folder, say }: Asked): Promise<Figures> {
  const [index, scratch] = [`${folder}/ours-${size}`, `${folder}/added-${size}`];
  mkdirSync(scratch);
  const child = async (what: string, given: string) => {
    say(`${size} essays: ${OURS}, ${what}`);
    return (await inChild('index/ours.ts', [what, index, given], say)) ?? {};
  };
  const built = size < STREAMED_FROM ? await child('build', data) : await child('stream', String(size));
  const several = async (what: string, given: string) => {
    const runs: Figures[] = [];
    for (let run = 0; run < FIRST_RUNS; run++) runs.push(await child(what, given));
    return runs;
  };
  const first = await several('first', '');
  const lookup = await several('lookup', '');
  const typed = await several('searchFirst', data);
  const next = await child('next', '');
  const added = await child('add', scratch);
  const search = await child('search', data);
  const kept = await keeperOf(size, data, say);
  return known({
    ...prefixed('build', built),
    ...kept,
    ...firstOf('first', first),
    ...firstOf('firstLookup', lookup),
    ...prefixed('next', next),
    ...prefixed('add', added),
    ...firstOf('searchFirst', typed),
    typedMedian: search['median'],
    typedP95: search['p95'],
  });
}

/** Over an IndexedDB in memory, so no more than these; larger ones have nothing to add. */
async function keeperOf(size: number, data: string, say: Asked['say']): Promise<Record<string, number>> {
  const of = async (what: string, most: number) => {
    say(`${Math.min(size, most)} ${what}: ${OURS}, kept in memory`);
    return (await inChild('index/keeper.ts', [what, data, String(Math.min(size, most))], say)) ?? {};
  };
  return { ...prefixed('keeper', await of('summaries', MOST_KEPT)), ...prefixed('keeperTexts', await of('texts', MOST_TEXTS_KEPT)) };
}

async function peer(name: string, data: string, { folder, say }: Asked): Promise<Figures | undefined> {
  const child = (what: string) => inChild('index/peer.ts', [name, what, folder, data], say);
  const built = await child('build');
  if (built === undefined) return undefined;
  const runs: Figures[] = [];
  for (let run = 0; run < PEER_RUNS; run++) runs.push((await child('first')) ?? {});
  const next = (await child('next')) ?? {};
  const { typedMedian, typedP95, ...asking } = next;
  return known({ ...prefixed('build', built), ...firstOf('first', runs), ...prefixed('next', asking), typedMedian, typedP95 });
}

function firstOf(name: string, runs: readonly Figures[]): Record<string, number | undefined> {
  const of = (figure: string) => median(runs.flatMap((run) => run[figure] ?? []));
  return { [`${name}Ms`]: of('ms'), [`${name}Cpu`]: of('cpu') };
}

function prefixed(name: string, figures: Figures): Record<string, number> {
  return Object.fromEntries(
    Object.entries(figures).map(([key, figure]) => [`${name}${key.charAt(0).toUpperCase()}${key.slice(1)}`, figure]),
  );
}

function known(figures: Readonly<Record<string, number | undefined>>): Figures {
  return Object.fromEntries(Object.entries(figures).flatMap(([name, figure]) => (figure === undefined ? [] : [[name, figure] as const])));
}

/** A row a figure, a column a contender. */
function tableOf(size: number): Row[] {
  const here = measured.filter((one) => one.essays === size);
  return Object.entries(FIGURES).flatMap(([name, what]): Row[] => {
    const cells = here.flatMap(({ contender, figures }) => {
      const figure = figures[name];
      return figure === undefined ? [] : [[contender, rounded(figure)] as const];
    });
    return cells.length === 0 ? [] : [{ essays: size, what, ...Object.fromEntries(cells) }];
  });
}
