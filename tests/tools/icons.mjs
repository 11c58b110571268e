/** Draws the icons of every size from their SVGs. Run it after changing one; a test says so when it was forgotten. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages, ROOT, runTool } from './ensure.mjs';

export const ICON_FOLDER = join(ROOT, 'public', 'icons');
export const ICON_NAMES = ['icon', 'icon-saved'];
export const ICON_SIZES = [16, 32, 48, 96, 128];

/**
 * @param {string} name
 * @param {number} size px on both sides
 * @returns {Promise<Uint8Array>} a PNG
 */
export async function drawIcon(name, size) {
  const { Resvg } = await import('@resvg/resvg-js'); // not at the top: it may have been installed just now
  const svg = readFileSync(join(ICON_FOLDER, `${name}.svg`), 'utf8');
  return new Resvg(svg, { fitTo: { mode: 'width', value: size }, font: { loadSystemFonts: false } }).render().asPng();
}

if (process.argv[1] === import.meta.filename) {
  await runTool(async () => {
    ensurePackages();
    for (const name of ICON_NAMES)
      for (const size of ICON_SIZES) writeFileSync(join(ICON_FOLDER, `${name}-${size}.png`), await drawIcon(name, size));
  });
}
