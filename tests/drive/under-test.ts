/** The browser and the build to test. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findBrowser } from '../tools/browsers.mjs';
import { DIST } from '../tools/build.mjs';
import type { BrowserName } from './driver';

/** The folder of a build, checked; the last `npm run build` if none is given. */
export function builtAt(browser: BrowserName, given: string | undefined): string {
  const folder = resolve(given ?? join(DIST, browser));
  if (!existsSync(join(folder, 'manifest.json'))) throw new Error(`There is no build in ${folder}: run \`npm run build\` first.`);
  return folder;
}

export function programOf(browser: BrowserName): string {
  const program = findBrowser(browser);
  if (program === undefined) throw new Error(`There is no ${browser} here: \`npm test\` installs it or says how to.`);
  return program;
}
