/** Libraries of every shape, backed up into memory and restored from there, on the real store. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Essay, EssayId, SourceId } from '../../src/core/essay';
import { listed } from '../../src/core/library/essay-row';
import { type Highlight, type HighlightId, INKS } from '../../src/core/library/highlight';
import { stampsOfOld } from '../../src/core/library/setting-stamps';
import { ok, type Result } from '../../src/core/problem';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import type { BackupManifest } from '../../src/core/transfer/backup/manifest';
import {
  type KeptCopy,
  type KeptEvent,
  type KeptPicture,
  type KeptSource,
  type Thread,
  threadOf,
  type Whole,
} from '../../src/core/transfer/backup/units';
import { backupLines, pictureBytes, wholeFacts } from '../../src/edge/store/backup-lines';
import { WITH_COPIES } from '../../src/edge/store/copies';
import { WITH_ESSAYS } from '../../src/edge/store/essays';
import { putFact } from '../../src/edge/store/ledger';
import type { Library } from '../../src/edge/store/library';
import { bytesOf, packing } from '../../src/edge/store/packing';
import { beginRestore, finishRestore, keepPiece, putCopyRowsIn, putSourceIn, standingOf } from '../../src/edge/store/restores';
import { replaceThreadIn } from '../../src/edge/store/threads';
import { write } from '../../src/edge/store/write';
import { makeBackup } from '../../src/flows/make-backup';
import { openBackup } from '../../src/flows/open-backup';
import { restoreBackup } from '../../src/flows/restore-backup';
import { arbitraryMarks, arbitraryStamp } from '../core/library/arbitrary-marks';
import { got, NOW } from '../edge/store/library-fixture';

export type World = {
  readonly sources: readonly KeptSource[];
  readonly threads: readonly Thread[];
  readonly copies: readonly KeptCopy[];
  readonly pictures: readonly (KeptPicture & { readonly bytes: Uint8Array })[];
  readonly whole: Pick<Whole, 'seen'>;
};

const stamped = <T>(value: fc.Arbitrary<T>) => fc.tuple(value, arbitraryStamp);
const PICTURES = ['one', 'two', 'three'].map((name) => new TextEncoder().encode(name));
const words = fc.constantFrom(
  'plain',
  'Grüße',
  '思想',
  '"quoted" \\ back',
  'line\nbreak\u2028',
  '\ud800 alone',
  '<b>not markup</b>',
  '__proto__',
);
const idOf = (id: string): EssayId => id as EssayId; // as: made up
const sourceOf = (id: string): SourceId => id as SourceId; // as: made up

const arbitraryEssay = (id: EssayId, page: number): fc.Arbitrary<Essay> =>
  fc.record(
    {
      id: fc.constant(id),
      sourceId: fc.constantFrom(sourceOf('s1'), sourceOf('s2'), sourceOf('page')),
      url: fc.constantFrom(`https://example.com/${page}`, `https://example.com/${page}/${'long/'.repeat(200)}`),
      title: words,
      summary: fc.oneof(words, fc.constant(''), fc.constant('many words '.repeat(300))),
      text: fc.oneof(words, fc.constant('A whole text. '.repeat(500))),
      author: words,
      language: fc.constantFrom('en', 'ja'),
      tags: fc.array(words, { maxLength: 3 }),
      publishedAt: fc.integer({ min: 0, max: NOW }),
      firstSeenAt: fc.integer({ min: 0, max: NOW }),
    },
    { requiredKeys: ['id', 'sourceId', 'url', 'title', 'summary', 'tags', 'firstSeenAt'] },
  ) as fc.Arbitrary<Essay>; // as: the required ones are there

const arbitraryEvent: fc.Arbitrary<KeptEvent> = fc.record(
  {
    at: fc.integer({ min: 0, max: 3 }),
    what: fc.constantFrom('save', 'open', 'tag', 'firstSeen'),
    from: fc.constantFrom('popup', 'page'),
    detail: words,
  },
  { requiredKeys: ['at', 'what', 'from'] },
) as fc.Arbitrary<KeptEvent>; // as: the required ones are there

/** `ids`: highlights of one id are of one essay, as they are made. */
const arbitraryHighlight = (essayId: EssayId): fc.Arbitrary<Highlight> =>
  fc
    .record({
      name: fc.constantFrom('1', '2'),
      ink: stamped(fc.constantFrom(...INKS)),
      note: fc.option(stamped(words), { nil: undefined }),
      gone: fc.option(stamped(fc.boolean()), { nil: undefined }),
    })
    .map(({ name, ink, note, gone }) => ({
      ...{
        id: `${essayId}-${name}` as HighlightId,
        essayId,
        quote: { exact: 'words', prefix: 'a ', suffix: ' b', start: 3 },
        madeAt: Number(name),
        ink,
      },
      ...(note && { note }),
      ...(gone && { gone }),
    }));

