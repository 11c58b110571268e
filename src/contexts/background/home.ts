/** The library as the background holds it: opened once, judged by the sentinel, seeded with the bundled index. Nothing here outlives the worker. */
import type { Source } from '../../core/essay';
import { judge, readSentinel } from '../../core/library/sentinel';
import { bug, type Problem, type Result } from '../../core/problem';
import { loadProblems, saveProblems } from '../../edge/browser/problems';
import { askToPersist, forgetSentinel, loadSentinel, saveSentinel } from '../../edge/browser/sentinel';
import { packagedAddress, versionOfSidelight } from '../../edge/browser/wakes';
import { fetchBundle } from '../../edge/net/bundle';
import { countSaved, hasEssays } from '../../edge/store/counts';
import { putEssays } from '../../edge/store/essays';
import { followFirst } from '../../edge/store/follow';
import { markSeeded, readLedger } from '../../edge/store/ledger';
import type { Library } from '../../edge/store/library';
import { moveNextBodies } from '../../edge/store/move-bodies';
import { openLibrary } from '../../edge/store/open';
import { moveBodies } from '../../flows/move-bodies';
import { seedLibrary } from '../../flows/seed-library';
import { yieldNow } from './turns';

const TENDED_AFTER_MS = 1_000; // it writes, which would keep a page waiting that has just woken the worker for its marks
const BUNDLE = 'index/essays.json';

let opening: Promise<Result<Library>> | undefined;

/** The open library. A failure is not remembered: the next caller tries again. */
export async function home(): Promise<Result<Library>> {
  opening ??= open();
  const opened = await opening.catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  if (!opened.ok) opening = undefined;
  return opened;
}

/** Runs `use` with the open library, or says why there is none. */
export async function withLibrary<T>(use: (library: Library) => Promise<Result<T>>): Promise<Result<T>> {
  const opened = await home();
  return opened.ok ? use(opened.value) : opened;
}

async function open(): Promise<Result<Library>> {
  const opened = await openLibrary({
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    now: Date.now,
    newDevice: () => crypto.randomUUID().slice(0, 8),
  });
  if (!opened.ok) {
    await tell([opened.problem]);
    return opened;
  }
  await tell((await seed(opened.value)).problems);
  setTimeout(() => void tend(opened.value).catch((error: unknown) => tell([bug(error).problem])), TENDED_AFTER_MS);
  return opened;
}

/** Judges and seeds. Also at every look at the list, because a browser may empty a database while the worker lives; costs a few reads then. */
export async function tend(library: Library): Promise<void> {
  await forget('library-unopened', 'library-newer');
  const [, { problems }] = await Promise.all([keepSentinel(library), seed(library)]);
  await tell(problems);
  void askToPersist();
  void moveTexts(library);
}

/** Nobody waits for it, and where the disk is full it is tried again at the next look: what is left is read as it is. */
async function moveTexts(library: Library): Promise<void> {
  await moveBodies({ moveNext: () => moveNextBodies(library), yieldNow }).catch((error: unknown) => tell([bug(error).problem]));
}

async function seed(library: Library): Promise<{ readonly problems: readonly Problem[] }> {
  const effects = {
    seededBy: async () => (await readLedger(library)).bundleVersion,
    fetchBundle: () => fetchBundle(packagedAddress(BUNDLE)),
    followSource: (source: Source) => followFirst(library, source),
    putEssays: (essays: Parameters<typeof putEssays>[1]) => putEssays(library, essays, { from: 'start', now: Date.now() }),
    markSeeded: (version: string) => markSeeded(library, version),
  };
  return seedLibrary(effects, { version: versionOfSidelight(), now: Date.now() });
}

/**
 * Remembers outside the database that there is a library and how much is saved in it; after every act. A database that is not the one that was
 * remembered is a loss: it is told, and the memory kept, until the reader has said that it was read.
 */
export async function keepSentinel(library: Library): Promise<void> {
  const { createdAt, device } = await readLedger(library);
  if (createdAt === undefined || device === undefined) return;
  const [remembered, hasAny, saved] = await Promise.all([loadSentinel(), hasEssays(library), countSaved(library)]);
  const standing = judge(readSentinel(remembered), { createdAt, isEmpty: !hasAny });
  if (standing.state === 'lost') await tell([standing.problem]);
  else await saveSentinel({ createdAt, device, saved, lastSeenAt: Date.now() });
}

/** The reader has read what was told; a library that was lost is now the one before this one. */
export async function acknowledge(library: Library): Promise<void> {
  await saveProblems([]);
  await forgetSentinel();
  await keepSentinel(library);
}

/** Problems that stand until the reader has read them; one of a kind. */
export async function tell(problems: readonly Problem[]): Promise<void> {
  if (problems.length === 0) return;
  const others = (await loadProblems()).filter(({ kind }) => !problems.some((problem) => problem.kind === kind));
  await saveProblems([...others, ...problems]);
}

/** What no longer holds. */
async function forget(...kinds: readonly Problem['kind'][]): Promise<void> {
  const problems = await loadProblems();
  const others = problems.filter(({ kind }) => !kinds.includes(kind));
  if (others.length < problems.length) await saveProblems(others);
}
