/** How much memory and how much of the processors a browser's processes take while something is done, as the system counts it. Linux only: elsewhere it sees nothing. */
import { readdirSync, readFileSync } from 'node:fs';

const SAMPLE_MS = 20;

/** By how many bytes at most a single process of the browser with this profile grew while `run` ran. */
export async function growthDuring(profile: string, run: () => Promise<unknown>): Promise<number> {
  const before = residentOf(profile);
  let most = 0;
  const sample = (): void => {
    for (const [pid, bytes] of residentOf(profile, before)) most = Math.max(most, bytes - (before.get(pid) ?? bytes));
  };
  const timer = setInterval(sample, SAMPLE_MS);
  try {
    await run();
    sample();
  } finally {
    clearInterval(timer);
  }
  return most;
}

/** How long the processors worked for all processes of the browser together: on a busy machine this stays what it is, where waiting does not. In ms. */
export async function workDuring(profile: string, run: () => Promise<unknown>): Promise<number> {
  const before = workOf(profile);
  await run();
  return [...workOf(profile)].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), 0);
}

const TICK_MS = 10; // Linux tells the time of processes in hundredths of a second, on all machines that browsers run on

function workOf(profile: string): Map<number, number> {
  return new Map(
    familyOf(profile).map((pid) => {
      const [user = 0, system = 0] = fileOf(pid, 'stat')
        .replace(/^.*\) /s, '')
        .split(' ')
        .slice(11, 13)
        .map(Number);
      return [pid, (user + system) * TICK_MS] as const;
    }),
  );
}

/** Of the processes that `known` names, or of all that descend from the one that was started with the profile. */
function residentOf(profile: string, known?: ReadonlyMap<number, number>): Map<number, number> {
  const pids = known === undefined ? familyOf(profile) : [...known.keys()];
  return new Map(
    pids.flatMap((pid) => {
      const kilobytes = /^VmRSS:\s+(\d+)/m.exec(fileOf(pid, 'status'))?.[1];
      return kilobytes === undefined ? [] : [[pid, Number(kilobytes) * 1024] as const];
    }),
  );
}

function familyOf(profile: string): number[] {
  const pids = listed('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const parents = new Map(pids.map((pid) => [pid, Number(/^PPid:\s+(\d+)/m.exec(fileOf(pid, 'status'))?.[1] ?? 0)]));
  const named = new Set(pids.filter((pid) => fileOf(pid, 'cmdline').includes(profile)));
  const descends = (pid: number): boolean => pid > 1 && (named.has(pid) || descends(parents.get(pid) ?? 0));
  return pids.filter(descends);
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // no such folder on this system
  }
}

/** Processes end while they are looked at. */
function fileOf(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
