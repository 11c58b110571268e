/** A copy of a build whose clock can be set, in the background and on every page of it. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserName, StartOptions } from './driver';
import { builtAt } from './under-test';

export type MovedClock = Required<Pick<StartOptions, 'dist' | 'agent'>> & {
  /** Holds from the next start of the browser on. */
  readonly setAhead: (aheadMs: number) => void;
  readonly remove: () => void;
};

/** How far it is ahead stands in the browser's name: that is known before the first line of a script, and a browser keeps a worker's scripts from start to start. */
const SCRIPT = `
const ahead = Number(/ahead\\/(-?\\d+)/.exec(navigator.userAgent)[1]);
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) {
    if (given.length === 0) super(Real.now() + ahead);
    else super(...given);
  }
  static now() {
    return Real.now() + ahead;
  }
};
`;

export function movedClock(browser: BrowserName, aheadMs = 0): MovedClock {
  let ahead = aheadMs;
  const dist = mkdtempSync(join(tmpdir(), 'sidelight-clock-'));
  cpSync(builtAt(browser, undefined), dist, { recursive: true });
  writeFileSync(join(dist, 'clock.js'), SCRIPT);
  put(join(dist, 'service-worker-loader.js'), /^/, "import './clock.js';\n");
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.html')) put(join(dist, file), /<script /, '<script type="module" src="/clock.js"></script><script ');
  return {
    dist,
    agent: () => `Mozilla/5.0 ahead/${ahead}`,
    setAhead: (ms) => {
      ahead = ms;
    },
    remove: () => rmSync(dist, { recursive: true, force: true }),
  };
}

function put(file: string, before: RegExp, what: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(before, what));
}
