/** A page about a mill, and the copy that is taken of it. */
import { expect } from 'vitest';
import { readTakenCopy } from '../../../../src/core/copy/taken';
import { takeCopyOf } from '../../../../src/edge/dom/copy/take-copy';
import { slices } from '../../../../src/edge/dom/slices';
import { stage } from '../stage';

export const P = [
  'The mill stands where two streams meet, and for a hundred years nobody has ground a sack of corn in it. The wheel was sold, the stones were too heavy to steal, and the roof has been mended by whoever needed it to be dry that winter.',
  'What the miller left behind is a ledger. Each page has the names of those who came, what they brought, and a small drawing of the weather, made with the same pen and plainly with more pleasure than the sums beside it.',
  'I have read it from front to back twice, once for the names and once for the drawings, and I still could not tell anyone which of the two was the record and which was the ornament.',
].map((words) => `<p>${words}</p>`);

export const page = (
  inside: string,
  { head = '', lang = 'en', around = '' } = {},
): string => `<!doctype html><html lang="${lang}"><head><title>The ledger | Mill Notes</title>${head}</head>
<body><nav><a href="/">Front page</a></nav><main><article><h1>The ledger</h1>${P[0]}${inside}${P[1]}${P[2]}</article>${around}</main><footer>Imprint of the mill</footer></body></html>`;

export async function take(html: string, prepare: () => void = () => {}) {
  stage(html);
  prepare();
  const took = await takeCopyOf(document, slices());
  if ('refused' in took) throw new Error(took.refused);
  const copy = readTakenCopy(JSON.parse(JSON.stringify(took.copy)));
  if (copy === undefined) throw new Error('unreadable');
  const parsed = new DOMParser().parseFromString(copy.html, 'text/html').body;
  expect(parsed.innerHTML).toBe(copy.html); // a parser makes the same of it
  return { copy, body: parsed, addresses: took.addresses };
}

export const absolute = (path: string): string => new URL(path, document.baseURI).href;
