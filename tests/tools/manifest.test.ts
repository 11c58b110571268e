/** What Sidelight asks a browser for. A change here is a change of what every reader agreed to. */
import { expect, test } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { CARD_PAGE } from '../../src/core/related/card';

const fields: Readonly<Record<string, unknown>> = manifest;

test('it requires six permissions and no update adds one', () => {
  expect([...manifest.permissions].sort()).toEqual(['activeTab', 'alarms', 'contextMenus', 'scripting', 'storage', 'unlimitedStorage']);
});

test('browsers take four suggested keys, and no letter of them twice', () => {
  const keys = Object.entries(manifest.commands).flatMap(([name, command]) =>
    'suggested_key' in command ? [[name, command.suggested_key.default]] : [],
  );
  expect(Object.fromEntries(keys)).toEqual({
    _execute_action: 'Alt+Shift+S',
    'next-mark': 'Alt+Shift+N',
    'save-page': 'Alt+Shift+D',
    'open-panel': 'Alt+Shift+R',
  });
  expect(Object.keys(manifest.commands).filter((name) => !keys.some(([known]) => known === name))).toEqual([
    'previous-mark',
    'highlight',
    'toggle-card',
  ]);
});

test('what is optional: saving files, for backups that are made by themselves, what that needs in Chromium, and its side panel', () => {
  expect(manifest.optional_permissions).toEqual(['downloads', 'offscreen', 'sidePanel']);
});

test('sites are optional, all of them', () => {
  expect(manifest.optional_host_permissions).toEqual(['http://*/*', 'https://*/*']);
});

test.each(['host_permissions', 'content_scripts', 'externally_connectable'])('there is no %s', (field) => {
  expect(fields[field]).toBeUndefined();
});

test('one file is web-accessible, the card’s, and its address is made anew for each session where the browser can', () => {
  expect(manifest.web_accessible_resources).toEqual([
    { resources: [CARD_PAGE], matches: ['http://*/*', 'https://*/*'], use_dynamic_url: true },
  ]);
  expect(Number(manifest.minimum_chrome_version)).toBeGreaterThanOrEqual(130); // before, Chromium took the word and did nothing
});

test('the address bar has a keyword', () => {
  expect(manifest.omnibox).toEqual({ keyword: 'side' });
});

test('it stays out of private windows', () => {
  expect(manifest.incognito).toBe('not_allowed');
});

test('its pages run their own scripts and embed nothing; only fetching leads to the web', () => {
  const policy = manifest.content_security_policy.extension_pages;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self' http: https:;"); // the background fetches feeds, each with its own permission
  expect(policy).toContain('frame-ancestors http: https:'); // the card stands in pages; no other file is web-accessible
  expect(policy.replace(/connect-src [^;]*;|frame-ancestors http: https:/g, '')).not.toMatch(/unsafe|https?:|\*|data:/);
});
