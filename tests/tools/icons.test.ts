/** The icons the manifest names: every size is there, is that size, and is what its SVG draws. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { drawIcon, ICON_FOLDER, ICON_NAMES, ICON_SIZES } from './icons.mjs';

const icons = ICON_NAMES.flatMap((name) => ICON_SIZES.map((size) => [name, size] as const));

test.each(icons)('%s at %i px is what the SVG draws', async (name, size) => {
  const drawn = Buffer.from(await drawIcon(name, size));
  expect(readFileSync(join(ICON_FOLDER, `${name}-${size}.png`)).equals(drawn), 'run `npm run icons`').toBe(true);
  expect([drawn.readUInt32BE(16), drawn.readUInt32BE(20)]).toEqual([size, size]); // a PNG's width and height
});

test('the manifest names only icons of the size it says', () => {
  const named = Object.entries({ ...manifest.icons, ...manifest.action.default_icon });
  expect(named.filter(([size, file]) => file !== `icons/icon-${size}.png` || !ICON_SIZES.includes(Number(size)))).toEqual([]);
});
