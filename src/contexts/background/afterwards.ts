/**
 * What follows from what was done, outside the database: badge, sentinel, registration, tabs, alarms, index. Brought up to date after the answer: no
 * command waits for it, and its failure is not theirs. Each part once at a time, again if it was wanted meanwhile, and all of them at each wake.
 */
import { within } from './limits';
import type { Clock } from './outside';

const LIMIT_MS = 30_000; // a browser that does not answer must not hold up the part for the life of the worker
const BEHIND_MS = 3_000; // how long a part lets another go first

export type Afterwards<Part extends string> = {
  readonly want: (...parts: readonly Part[]) => void;
  readonly wantAll: () => void;
  readonly settled: () => Promise<void>; // nothing is wanted any more
};

type Lane = { isWanted: boolean; running?: Promise<void> };

/** `behind`: what of the disk's time a part takes, it takes after another one that a person waits for. */
export function afterwards<Part extends string>(
  jobs: Readonly<Record<Part, () => Promise<unknown>>>,
  clock: Clock,
  behind: ReadonlyMap<NoInfer<Part>, NoInfer<Part>> = new Map(),
): Afterwards<Part> {
  const parts = Object.keys(jobs) as Part[]; // as: exactly these keys
  const lanes = new Map<Part, Lane>(parts.map((part) => [part, { isWanted: false }]));

  async function run(part: Part, lane: Lane): Promise<void> {
    while (lane.isWanted) {
      lane.isWanted = false;
      const first = behind.get(part);
      const running = first && lanes.get(first)?.running;
      if (running !== undefined) await within(clock, BEHIND_MS, running, undefined);
      const job = Promise.resolve().then(() => jobs[part]());
      await within(clock, LIMIT_MS, job, undefined).catch(() => {}); // the next wake tries again
    }
    delete lane.running;
  }

  function want(...wanted: readonly Part[]): void {
    for (const part of wanted) {
      const lane = lanes.get(part);
      if (lane === undefined) continue;
      lane.isWanted = true;
      lane.running ??= run(part, lane);
    }
  }

  return {
    want,
    wantAll: () => want(...parts),
    async settled() {
      for (const { running } of [...lanes.values()]) await running;
      if ([...lanes.values()].some(({ running }) => running !== undefined)) await this.settled();
    },
  };
}
