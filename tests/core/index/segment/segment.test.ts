import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EssayId } from '../../../../src/core/essay';
import { build, checkAll } from '../../../../src/core/index/growth';
import { SegmentBuilder } from '../../../../src/core/index/segment/builder';
import { intact } from '../../../../src/core/index/segment/damaged';
import { decodeHead, encodeHead, sumsOf } from '../../../../src/core/index/segment/format';
import { PlainIndex, usagesOf } from '../plain-index';
import { Disk } from './disk';
import { essays, expectAsPlain, nearest, question, questionOf, termsOf } from './essays';

async function diskOf(all: Parameters<typeof build>[0]): Promise<Disk> {
  const disk = new Disk();
  for await (const change of build(all)) disk.write(change);
  return disk;
}

test('postings and ids are those of a plain count', async () => {
  await fc.assert(
    fc.asyncProperty(essays(), question, async (all, asked) => {
      const index = (await diskOf(all)).open();
      const terms = [...termsOf(asked).map(({ term }) => term), 'nobody', 'no body', ''];
      const counted = all.map(usagesOf);
      const expected = terms.map((term) => counted.flatMap((usages, docId) => (usages.has(term) ? [[docId, usages.get(term)]] : [])));
      const found = (await index.postings(terms)).map((one) => [...(one?.docIds ?? [])].map((docId, i) => [docId, one?.usages[i]]));
      expect(found).toEqual(expected.map((rows) => rows.map(([docId, usage = 0]) => [docId, Math.fround(usage)])));
      expect(await index.ids(all.map((_, i) => i))).toEqual(all.map(({ id }) => id));
      expect((await index.holders(terms)).join()).toBe(expected.map(({ length }) => length).join());
    }),
    { numRuns: 60 },
  );
});

test('the nearest essays are those of a plain scan, in its order', async () => {
  await fc.assert(
    fc.asyncProperty(essays(40), question, fc.integer({ min: 1, max: 12 }), async (all, asked, count) => {
      const index = (await diskOf(all)).open();
      const mine = await nearest(index, asked, count);
      await expectAsPlain(mine, all, asked, count);
      for (const { score, shared } of mine) expect(shared.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(score, 6);
    }),
    { numRuns: 100 },
  );
});

/** Essays on some subjects, each in words and pairs of its own, between words that many essays share: long lists tell few of them apart. */
function subjects(count: number) {
  const random = (from: number, below: number) => ((Math.imul(from + 1, 0x9e3779b1) >>> 7) ^ (from * 31)) % below;
  const wordsOf = (subject: number, from: number) => Array.from({ length: 6 }, (_, i) => `subject${subject}x${(from + i) % 9}`);
  return Array.from({ length: count }, (_, i) => {
    const filling = Array.from({ length: 20 }, (_, at) => `filling${random(i * 37 + at * at, 60)}`);
    const own = i % 5 === 0 ? wordsOf(i % 40, random(i, 9)) : [];
    return { id: `e${i}` as EssayId, title: own.slice(0, 2).join(' '), body: [...own, ...filling].join(' ') }; // as: made up
  });
}
const onSubjects = subjects(4000);
const subjectsOnDisk = diskOf(onSubjects);
const plainSubjects = new PlainIndex(onSubjects);

test.each([1, 5, 20])(
  'where the best have much in common with a page, long lists are left out and the best %i are the same',
  async (count) => {
    const index = (await subjectsOnDisk).open();
    const plain = plainSubjects;
    for (const subject of [0, 5, 20, 35]) {
      const [about] = onSubjects.filter((_, i) => i % 40 === subject);
      const filling = Array.from({ length: 40 }, (_, i) => `filling${(i * 7 + subject) % 60}`).join('. ');
      const asked = `${about?.body} ${about?.title}. ${filling}`;
      const theirs = await nearest(plain, asked, count);
      expect((await nearest(index, asked, count)).map(({ id }) => id)).toEqual(theirs.map(({ id }) => id));
      const least = theirs[count >> 1]?.score ?? 0;
      const above = await index.nearest(...questionOf(asked), { count, least: least * 0.999 });
      expect(above.map(({ id }) => id)).toEqual(theirs.filter(({ score }) => score >= least * 0.999).map(({ id }) => id));
      const isOdd = (docId: number) => docId % 2 === 1;
      const odd = await index.nearest(...questionOf(asked), { count, accepts: isOdd });
      expect(odd.map(({ id }) => id)).toEqual((await plain.nearest(...questionOf(asked), { count, accepts: isOdd })).map(({ id }) => id));
    }
  },
);

/** Enough essays that the commonest stems lie by essay, where candidates are pruned. */
function manyEssays(count: number) {
  let state = 7;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) ** 3 * below); // small numbers are frequent, as in language
  };
  const word = () => `w${random(900).toString(36)}`;
  return Array.from({ length: count }, (_, i) => ({
    id: `e${i}` as EssayId, // as: made up
    title: `${word()} ${word()} ${word()}`,
    body: Array.from({ length: 25 }, word).join(' '),
    source: `s${i % 7}`,
    at: i * 60_000,
  }));
}
const many = manyEssays(3000);
const manyOnDisk = diskOf(many);
const plainMany = new PlainIndex(many);

