/** Polling 200 sources of ordinary size from loopback: the walk in Node, and the built extension. Each in a process of its own. */
import { rowsInChild } from '../child';
import type { Section } from '../section';

export const polls: Section = {
  name: 'feeds: polling 200 sources, the walk in Node',
  rows: ({ say }) => rowsInChild('./refresh/run.ts', {}, say),
};

export const browserPolls: Section = {
  name: 'feeds: polling 200 sources, the built extension',
  rows: async ({ say }) => {
    const chromium = await rowsInChild('./refresh/browser.ts', { SIDELIGHT_BROWSER: 'chromium' }, say);
    return [...chromium, ...(await rowsInChild('./refresh/browser.ts', { SIDELIGHT_BROWSER: 'firefox' }, say))];
  },
};