export const arbitraryThread = (number: number): fc.Arbitrary<Thread> => {
  const id = idOf(`e${number}`);
  return fc
    .record({
      essay: fc.option(arbitraryEssay(id, number), { nil: undefined }),
      marks: fc.option(arbitraryMarks, { nil: undefined }),
      later: fc.constantFrom({}, { fieldOfTomorrow: ['x', 'y'] }),
      version: fc.option(fc.tuple(arbitraryEssay(id, number), fc.integer({ min: 0, max: 3 })), { nil: undefined }),
      placed: fc.subarray(['s1', 's2']),
      highlights: fc.uniqueArray(arbitraryHighlight(id), { maxLength: 2, selector: (each) => each.id }),
      history: fc.array(arbitraryEvent, { maxLength: 4 }),
    })
    .map(({ essay, marks, later, version, placed, highlights, history }) =>
      threadOf(id, {
        ...(essay && { essay }),
        ...(marks && { marks: { ...marks, ...later } }),
        ...(version && { version: { essay: version[0], at: version[1] } }),
        places: essay === undefined ? [] : placed.map((source) => placeOf(essay, source)),
        ...{ highlights, history },
      }),
    );
};

function placeOf(essay: Essay, source: string) {
  const { text: _, ...said } = listed(essay) as Essay; // as: a place keeps no text
  return { sourceId: sourceOf(source), name: idOf(`${source}.${essay.id}`), said: { ...said, id: idOf(`${source}.${essay.id}`) } };
}

const arbitrarySource = (id: string): fc.Arbitrary<KeptSource> =>
  fc
    .record({
      title: words,
      marks: fc.record({ followed: stamped(fc.boolean()), title: stamped(words), muted: stamped(fc.boolean()) }, { requiredKeys: [] }),
      aliases: fc.uniqueArray(fc.tuple(fc.constantFrom('n1', 'n2', 'n3'), fc.constantFrom(idOf('e1'), 'shared' as const)), {
        maxLength: 3,
        selector: ([name]) => name,
      }),
      isThere: fc.boolean(),
    })
    .map(({ title, marks, aliases, isThere }) => {
      const url = `https://${id}.example.com/`;
      const kept: KeptSource = {
        id: sourceOf(id),
        ...(isThere && { source: { id: sourceOf(id), kind: 'feed' as const, url, siteUrl: url, title, addedAt: 1 } }),
        ...(Object.keys(marks).length > 0 && { marks }),
        ...(isThere && {
          state: { sourceId: sourceOf(id), turn: 3, standing: 'awake' as const, nextDueAt: 5, failures: 0, unfinished: 0, etag: '"x"' },
        }),
        ...(aliases.length > 0 && { aliases }),
      };
      return kept;
    });

const arbitraryCopy = (hashes: readonly string[], number: number): fc.Arbitrary<KeptCopy> =>
  fc.record({ at: fc.integer({ min: 0, max: 2 }), html: words, shown: fc.subarray([...hashes]) }).map(({ at, html, shown }) => ({
    html: `<p>${html}</p>`,
    copy: {
      ...{ id: idOf(`e${number}`), address: `https://example.com/${number}`, at, version: 1, title: 'A copy', letters: 3, markupBytes: 9 },
      pictures: [
        ...shown.map((hash) => ({ url: `https://example.com/${hash}.png`, hash })),
        { url: 'https://example.com/x.png', lost: 'failed' as const },
      ],
    },
  }));

export async function arbitraryWorld(): Promise<fc.Arbitrary<World>> {
  const pictures = await Promise.all(PICTURES.map(async (bytes) => ({ hash: await packing.sha256(bytes), type: 'image/png', bytes })));
  const hashes = pictures.map(({ hash }) => hash);
  return fc
    .record({
      sources: fc.tuple(arbitrarySource('s1'), arbitrarySource('s2')),
      threads: fc.tuple(...[1, 2, 3, 4].map((number) => fc.option(arbitraryThread(number), { nil: undefined }))),
      copies: fc.tuple(...[1, 2, 3].map((number) => fc.option(arbitraryCopy(hashes, number), { nil: undefined }))),
      seen: fc.option(fc.tuple(fc.record({ before: fc.integer({ min: 0, max: 9 }), acts: arbitraryStamp }), arbitraryStamp), {
        nil: undefined,
      }),
    })
    .map(({ sources, threads, copies, seen }) => {
      const kept = copies.filter((copy) => copy !== undefined);
      const shown = new Set(kept.flatMap(({ copy }) => copy.pictures.flatMap(({ hash }) => hash ?? [])));
      return {
        sources: sources.filter((each) => Object.keys(each).length > 1),
        threads: threads.filter((each) => each !== undefined).filter((each) => Object.keys(each).length > 1),
        copies: kept,
        pictures: pictures.filter(({ hash }) => shown.has(hash)),
        whole: seen === undefined ? {} : { seen },
      };
    });
}

