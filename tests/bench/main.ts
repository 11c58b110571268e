/**
 * The benchmark: prints a table a section and writes out/bench.json. Times compare within one run on one machine; only ratios are promised.
 * Nothing else should run meanwhile; where something does, the CPU times say so by being less than the others.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { articles } from './article/section';
import { isPackThere } from './essays';
import { lookups } from './index/section';
import { versus } from './index/versus';
import { PEERS } from './peers';
import { bySize } from './quality/by-size';
import { firstWeek } from './quality/first-week';
import { flood } from './quality/flood';
import { judged } from './quality/judged';
import { quality } from './quality/section';
import { parsing, pauses } from './refresh/parse';
import { polls } from './refresh/section';
import type { Section } from './section';
import { sizes } from './sizes';

/** In the order in which they run; a new section is one file and one entry here. */
const HERE: readonly Section[] = [lookups, versus, quality, judged, firstWeek, bySize, flood, articles, parsing, pauses, polls, sizes];
const HELP = `npm run bench -- [--essays 10000,100000,1000000] [--only WORD]   the tables that need no browser
npm run bench -- --browser [--only WORD] [--in chromium]          those that need one, in Chromium and Firefox, on the last build

  --essays  how many summaries, as often as there are numbers (10000); the goals are for 100000; above that Sidelight is alone
  --only    the sections whose name has this in it
  --in      which browsers
  --peers   which peers to measure: all (${Object.keys(PEERS).join(',')}) take long at 100000`;

const options = {
  essays: { type: 'string', default: '10000' },
  browser: { type: 'boolean', default: false },
  only: { type: 'string', default: '' },
  in: { type: 'string', default: 'chromium,firefox' },
  peers: { type: 'string', default: Object.keys(PEERS).join(',') },
  help: { type: 'boolean', default: false },
} as const;
const { values } = parseArgs({ options });
const asked = values.essays.split(',').map(Number);
if (values.help || !asked.every((size) => Number.isInteger(size) && size > 0)) {
  console.log(HELP);
  process.exitCode = values.help ? 0 : 2;
} else {
  const all = values.browser ? (await import('./browser/section')).SECTIONS : HERE;
  await bench(all.filter(({ name }) => name.includes(values.only)));
}

async function bench(sections: readonly Section[]): Promise<void> {
  const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}`;
  console.log(`${machine}; essays ${isPackThere ? 'from the pack' : 'made from a seed'}`);
  const tables: Record<string, unknown> = {};
  const folder = mkdtempSync(join(tmpdir(), 'sidelight-bench-'));
  process.once('SIGINT', () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  });
  try {
    for (const { name, rows } of sections) {
      console.log(`\n${name}`);
      tables[name] = await rows({
        sizes: asked,
        peers: values.peers.split(','),
        browsers: values.in.split(','),
        folder,
        say: (line) => process.stderr.write(`  ${line}\n`),
      });
      console.table(tables[name]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  mkdirSync('out', { recursive: true });
  const file = values.browser ? 'out/bench-browser.json' : 'out/bench.json';
  writeFileSync(file, `${JSON.stringify({ machine, pack: isPackThere, tables }, undefined, 2)}\n`);
  console.log(`written to ${file}`);
}
