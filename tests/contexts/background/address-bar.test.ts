/** The address bar: what it finds in the library, where it leads, and how each browser wants its lines. */
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { described } from '../../../src/core/library/address-line';
import { putEssays } from '../../../src/edge/store/essays';
import { threadOf } from '../../../src/edge/store/history';
import { openLibrary } from '../../../src/edge/store/open';
import { essay, essayId, got, NOW, WRITER } from '../../edge/store/library-fixture';
import { fakeBrowser, idle } from './fake-browser';

let browser = fakeBrowser();
beforeEach(() => {
  browser = fakeBrowser();
});

async function ready() {
  const worker = browser.wake();
  await worker.hear({ name: 'wake', ask: {} });
  const library = got(await openLibrary(WRITER));
  const long = 'A sentence about ropes that stands in it. '.repeat(60);
  const essays = [
    essay('bell', { title: 'The bell & the rope', url: 'https://a.example/bell', text: long }),
    essay('quay', { title: 'The quay' }),
  ];
  got(await putEssays(library, essays, { from: 'poll', now: NOW }));
  return { worker, library };
}

test('what is typed finds essays, its words lit, with the source beside', async () => {
  const { worker } = await ready();
  const lines = await worker.listeners.typed?.('rope');
  expect(lines).toEqual([
    {
      content: 'https://a.example/bell',
      title: [
        { text: 'The bell & the ', isLit: false },
        { text: 'rope', isLit: true },
      ],
      about: 'a.example',
    },
  ]);
  expect(await worker.listeners.typed?.('  ')).toEqual([]);
});

test('a line that was chosen opens its essay where it is read, and that is a row of its thread', async () => {
  const { worker, library } = await ready();
  worker.listeners.chosen?.('https://a.example/bell', 'front');
  await idle();
  expect(browser.state.opened.at(-1)).toBe('chrome-extension://sidelight/src/contexts/reader/reader.html?essay=bell');
  expect((await threadOf(library, essayId('bell'))).rows.at(-1)).toMatchObject({ what: 'open', from: 'bar' });
});

test('words that were entered open the library with them, as does an address that is not there', async () => {
  const { worker } = await ready();
  for (const text of ['rope tag:"a b"', 'https://nowhere.example/']) {
    worker.listeners.chosen?.(text, 'behind');
    await idle();
    const opened = new URL(browser.state.opened.at(-1) ?? '');
    expect([opened.pathname, opened.searchParams.get('q')]).toEqual(['/src/contexts/library/library.html', text]);
  }
});

test('where the browser reads markup a stranger’s title is text; where it reads none, it stands as it is', () => {
  const title = [
    { text: 'A <b>&', isLit: false },
    { text: '"quote"', isLit: true },
  ];
  expect(described(title, "x's", true)).toBe('A &lt;b&gt;&amp;<match>&quot;quote&quot;</match><dim> · x&apos;s</dim>');
  expect(described(title, "x's", false)).toBe('A <b>&"quote" · x\'s');
});

test('whatever a title holds, the markup is well formed', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20 });
  fc.assert(
    fc.property(fc.array(fc.record({ text, isLit: fc.boolean() }), { maxLength: 4 }), text, (title, about) => {
      const markup = described(title, about, true);
      expect(markup.replaceAll(/<\/?(match|dim)>|&(amp|lt|gt|quot|apos);/g, '')).not.toMatch(/[<>&"']|[\p{Cc}\p{Cs}]/u);
    }),
  );
});
