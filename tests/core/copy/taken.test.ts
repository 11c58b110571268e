import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_MARKUP_CHARS, MAX_PICTURES, readRefusal, readTakenCopy } from '../../../src/core/copy/taken';

const WHOLE = {
  address: 'https://quiet.example/2026/thumb?utm_source=mail',
  canonical: 'https://quiet.example/2026/thumb',
  title: 'The thumb',
  author: 'Ingrid Salo',
  publishedAt: Date.UTC(2026, 2, 14),
  siteName: 'Quiet Harbour',
  language: 'en-GB',
  direction: 'rtl',
  lead: 'https://quiet.example/img/lead.jpg',
  isPartial: true,
  next: 'https://quiet.example/2026/thumb/2',
  html: '<p>Words.</p>',
  text: 'Words.',
  pictures: ['https://quiet.example/img/a.jpg', 'data:image/png;base64,AAAA'],
};
const LEAST = { address: 'https://quiet.example/', html: '<p>Words.</p>', text: 'Words.' };

test('a whole copy reads back as it is', () => {
  expect(readTakenCopy(WHOLE)).toEqual(WHOLE);
  expect(readTakenCopy(JSON.parse(JSON.stringify(WHOLE)))).toEqual(WHOLE);
});

test('the least copy is named after its address and has no pictures', () => {
  expect(readTakenCopy(LEAST)).toEqual({ ...LEAST, title: LEAST.address, pictures: [] });
});

test.each([
  ['no object', 'words'],
  ['nothing', null],
  ['no address', { html: '', text: '' }],
  ['an address of a script', { ...LEAST, address: 'javascript:alert(1)' }],
  ['no markup', { address: LEAST.address, text: '' }],
  ['no text', { address: LEAST.address, html: '' }],
  ['markup beyond all bounds', { ...LEAST, html: 'x'.repeat(MAX_MARKUP_CHARS + 1) }],
])('%s is no copy', (_what, raw) => {
  expect(readTakenCopy(raw)).toBeUndefined();
});

test.each([
  ['canonical', 'file:///etc/passwd'],
  ['author', { name: 'x' }],
  ['author', '  '],
  ['publishedAt', Number.NaN],
  ['publishedAt', 1e300],
  ['siteName', 7],
  ['language', 'no tag at all'],
  ['direction', 'ltr'],
  ['lead', 'data:text/html,x'],
  ['isPartial', 'yes'],
  ['next', `https://quiet.example/${'a'.repeat(10_000)}`],
])('%s that is %j is left out, and the copy stays', (field, value) => {
  const { [field as 'next']: _gone, ...rest } = WHOLE; // as: every field in turn
  expect(readTakenCopy({ ...WHOLE, [field]: value })).toEqual(rest);
});

test('pictures are addresses, each once, and no more than can be named', () => {
  const many = Array.from({ length: MAX_PICTURES + 10 }, (_, i) => `https://quiet.example/${i}.png`);
  const odd = ['https://quiet.example/0.png', 7, 'javascript:1', '/a.png', 'https://quiet.example/0.png', 'data:text/html,x'];
  expect(readTakenCopy({ ...LEAST, pictures: odd })?.pictures).toEqual(['https://quiet.example/0.png']);
  expect(readTakenCopy({ ...LEAST, pictures: many })?.pictures).toHaveLength(MAX_PICTURES);
});

test('lines are one line, and cut', () => {
  const read = readTakenCopy({ ...LEAST, title: ` A\n  title ${'x'.repeat(9_000)}`, author: 'a\tb' });
  expect(read?.title.startsWith('A title x')).toBe(true);
  expect(read?.title).toHaveLength(500);
  expect(read?.author).toBe('a b');
});

test('a refusal is one of the known ones', () => {
  expect(readRefusal({ refused: 'too-large' })).toBe('too-large');
  for (const raw of [{ refused: 'because' }, {}, null, 'too-large', WHOLE]) expect(readRefusal(raw)).toBeUndefined();
});

test('nothing makes the readers throw, and what they give reads again as the same', () => {
  const field = fc.oneof(fc.anything(), fc.webUrl(), fc.string());
  const raw = fc.record(Object.fromEntries(Object.keys(WHOLE).map((key) => [key, field])), { requiredKeys: [] });
  fc.assert(
    fc.property(fc.oneof(fc.anything(), raw), (any) => {
      readRefusal(any);
      const read = readTakenCopy(any);
      if (read) expect(readTakenCopy(read)).toEqual(read);
    }),
  );
});
