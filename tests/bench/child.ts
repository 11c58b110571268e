/** Runs one measurement in a process of its own, so that nobody pays for another's memory or is warmed by another's work. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Row } from './section';

const run = promisify(execFile);
const MOST_MS = 30 * 60_000;

/** What a child prints, by name. */
export type Figures = Readonly<Record<string, number>>;

/** Gives undefined where the child fails: it is out of memory or not installed; the others go on. `say` hears why. */
export function inChild(script: string, given: readonly string[], say: (line: string) => void): Promise<Figures | undefined> {
  return lastLineOf(script, given, {}, say) as Promise<Figures | undefined>; // as: what every child prints last
}

/** The same where the child prints the rows of a table. */
export async function rowsInChild(
  script: string,
  env: Readonly<Record<string, string>>,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  return ((await lastLineOf(script, [], env, say)) ?? [{ failed: script }]) as readonly Row[]; // as: likewise
}

async function lastLineOf(
  script: string,
  given: readonly string[],
  env: Readonly<Record<string, string>>,
  say: (line: string) => void,
): Promise<unknown> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const node = ['--expose-gc', '--max-old-space-size=8192', '--import', 'tsx', file, ...given];
  try {
    const { stdout } = await run(process.execPath, node, { maxBuffer: 1e8, timeout: MOST_MS, env: { ...process.env, ...env } });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  } catch (error) {
    const [why] = /^\S*Error: .*$/m.exec(String((error as { readonly stderr?: string }).stderr ?? error)) ?? ['it failed']; // as: execFile adds it
    say(`${[script, ...given.slice(0, 2)].join(' ')}: ${why}`);
    return undefined;
  }
}

/** Of one figure that several runs gave. */
export function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
