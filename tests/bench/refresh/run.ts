/** Measures the walk over 200 sources of ordinary size from loopback: the first poll, one where nothing is new, one with a new post each. Library in memory.
 * A child of section.ts; prints its rows as a line of JSON. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { getHeapStatistics } from 'node:v8';
import { wishesOf } from '../../../src/core/library/source-marks';
import { fetchSource } from '../../../src/edge/net/fetch-source';
import { refreshSources } from '../../../src/flows/refresh-sources';
import { type Site, World } from '../../flows/followed-world';
import type { Seen } from './site';

const SOURCES = Number(process.argv[2] ?? 200);
const DAY = 86_400_000;
const never: Site = () => ({ ok: false, problem: { kind: 'unreachable' } });

const site = fork(fileURLToPath(new URL('./site.ts', import.meta.url)), [String(SOURCES)], { execArgv: process.execArgv });
const [{ ports }] = (await once(site, 'message')) as [{ ports: readonly number[] }]; // as: the first message of site.ts
const world = new World();
for (const [index, port] of ports.entries()) {
  const id = world.follow(`blog${index}`, never, {}, { url: `http://127.0.0.1:${port}/feed` });
  world.wishes.set(id, { ...wishesOf({}), typedHost: '127.0.0.1' });
}

async function tell(message: { readonly edition?: number }): Promise<Seen> {
  site.send(message);
  const [{ seen }] = (await once(site, 'message')) as [{ seen: Seen }]; // as: the answer of site.ts
  return seen;
}

/** Whole walks, one after the other as alarms would start them, until nothing is due. */
async function measure(name: string, edition: number) {
  await tell({ edition });
  globalThis.gc?.();
  const before = getHeapStatistics().used_heap_size;
  let heap = before;
  const sampling = setInterval(() => {
    heap = Math.max(heap, getHeapStatistics().used_heap_size);
  }, 20);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const cpu = process.cpuUsage();
  const began = performance.now();
  const outcomes: Record<string, number> = {};
  const edges = {
    ...world.edges(),
    fetchSource,
    yieldNow: () => new Promise<void>((resolve) => setImmediate(resolve)),
    now: () => Date.now() + shift,
  };
  let walks = 0;
  for (let due = SOURCES; due > 0; walks++) {
    const report = await refreshSources(edges);
    const polled = Object.values(report.outcomes).reduce((sum, each) => sum + each, 0);
    for (const [kind, times] of Object.entries(report.outcomes)) outcomes[kind] = (outcomes[kind] ?? 0) + times;
    due -= polled;
    if (polled === 0) break;
  }
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  clearInterval(sampling);
  const { mostAtOnce, mostOnOneHost, notModified, requests, bytes } = await tell({});
  return {
    poll: name,
    'wall ms': Math.round(ms),
    'cpu ms': Math.round((user + system) / 1000),
    'longest pause ms': Math.round(delay.max / 1e6),
    'heap added MB': Math.round((heap - before) / 1e6),
    'in flight': mostAtOnce,
    'on one host': mostOnOneHost,
    requests,
    '304': notModified,
    'gzip MB': Math.round(bytes / 1e5) / 10,
    walks,
    essays: world.essays.size,
    outcomes: JSON.stringify(outcomes),
  };
}

let shift = 0;
try {
  const rows = [await measure('first', 0)];
  shift = 2 * DAY;
  rows.push(await measure('nothing new', 0));
  shift = 4 * DAY;
  rows.push(await measure('one new post each', 1));
  console.log(JSON.stringify(rows));
} finally {
  site.kill();
}