/** Puts a world on the disk as it is. */
export async function fill(library: Library, { sources, threads, copies, pictures, whole }: World): Promise<void> {
  got(
    await write(library, [...WITH_ESSAYS, ...WITH_COPIES, 'sourceStates'], 'passing', async (tx) => {
      for (const source of sources) await putSourceIn(tx, undefined, source);
      for (const thread of threads) await replaceThreadIn(tx, undefined, thread, 1);
      for (const copy of copies) await putCopyRowsIn(tx, copy, copy.copy.id);
      for (const { hash, type, bytes } of pictures)
        await tx
          .objectStore('blobs')
          .put({ hash, type, bytes: bytes.length, blob: new Blob([bytes as Uint8Array<ArrayBuffer>], { type }) }); // as: never shared
      if (whole.seen) await putFact(tx, 'seenBefore', whole.seen);
      return ok(undefined);
    }),
  );
}

const SETTINGS: Pick<Whole, 'settings' | 'stamps'> = { settings: { ...DEFAULT_SETTINGS }, stamps: stampsOfOld(DEFAULT_SETTINGS) };

export async function backupOf(
  library: Library,
  madeAt = NOW,
  set = SETTINGS,
  packs: Pick<typeof packing, 'deflate' | 'sha256'> = packing,
): Promise<{ readonly bytes: Uint8Array; readonly manifest: BackupManifest }> {
  const pieces: Uint8Array[] = [];
  const { seen, device } = await wholeFacts(library);
  const whole: Whole = { ...set, ...(seen && { seen }) };
  const { manifest } = await makeBackup(
    {
      lines: {
        ...backupLines(library),
        whole: async function* () {
          yield { lines: [whole] };
        },
      },
      picture: (picture) => pictureBytes(library, picture),
      packing: packs,
      write: async (bytes) => void pieces.push(bytes),
    },
    { madeAt, madeBy: '0.1.0', device },
  );
  return { bytes: new Uint8Array(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer()), manifest }; // as: never shared
}

/** `pieces`: how many are kept before the worker dies; undefined: it lives. */
export async function restoreInto(
  library: Library,
  bytes: Uint8Array,
  { pieces, id = 1 }: { readonly pieces?: number; readonly id?: number } = {},
): Promise<void> {
  const backup = await openBackup(bytesOf(new Blob([bytes as Uint8Array<ArrayBuffer>])), packing); // as: never shared
  if (typeof backup === 'string') throw new Error(`no backup: ${backup}`);
  const rowsInAll = backup.manifest.parts.reduce((sum, { rows }) => sum + rows, 0);
  if ((await standingOf(library)) === undefined)
    got(await beginRestore(library, { id, madeAt: backup.manifest.madeAt, device: backup.manifest.device, skipped: [], rowsInAll }));
  let kept = 0;
  const killed: Result<never> = { ok: false, problem: { kind: 'worker-silent' } };
  await restoreBackup(backup, {
    standing: () => standingOf(library),
    keep: async (piece) => {
      if (pieces !== undefined && kept++ >= pieces) return killed;
      return keepPiece(library, piece, { settings: SETTINGS, now: NOW });
    },
    finish: async () => (pieces !== undefined && kept++ >= pieces ? killed : finishRestore(library)),
    yieldNow: async () => {},
  });
}

/** Nobody unpacks a dump. */
const AS_IT_IS: Pick<typeof packing, 'deflate' | 'sha256'> = {
  deflate: async (bytes) => bytes,
  sha256: async (bytes) => createHash('sha256').update(bytes).digest('hex'),
};

/** Everything that a backup holds of it, as text. */
export async function dumpOf(library: Library): Promise<string> {
  const { manifest, bytes } = await backupOf(library, NOW, SETTINGS, AS_IT_IS);
  return JSON.stringify({ parts: manifest.parts, counts: manifest.counts, leftOut: manifest.leftOut, size: bytes.length });
}
