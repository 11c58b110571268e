/** Polling 200 sources of ordinary size from loopback, the walk in Node and the built extension; and looking at hostile feeds. Each in a process of its own. */
import { rowsInChild } from '../child';
import type { Section } from '../section';

export const polls: Section = {
  name: 'feeds: polling 200 sources, the walk in Node',
  rows: ({ say }) => rowsInChild('./refresh/run.ts', {}, say),
};

export const browserPolls = inBoth('feeds: polling 200 sources, the built extension', './refresh/browser.ts');
export const hostileFeeds = inBoth('feeds: looking at hostile ones, the built extension', './refresh/hostile.ts');

function inBoth(name: string, script: string): Section {
  return {
    name,
    rows: async ({ say }) => {
      const chromium = await rowsInChild(script, { SIDELIGHT_BROWSER: 'chromium' }, say);
      return [...chromium, ...(await rowsInChild(script, { SIDELIGHT_BROWSER: 'firefox' }, say))];
    },
  };
}
