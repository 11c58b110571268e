/** Where the build to test is. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DIST } from '../tools/build.mjs';
import type { BrowserName } from './driver';

/** The folder of a build, checked; the last `npm run build` if none is given. */
export function builtAt(browser: BrowserName, given: string | undefined): string {
  const folder = resolve(given ?? join(DIST, browser));
  if (!existsSync(join(folder, 'manifest.json'))) throw new Error(`There is no build in ${folder}: run \`npm run build\` first.`);
  return folder;
}