test.each([0, 3, 7])('among 3,000 essays with common stems page %i still gets what a plain scan gives', async (page) => {
  const index = (await manyOnDisk).open();
  const asked = many
    .slice(page * 300, page * 300 + 3)
    .map(({ title, body }) => `${title} ${body}`)
    .join(' ');
  expect((await nearest(index, asked)).map(({ id }) => id)).toEqual((await nearest(plainMany, asked, 10)).map(({ id }) => id));
  const accepts = await index.filter({ sources: new Set(['s1', 's3']), since: 500 * 60_000 });
  const near = await index.nearest(...questionOf(asked), { count: 10, accepts });
  const wanted = await plainMany.nearest(...questionOf(asked), {
    count: 10,
    accepts: (docId) => ['s1', 's3'].includes(many[docId]?.source ?? '') && docId >= 500,
  });
  expect(near.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
});

test('a page of words that all essays hold is answered too', async () => {
  const index = (await manyOnDisk).open();
  expect((await nearest(index, 'w0 w1 w2')).map(({ id }) => id)).toEqual((await nearest(plainMany, 'w0 w1 w2', 10)).map(({ id }) => id));
});

test('the same essays give the same bytes', () => {
  const bytes = () => {
    const builder = new SegmentBuilder();
    for (const essay of many.slice(0, 100)) builder.add(essay);
    return builder.finish();
  };
  expect(bytes()).toEqual(bytes());
});

test('a head comes back as it was', () => {
  const { head } = (() => {
    const builder = new SegmentBuilder();
    for (const one of many.slice(0, 50)) builder.add(one);
    return builder.finish();
  })();
  expect(encodeHead(decodeHead(head))).toEqual(head);
});

const asked = many
  .slice(0, 4)
  .map(({ title, body }) => `${title} ${body}`)
  .join(' ');
const small = await diskOf(many.slice(0, 400));
const answer = (await nearest(small.open(), asked)).map(({ id, score }) => [id, score]);

test('a flipped byte anywhere in the parts is noticed', async () => {
  const names = [...small.parts].filter(([, bytes]) => bytes.length > 0).map(([name]) => name);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), fc.nat(), fc.integer({ min: 1, max: 255 }), async (name, place, flip) => {
      const disk = copyOf(small);
      const bytes = Uint8Array.from(disk.parts.get(name) ?? []);
      const at = place % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      disk.parts.set(name, bytes);
      expect((await intact(checkAll(disk.manifest, disk.read))).ok).toBe(false);
      const found = await intact((async () => nearest(disk.open(), asked))());
      if (found.ok) expect(found.value.map(({ id, score }) => [id, score])).toEqual(answer); // it lay where the lookup did not look
    }),
    { numRuns: 150 },
  );
});

