/** A copy of a build whose clock can be set: in the background and on every page of it, from the next start of the browser on. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserName } from './driver';
import { builtAt } from './under-test';

export type MovedClock = { readonly dist: string; readonly setAhead: (aheadMs: number) => void; readonly remove: () => void };

export function movedClock(browser: BrowserName, aheadMs = 0): MovedClock {
  const dist = mkdtempSync(join(tmpdir(), 'sidelight-clock-'));
  cpSync(builtAt(browser, undefined), dist, { recursive: true });
  const setAhead = (ms: number): void =>
    writeFileSync(
      join(dist, 'clock.js'),
      `const Real = Date; globalThis.Date = class extends Real { constructor(...given) { if (given.length === 0) super(Real.now() + ${ms}); else super(...given); } static now() { return Real.now() + ${ms}; } };`,
    );
  setAhead(aheadMs);
  put(join(dist, 'service-worker-loader.js'), /^/, "import './clock.js';\n");
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.html')) put(join(dist, file), /<script /, '<script type="module" src="/clock.js"></script><script ');
  return { dist, setAhead, remove: () => rmSync(dist, { recursive: true, force: true }) };
}

function put(file: string, before: RegExp, what: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(before, what));
}
