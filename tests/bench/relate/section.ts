/** Whole page in, essays out, from an index in memory: Sidelight beside MiniSearch on the same essays. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Section } from '../section';
import { CONTENDERS, OURS } from './contenders';
import type { Measured } from './measure';

const CHILD = fileURLToPath(new URL('./measure.ts', import.meta.url));
const run = promisify(execFile);

/** One after the other: side by side they would slow each other. */
export const relate: Section = {
  name: 'relate: a whole page as the question, index in memory',
  async rows(sizes) {
    const rows: Record<string, string | number>[] = [];
    for (const size of sizes) {
      const measured: Measured[] = [];
      for (const name of Object.keys(CONTENDERS)) measured.push(await measure(name, size));
      const ours = measured.find(({ contender }) => contender === OURS);
      for (const one of measured) rows.push({ ...rounded(one), ...(ours && one !== ours && ratios(ours, one)) });
    }
    return rows;
  },
};

async function measure(name: string, size: number): Promise<Measured> {
  const { stdout } = await run(process.execPath, ['--expose-gc', '--import', 'tsx', CHILD, name, String(size)], { maxBuffer: 1e8 });
  return JSON.parse(stdout) as Measured; // as: measure.ts prints it
}

function rounded({ contender, essays, ...figures }: Measured): Record<string, string | number> {
  return {
    contender,
    essays,
    ...Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, Math.round(figure * 10) / 10])),
  };
}

/** How many times as long the other takes, and how many times as much memory. */
function ratios(ours: Measured, other: Measured): Record<string, string> {
  const times = (name: 'buildMs' | 'medianMs' | 'addedMb'): string => `${(other[name] / ours[name]).toFixed(1)} ×`;
  return { build: times('buildMs'), lookup: times('medianMs'), memory: times('addedMb') };
}
