import fc from 'fast-check';
import { expect, test } from 'vitest';
import { feedDate } from '../../../src/core/feed/dates';
import { addressDate, blogDate, timeElementDate } from '../../../src/core/feed/page/blog-dates';

const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString().replace('.000', ''));

test.each([
  ['Wed, 05 Mar 2025 08:00:00 GMT', '2025-03-05T08:00:00Z'],
  ['Wed, 05 Mar 2025 08:00:00 +0530', '2025-03-05T02:30:00Z'],
  ['Wed, 05 Mar 25 08:00:00 EST', '2025-03-05T13:00:00Z'],
  ['5 March 2025 8:00 PT', '2025-03-05T16:00:00Z'],
  ['Wed,5 Mar 2025', '2025-03-05T00:00:00Z'],
  ['Sat, 05 Sept 2020 10:00:00 Z', '2020-09-05T10:00:00Z'],
  ['Sun Jan  4 16:29:06 2004', '2004-01-04T16:29:06Z'],
  ['Sat Mar 05 08:00:00 PST 2025', '2025-03-05T16:00:00Z'],
  ['2025-03-05', '2025-03-05T00:00:00Z'],
  ['2025-03', '2025-03-01T00:00:00Z'],
  ['2025-03-05T08:00:00.123456+01:00', '2025-03-05T07:00:00Z'],
  ['2025-03-05 08:00:00', '2025-03-05T08:00:00Z'],
  ['2025-03-05T08:00Z', '2025-03-05T08:00:00Z'],
  ['20250305T080000Z', '2025-03-05T08:00:00Z'],
  ['Fri, 2006/09/15 08:19:53 EDT', '2006-09-15T12:19:53Z'],
  ['2025-03-05T24:00:00Z', '2025-03-06T00:00:00Z'],
  ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z'],
  ['2025-03-05T08:00:00+01', '2025-03-05T07:00:00Z'],
  ['2025-03-05 08:00:00.5-05', '2025-03-05T13:00:00Z'],
  ['Wed, 05 Mar 2025 08:00:00 -5', '2025-03-05T13:00:00Z'],
  ['2025-03-05 08:00:00 +0200 +0200', '2025-03-05T06:00:00Z'],
  ['Wed, 2025.03.05 08:00', '2025-03-05T08:00:00Z'],
  ['5. 3. 2025', '2025-03-05T00:00:00Z'],
  ['05.03.2025 08:00:00 +0100', '2025-03-05T07:00:00Z'],
  ['03/25/2025', '2025-03-25T00:00:00Z'],
  ['25/03/2025 08:00', '2025-03-25T08:00:00Z'],
  ['3/25/2025 9:30:00 PM', '2025-03-25T21:30:00Z'],
  ['3/25/2025 12:05 AM', '2025-03-25T00:05:00Z'],
  ['05-05-2025', '2025-05-05T00:00:00Z'],
])('%s is an instant', (written, expected) => {
  expect(iso(feedDate(written))).toBe(expected);
});

test.each([
  'yesterday',
  '',
  '1741161600000',
  '-1',
  '1e400',
  '2025-13-01',
  '2025-02-30',
  '2025-03-05T25:00:00Z',
  '2025-03-05T10:61:00Z',
  '2025-03-05T08:00:00+9999',
  '2025-03-05T08:00:00 XYZ',
  'Sun, 99 Jun 2009 12:00:00 GMT',
  'Sun, 16 zzz 2012 11:47:32 GMT',
  '03/04/2025',
  '05-03-2025',
  '13/13/2025',
  '3/25/2025 13:30 AM',
  '25.13.2025',
  '25/03/25',
  '2013-01-28T11:30:00-06:00Textra',
  '+275760-09-14T00:00:00Z',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Fri, 31 Dec 2999 23:59:59 GMT',
])('%j is unknown, not a guess', (written) => {
  expect(feedDate(written)).toBeUndefined();
});

test('what JavaScript writes for a moment reads back as that moment', () => {
  const moment = fc.integer({ min: Date.UTC(1985, 0, 1) / 1000, max: Date.UTC(2150, 0, 1) / 1000 });
  fc.assert(
    fc.property(moment, (seconds) => {
      const date = new Date(seconds * 1000);
      expect(feedDate(date.toISOString())).toBe(seconds * 1000);
      expect(feedDate(date.toUTCString())).toBe(seconds * 1000);
    }),
  );
});

test('any text at all is a date between 1980 and 2200 or unknown', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9:TZ+ -]{1,30}$/)), (written) => {
      const at = feedDate(written);
      expect(at === undefined || (at > Date.UTC(1979, 11, 30) && at < Date.UTC(2201, 0, 2))).toBe(true);
    }),
  );
});

test.each([
  ['25 Sep 2025', '2025-09-25'],
  ['September 25, 2025', '2025-09-25'],
  ['Sept. 25th, 2025', '2025-09-25'],
  ['Posted on Thursday, September 25, 2025 by Mara', '2025-09-25'],
  ['2025-09-25', '2025-09-25'],
  ['2025/09/25 · 4 min read', '2025-09-25'],
  ['25.09.2025', '2025-09-25'],
  ['25. September 2025', '2025-09-25'],
  ['25 septembre 2025', '2025-09-25'],
  ['25 de septiembre de 2025', '2025-09-25'],
  ['9. März 2025', '2025-03-09'],
  ['2025年9月25日', '2025-09-25'],
])('a blog that prints %s means a day', (shown, day) => {
  expect(iso(blogDate(shown))?.slice(0, 10)).toBe(day);
});

