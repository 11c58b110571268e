import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEssay, readHistoryRow, readMarks, readSource } from '../../../src/core/library/readers';
import { nextStamp } from '../../../src/core/library/stamp';
import { arbitraryMarks } from './arbitrary-marks';

const essay = {
  id: 'e',
  sourceId: 's',
  url: 'https://example.com/e',
  title: 'Title',
  summary: 'Summary',
  text: 'Text',
  author: 'Author',
  language: 'en',
  tags: ['a', 'b'],
  publishedAt: 5,
  firstSeenAt: 6,
};
const source = { id: 's', kind: 'feed', url: 'https://example.com/feed', siteUrl: 'https://example.com/', title: 'Site', addedAt: 1 };
const row = { essayId: 'e', at: 1, what: 'save', from: 'popup' };

describe('an essay', () => {
  test('reads back, without what does not belong to it', () => expect(readEssay({ ...essay, datedAt: 5 })).toEqual(essay));

  test.each([
    ['id', ''],
    ['id', 7],
    ['sourceId', undefined],
    ['url', 'javascript:alert(1)'],
    ['url', 'nowhere'],
    ['title', ''],
    ['firstSeenAt', '6'],
    ['firstSeenAt', Number.NaN],
  ])('whose %s is %j is none', (field, value) => expect(readEssay({ ...essay, [field]: value })).toBeUndefined());

  test.each([
    ['summary', 7, { ...essay, summary: '' }],
    ['tags', ['a', 7, ''], { ...essay, tags: ['a'] }],
    ['tags', 'a', { ...essay, tags: [] }],
    ['publishedAt', 'yesterday', { ...essay, publishedAt: undefined }],
    ['text', {}, { ...essay, text: undefined }],
  ])('whose %s is %j does without', (field, value, expected) => expect(readEssay({ ...essay, [field]: value })).toEqual(expected));
});

test('a source and a history row read back', () => {
  expect(readSource(source)).toEqual(source);
  expect(readHistoryRow(row)).toEqual(row);
});

test('a list keeps what another reader was told of it, without what no reader has', () => {
  const paths = { xPathItem: '//li', xPathItemTitle: './/a' };
  const list = { ...source, kind: 'listing', paths };
  expect(readSource({ ...list, paths: { ...paths, xPathItemUri: 7, xPathItemUid: '', other: 'x' } })).toEqual(list);
  expect(readSource({ ...source, paths: { xPathItemTitle: './/a' } })).toEqual(source);
  expect(readSource({ ...source, paths: { xPathItem: 'x'.repeat(100_000) } })).toEqual(source);
});

test.each([
  [readSource, { ...source, kind: 'rumour' }],
  [readSource, { ...source, siteUrl: 'file:///etc' }],
  [readSource, { ...source, addedAt: null }],
  [readHistoryRow, { ...row, what: 'danced' }],
  [readHistoryRow, { ...row, from: 'afar' }],
  [readHistoryRow, { ...row, at: 'now' }],
])('%o refuses %j', (read, raw) => expect(read(raw)).toBeUndefined());

describe('marks', () => {
  const stamp = nextStamp(undefined, 1, 'a');
  test('read back whole', () => {
    fc.assert(fc.property(arbitraryMarks, (marks) => void expect(readMarks(marks)).toEqual({ marks, damaged: 0 })));
  });
  test('that are absent are empty, and no damage', () => expect(readMarks(undefined)).toEqual({ marks: {}, damaged: 0 }));
  test('that are no object are empty, and a damage', () => expect(readMarks('saved')).toEqual({ marks: {}, damaged: 1 }));
  test('with one damaged field keep the others', () => {
    expect(readMarks({ saved: [true, stamp], read: [true, 'never'], note: 'x', progress: [7, stamp] })).toEqual({
      marks: { saved: [true, stamp] },
      damaged: 3,
    });
  });
  test('with one damaged tag keep the others', () => {
    expect(readMarks({ tags: { data: [true, stamp], maps: 'yes' } }).marks).toEqual({ tags: { data: [true, stamp] } });
  });
});

test('no value makes a reader throw', () => {
  fc.assert(
    fc.property(fc.anything(), (raw) => {
      for (const read of [readEssay, readSource, readHistoryRow]) expect(read(raw)).toBeUndefined();
      expect(readMarks(raw).damaged).toBeGreaterThanOrEqual(0);
    }),
  );
});