test('cut and swapped parts, and a harmed head, are noticed', async () => {
  const names = [...small.parts].filter(([, bytes]) => bytes.length > 0).map(([name]) => name);
  const other = await diskOf(many.slice(5, 405));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.constantFrom(...names),
      fc.nat(),
      fc.constantFrom('cut', 'swap', 'gone', 'foreign', 'head', 'short head'),
      async (a, b, n, how) => {
        const disk = copyOf(small);
        const [left, right] = [disk.parts.get(a) ?? new Uint8Array(0), disk.parts.get(b) ?? new Uint8Array(0)];
        if (how === 'cut') disk.parts.set(a, left.slice(0, n % left.length));
        if (how === 'gone') disk.parts.delete(a);
        if (how === 'foreign') disk.parts.set(a, other.parts.get(a) ?? new Uint8Array(0));
        if (how === 'swap') {
          disk.parts.set(a, right);
          disk.parts.set(b, left);
        }
        const [entry] = disk.manifest.segments;
        if (entry !== undefined && how.endsWith('head')) {
          const head = how === 'head' ? Uint8Array.from(entry.head) : entry.head.slice(0, n % entry.head.length);
          if (how === 'head') head[n % head.length] = (head[n % head.length] ?? 0) ^ 1;
          disk.manifest = { ...disk.manifest, segments: [{ ...entry, head }] };
        }
        const isHarmed = how.endsWith('head') || !same(disk, small);
        expect((await intact((async () => checkAll(disk.manifest, disk.read))())).ok).toBe(!isHarmed);
        const found = await intact((async () => nearest(disk.open(), asked))());
        if (found.ok) expect(found.value.map(({ id, score }) => [id, score])).toEqual(answer);
      },
    ),
    { numRuns: 150 },
  );
});

test('bytes of nonsense under checksums that fit never hang or crash a reader', async () => {
  const [entry] = small.manifest.segments;
  if (entry === undefined) throw new Error('the index has a segment');
  const head = decodeHead(entry.head);
  const names = [...small.parts.keys()];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), fc.uint8Array({ minLength: 1, maxLength: 400 }), fc.nat(), async (name, noise, place) => {
      const disk = copyOf(small);
      const bytes = Uint8Array.from(disk.parts.get(name) ?? []);
      bytes.set(noise.subarray(0, Math.max(0, bytes.length - (place % Math.max(1, bytes.length)))), place % Math.max(1, bytes.length));
      disk.parts.set(name, bytes);
      const part = name.split('/')[1] ?? '';
      const forged = encodeHead({ ...head, parts: { ...head.parts, [part]: sumsOf(bytes) } });
      disk.manifest = { ...disk.manifest, segments: [{ ...entry, head: forged }] };
      const found = await intact((async () => nearest(disk.open(), asked))());
      if (found.ok) expect(found.value.length).toBeLessThanOrEqual(10);
    }),
    { numRuns: 200 },
  );
});

function copyOf(disk: Disk): Disk {
  const copy = new Disk();
  copy.manifest = disk.manifest;
  for (const [name, bytes] of disk.parts) copy.parts.set(name, bytes);
  return copy;
}

function same(a: Disk, b: Disk): boolean {
  return [...b.parts].every(([name, bytes]) => {
    const mine = a.parts.get(name);
    return mine === undefined ? bytes.length === 0 : mine.length === bytes.length && mine.every((byte, i) => byte === bytes[i]);
  });
}

const A = 'a' as EssayId; // as: made up
test.each<[string, Parameters<typeof build>[0]]>([
  ['no essays', []],
  ['an essay with no words', [{ id: A, title: '', body: '' }]],
  ['an essay of stop words', [{ id: A, title: 'the', body: 'and of the' }]],
  ['a word of a million letters', [{ id: A, title: 'x'.repeat(1_000_000), body: 'y'.repeat(1_000_000) }]],
  [
    'emoji, bidi controls and half a surrogate pair',
    [{ id: '\ud800' as EssayId, title: '👩‍🚀 \u202eevil\u202c \udc00', body: '\ud83d half' }],
  ], // as: made up
  [
    'sixty thousand different words',
    [{ id: A, title: 'many', body: Array.from({ length: 24_000 }, (_, i) => `q${i.toString(36)}`).join(' ') }],
  ],
])('%s: builds and answers', async (_what, all) => {
  const index = (await diskOf(all)).open();
  const near = await nearest(index, `half evil q1 ${'x'.repeat(1_000_000)} many`);
  expect(near.length).toBeLessThanOrEqual(1);
  expect(await index.ids([...(all as [])].map((_, i) => i))).toEqual([...(all as { id: EssayId }[])].map(({ id }) => id)); // as: a list in every case
});

test('20,000 essays with the same title are answered in order of their ids', async () => {
  const all = Array.from({ length: 24_000 }, (_, i) => ({
    id: `e${i}` as EssayId,
    title: i < 20_000 ? 'Weekly notes' : 'Other',
    body: '',
  })); // as: made up
  const index = (await diskOf(all)).open();
  expect((await nearest(index, 'weekly notes', 3)).map(({ id }) => id)).toEqual(['e0', 'e1', 'e10']);
});
