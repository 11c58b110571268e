/** The benchmark: prints a table a section and writes out/bench.json. Times compare within one run on one machine; only ratios are promised. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { isPackThere } from './essays';
import { relate } from './relate/section';
import type { Section } from './section';

const SECTIONS: readonly Section[] = [relate];
const HELP = 'npm run bench -- [--essays 10000,100000]   how many essays, as often as there are numbers';

const { values } = parseArgs({ options: { essays: { type: 'string', default: '10000' }, help: { type: 'boolean', default: false } } });
const sizes = values.essays.split(',').map(Number);
if (values.help || !sizes.every((size) => Number.isInteger(size) && size > 0)) {
  console.log(HELP);
  process.exitCode = values.help ? 0 : 2;
} else {
  await bench(sizes);
}

async function bench(counts: readonly number[]): Promise<void> {
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}; essays ${isPackThere ? 'from the pack' : 'made from a seed, for the pack is not there'}`,
  );
  const sections: Record<string, unknown> = {};
  for (const { name, rows } of SECTIONS) {
    console.log(`\n${name}`);
    sections[name] = await rows(counts);
    console.table(sections[name]);
  }
  mkdirSync('out', { recursive: true });
  writeFileSync('out/bench.json', `${JSON.stringify({ node: process.version, pack: isPackThere, sections }, undefined, 2)}\n`);
}