test.each([
  '03/04/2025',
  '2025',
  'in 2025 we moved',
  '32 May 2025',
  '30 Feb 2024',
  '12 drummers 2024',
  'May 2025',
  `${'In '.repeat(50)}on 5 May 2024`,
])('%j on a page is no day', (shown) => {
  expect(blogDate(shown)).toBeUndefined();
});

test('a time element counts by its datetime, else by what it shows; an address counts where it holds a whole day', () => {
  expect(iso(timeElementDate('2025-03-05T10:00:00+02:00', 'last week'))).toBe('2025-03-05T08:00:00Z');
  expect(iso(timeElementDate('x', '5 March 2025'))).toBe('2025-03-05T00:00:00Z');
  expect(iso(addressDate('https://a.example/2025/03/05/title'))).toBe('2025-03-05T00:00:00Z');
  expect(addressDate('https://a.example/2025/03/title')).toBeUndefined();
});

test.each([
  ['Do, 12 Dez 2024 09:30:00 +0100', '2024-12-12T08:30:00Z'],
  ['jeu., 12 févr. 2026 09:30:00 +0100', '2026-02-12T08:30:00Z'],
  ['mar. 12 mars 2026', '2026-03-12T00:00:00Z'],
  ['12 de febrero de 2026', '2026-02-12T00:00:00Z'],
  ['martes, 3 de marzo de 2026 a las 10:00', '2026-03-03T10:00:00Z'],
  ['February 12, 2026', '2026-02-12T00:00:00Z'],
  ['Thursday, February 12, 2026 - 9:30am', '2026-02-12T09:30:00Z'],
  ['Thu, 12 Feb 2026 09:30:00 PM GMT', '2026-02-12T21:30:00Z'],
  ['Thu Feb 12 2026 09:30:00 GMT+0100 (Central European Standard Time)', '2026-02-12T08:30:00Z'],
  ['Thu Feb 12 2026 09:30:00 +0200', '2026-02-12T07:30:00Z'],
  ['2026-02-12T09:30:00.000Z[UTC]', '2026-02-12T09:30:00Z'],
  ['2026-02-12T10:30:00+01:00[Europe/Rome]', '2026-02-12T09:30:00Z'],
  ['2026-02-12 09:30:00.5 +0000 UTC', '2026-02-12T09:30:00Z'],
  ['Thu, 12 Feb 2026 09:30:00 BRT', '2026-02-12T12:30:00Z'],
  ['Thu, 12 February 2026 09:30:00 AT', '2026-02-12T13:30:00Z'],
  ['Saturday 12th of July, 2025 at 5:03 p.m. EST', '2025-07-12T22:03:00Z'],
  ['Dec. 1, 2026, 3 p.m.', '2026-12-01T15:00:00Z'],
  ['Dec. 1, 2026, 12 a.m.', '2026-12-01T00:00:00Z'],
  ['1 December 2026 11am', '2026-12-01T11:00:00Z'],
  ['12 февраля 2026', '2026-02-12T00:00:00Z'],
  ['Πεμ, 12 Φεβ 2026 09:30:00 EET', '2026-02-12T07:30:00Z'],
  ['2026-február-12T9:30+01:00', '2026-02-12T08:30:00Z'],
  ['2026-02-12 오후 9:30:00', '2026-02-12T21:30:00Z'],
  ['2026年2月12日 09:30', '2026-02-12T09:30:00Z'],
  ['٢٠٢٦ فبراير ١٢', '2026-02-12T00:00:00Z'],
  ['१२ फ़रवरी २०२६', '2026-02-12T00:00:00Z'],
])('a date in words, "%s"', (written, expected) => {
  expect(new Date(feedDate(written) ?? 0).toISOString()).toBe(expected.replace('Z', '.000Z'));
});

test.each([
  '03-04-2025 hello',
  '12 foo 2026',
  '12/02/2026',
  'lip 3 2026',
  '12 Feb',
  'Feb 2026 12 13',
  'Thu, 12 Feb 2026 13:30 AM',
  'some time in March 2026',
  '1404-05-01',
  '',
])('what is not understood to its last word is unknown: "%s"', (written) => {
  expect(feedDate(written)).toBeUndefined();
});

test('every month of every language reads back as it is written beside a day', () => {
  const languages = Intl.DateTimeFormat.supportedLocalesOf([
    'cs',
    'da',
    'de',
    'el',
    'es',
    'et',
    'fi',
    'fr',
    'hu',
    'id',
    'it',
    'lv',
    'nb',
    'nl',
    'pt',
    'ro',
    'ru',
    'sk',
    'sl',
    'sv',
    'tr',
    'uk',
  ]);
  for (const language of languages) {
    const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { month: 'long', day: 'numeric', timeZone: 'UTC' });
    for (let month = 1; month <= 12; month++) {
      const at = Date.UTC(2025, month - 1, 17);
      const name = format.formatToParts(at).find(({ type }) => type === 'month')?.value ?? '';
      const read = feedDate(`17 ${name} 2025`);
      if (read !== undefined) expect([language, name, new Date(read).toISOString()]).toEqual([language, name, new Date(at).toISOString()]); // "listopad" is two months, and unknown
    }
  }
});

test.each([...'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ').entries()])(
  'month %i by its short name, wherever it stands and whatever another language calls so',
  (at, name) => {
    const day = `2026-${String(at + 1).padStart(2, '0')}-02`;
    expect(iso(feedDate(`${name} 2, 2026 at 10:00 AM GMT`))).toBe(`${day}T10:00:00Z`);
    expect(iso(feedDate(`${name}. 2nd, 2026`))).toBe(`${day}T00:00:00Z`);
  },
);
