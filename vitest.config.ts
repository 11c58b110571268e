/** Unit tests in bare Node, component and DOM tests in a real Chromium, and the built extension end to end. Kept apart from vite.config.ts, or crxjs would run here. */
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findBrowser } from './tests/tools/browsers.mjs';
import { SlowFirst } from './tests/tools/slow-first';

const CHROMIUM = findBrowser('chromium') ?? '/usr/bin/chromium';
const PATIENCE_MS = 15_000; // of a check that is made again and again: by itself vitest gives up after a second, which a busy machine takes
const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          setupFiles: ['tests/ui/speak-english.ts', 'tests/tools/properties.ts'],
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', 'tests/package/**', 'tests/**/*.browser.test.*'],
          maxWorkers: '100%', // by itself vitest leaves one core idle, which is half of a machine with two
          testTimeout: 300_000, // more than a property may take; the longest takes 25 s on two cores, behind two browsers
          hookTimeout: 300_000,
          expect: { poll: { timeout: PATIENCE_MS } },
        },
      },
      {
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        publicDir: false, // tests import what stands there
        optimizeDeps: { include: ['@mozilla/readability'] }, // found on the way it would have the page loaded anew
        test: {
          name: 'browser',
          setupFiles: ['tests/ui/speak-english.ts'],
          include: ['tests/**/*.browser.test.{ts,tsx}'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: PATIENCE_MS } },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: CHROMIUM, args: CHROMIUM_ARGS } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: { name: 'package', environment: 'node', include: ['tests/package/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          maxWorkers: process.env['SIDELIGHT_BROWSER'] === 'firefox' ? 2 : 1, // Firefox takes seconds to start, and waits for half of the rest
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
