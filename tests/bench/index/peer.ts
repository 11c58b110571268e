/** One measurement of one peer, printed as a line of JSON: what it takes to build and store, or from stored bytes to answers. */
import { readFileSync, writeFileSync } from 'node:fs';
import { stemOf } from '../../../src/core/text/stems';
import { pages } from '../essays';
import { essaysIn, frequentWords, memoryMb, print, timed, timesOf, typedWords, wholePage } from '../measure';
import { PEERS } from '../peers';

const [, , name = '', what = '', folder = '', data = ''] = process.argv;
const peer = PEERS[name]?.();
if (peer === undefined) throw new RangeError(`there is no peer ${name}`);
const file = `${folder}/${name}.json`;

const measurements: Readonly<Record<string, () => Promise<void>>> = {
  async build() {
    const essays = essaysIn(data).map(({ id, title, summary }) => ({ id, title, body: summary }));
    const { value: index, ms, cpu } = await timed(() => peer.build(essays));
    const text = await peer.save(index);
    writeFileSync(file, text);
    print({ ms, cpu, mb: Buffer.byteLength(text) / 1e6 });
  },
  async first() {
    const [page] = pages(1);
    const { ms, cpu } = await timed(async () =>
      peer.ask(await peer.load(readFileSync(file, 'utf8')), wholePage(page ?? { title: '', text: '' }), 10),
    );
    print({ ms, cpu });
  },
  async next() {
    const asked = pages(100);
    const before = memoryMb();
    const index = await peer.load(readFileSync(file, 'utf8'));
    const whole = await timesOf(asked, (page) => peer.ask(index, wholePage(page), 10));
    const addedMb = memoryMb() - before;
    const short = await timesOf(
      asked.map((page) => frequentWords(page, (word) => stemOf(word) === '')),
      (words) => peer.ask(index, words, 10),
    );
    const typed = await timesOf(typedWords(essaysIn(data)), (words) => peer.type(index, words, 10));
    print({ median: whole.median, p95: whole.p95, addedMb, shortMedian: short.median, typedMedian: typed.median, typedP95: typed.p95 });
  },
};
await measurements[what]?.();
