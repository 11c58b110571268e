import { expect, test } from 'vitest';
import { dataPicture } from '../../../src/core/copy/data-picture';
import { pageOfEmbed } from '../../../src/core/copy/embed-address';
import { isNextPart } from '../../../src/core/copy/next-part';
import { backgroundIn, bestOf, imageIn, isStandIn } from '../../../src/core/copy/picture-address';
import { pictureKind } from '../../../src/core/copy/picture-kind';

test.each([
  ['/a.jpg', '/a.jpg'],
  ['/a-400.jpg 400w, /a-1600.jpg 1600w', '/a-1600.jpg'],
  ['/a-1600.jpg 1600w,/a-400.jpg 400w', '/a-1600.jpg'],
  ['/a-2400.jpg 2400w, /a-9000.jpg 9000w, /a-800.jpg 800w', '/a-2400.jpg'],
  ['/a.jpg 1x, /b.jpg 2x', '/b.jpg'],
  ['/w_400,h_300/a.jpg 400w, /w_800,h_600/a.jpg 800w', '/w_800,h_600/a.jpg'],
  ['', undefined],
])('of %j the best is %j', (set, best) => {
  expect(bestOf(set)).toBe(best);
});

test.each([
  ['', true],
  ['about:blank', true],
  ['https://a.example/img/spacer.gif', true],
  ['https://a.example/placeholder_small.png', true],
  ['data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP', true],
  [`data:image/png;base64,${'A'.repeat(4_000)}`, false],
  ['https://a.example/places/holder.jpg', false],
  ['https://a.example/blank-verse/portrait.jpg', false],
])('%j holds a place: %j', (address, is) => {
  expect(isStandIn(address)).toBe(is);
});

test('the picture for those without scripts is read letter by letter', () => {
  const found = imageIn(`<p>x<img alt="a > b" src='/x?a=1&amp;b=2' onerror=alert(1) srcset="/x 1x, /y 2x"/></p>`);
  expect(Object.fromEntries(found ?? [])).toMatchObject({ alt: 'a > b', src: '/x?a=1&b=2', srcset: '/x 1x, /y 2x' });
  expect(imageIn('<p>none</p>')).toBeUndefined();
  expect(imageIn('<img'.repeat(50_000))).toBeUndefined();
  expect(backgroundIn(`linear-gradient(red, blue), url( "/a b.jpg" )`)).toBe('/a b.jpg');
  expect(backgroundIn('linear-gradient(red, blue)')).toBeUndefined();
});

test.each([
  ['https://www.youtube.com/embed/abc123XYZ_0?rel=0', 'https://www.youtube.com/watch?v=abc123XYZ_0'],
  ['https://www.youtube-nocookie.com/embed/abc123XYZ_0', 'https://www.youtube.com/watch?v=abc123XYZ_0'],
  ['//player.vimeo.com/video/123456?h=1', 'https://vimeo.com/123456'],
  ['https://platform.twitter.com/embed/Tweet.html?id=99', 'https://twitter.com/i/status/99'],
  ['/v/thaw.mp4', 'https://quiet.example/v/thaw.mp4'],
  ['https://maps.example/embed?q=x', 'https://maps.example/embed?q=x'],
  ['https://ad.doubleclick.net/x', undefined],
  ['javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
])('%s is to be seen at %s', (raw, page) => {
  expect(pageOfEmbed(raw, 'https://quiet.example/a/')).toBe(page);
});

test.each([
  ['https://a.example/walk/', 'https://a.example/walk/2', true],
  ['https://a.example/walk', 'https://a.example/walk/page/2/', true],
  ['https://a.example/walk/2', 'https://a.example/walk/3', true],
  ['https://a.example/walk?page=2', 'https://a.example/walk?page=3', true],
  ['https://a.example/walk.html', 'https://a.example/walk-2.html', true],
  ['https://a.example/walk/?utm_source=mail', 'https://a.example/walk/2', true],
  ['https://a.example/walk/', 'https://a.example/walk/part-two', true],
  ['https://a.example/walk/', 'https://a.example/the-next-post/', false],
  ['https://a.example/walk/3', 'https://a.example/walk/2', false],
  ['https://a.example/walk/', 'https://b.example/walk/2', false],
  ['https://a.example/docs/open', 'https://a.example/docs/shut', false],
])('from %s to %s leads a next part: %j', (here, there, is) => {
  expect(isNextPart(here, there)).toBe(is);
});

const bytes = (...parts: readonly (string | number)[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part].map((letter) => letter.charCodeAt(0)))));

test.each([
  [bytes(0x89, 'PNG\r\n', 0x1a, '\n'), 'image/png'],
  [bytes(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
  [bytes('GIF89a'), 'image/gif'],
  [bytes('RIFF', 1, 2, 3, 4, 'WEBPVP8 '), 'image/webp'],
  [bytes(0, 0, 0, 32, 'ftypavif', 0, 0, 0, 0), 'image/avif'],
  [bytes(0, 0, 0, 32, 'ftypmif1', 0, 0, 0, 0, 'mif1avifmiaf'), 'image/avif'],
  [bytes('<?xml version="1.0"?>\n<!-- a --><svg xmlns="x">'), 'image/svg+xml'],
  [bytes('<!doctype html><svg>'), undefined],
  [bytes('RIFF....WAVE'), undefined],
  [bytes(), undefined],
])('bytes %# are %s', (given, type) => {
  expect(pictureKind(given)).toBe(type);
});

test('a picture in its address is decoded by hand', () => {
  expect(dataPicture('data:image/gif;base64,R0lG')).toEqual(bytes('GIF'));
  expect(dataPicture('data:image/svg+xml;charset=utf-8,%3Csvg%3E100%</svg>')).toEqual(bytes('<svg>100%</svg>'));
  for (const none of ['data:text/html,x', 'data:image/png;base64,*', 'data:image/png', '']) expect(dataPicture(none)).toBeUndefined();
});
