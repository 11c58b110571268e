/** The library as the background holds it: opened once, furnished with what belongs in it. Nothing here outlives the worker. */
import type { Source, SourceId } from '../../core/essay';
import { failed, type Problem, type Result } from '../../core/problem';
import { putEssays } from '../../edge/store/essays';
import { putWelcome } from '../../edge/store/follow';
import { markSeeded, readLedger } from '../../edge/store/ledger';
import type { Library } from '../../edge/store/library';
import { problemOf } from '../../edge/store/problem-of';
import { seedLibrary } from '../../flows/seed-library';
import { softly, within } from './limits';
import type { Outside } from './outside';
import type { Remembrance } from './remembrance';
import type { TellReader } from './told';

const BUNDLE = 'index/essays.json';
const REMEMBERED_WITHIN_MS = 3_000; // a look at the list is not kept waiting for longer by what lies outside the library

export type Home = ReturnType<typeof openHome>;

/** `restored`: these are followed again after a loss, and nothing of them is here yet. `changing`: what lists show is about to be another. */
export function openHome(
  outside: Outside,
  told: TellReader,
  remembrance: Remembrance,
  restored: (library: Library, ids: readonly SourceId[]) => void,
  changing: () => void,
) {
  const { openLibrary, wakes, net, sentinel, clock } = outside;
  let unfurnished: Promise<Result<Library>> | undefined;
  let opening: Promise<Result<Library>> | undefined;

  /** The library as it lies there. A failure is not remembered: the next caller tries again. */
  async function opened(): Promise<Result<Library>> {
    unfurnished ??= openLibrary(changing);
    const found = await unfurnished.catch((error: unknown) => failed(problemOf(error)));
    if (!found.ok) unfurnished = undefined;
    return found;
  }

  /** The open library, with what belongs in it. Likewise. */
  async function home(): Promise<Result<Library>> {
    opening ??= open();
    const found = await opening.catch((error: unknown) => failed(problemOf(error)));
    if (!found.ok) opening = undefined;
    return found;
  }

  async function open(): Promise<Result<Library>> {
    const found = await opened();
    if (found.ok) await furnish(found.value);
    else await told.tell([found.problem]);
    return found;
  }

  /** A new library gets what comes with Sidelight, and what is remembered of one that was lost. Where that fails it is tried again. */
  async function furnish(library: Library): Promise<void> {
    const { bundleVersion } = await readLedger(library);
    const { problems } = await seed(library, bundleVersion);
    await told.tell(problems);
    if (bundleVersion === undefined) await restore(library);
  }

  async function restore(library: Library): Promise<void> {
    const ids = await remembrance.restore(library);
    if (ids.length > 0) restored(library, ids);
  }

  function seed(library: Library, seededBy: string | undefined): Promise<{ readonly problems: readonly Problem[] }> {
    const effects = {
      seededBy: async () => seededBy,
      fetchBundle: () => net.fetchBundle(wakes.packagedAddress(BUNDLE)),
      putSource: (source: Source, isNew: boolean) => putWelcome(library, source, isNew),
      putEssays: (essays: Parameters<typeof putEssays>[1]) => putEssays(library, essays, { from: 'start', now: clock.now() }),
      markSeeded: (version: string) => markSeeded(library, version),
    };
    return seedLibrary(effects, { version: wakes.versionOfSidelight(), now: clock.now() });
  }

  return {
    home,
    /** Not furnished yet, for whoever only reads ahead: what is new comes into it meanwhile. */
    opened,
    /** Runs `use` with the open library, or says why there is none. */
    async withLibrary<T>(use: (library: Library) => Promise<Result<T>>): Promise<Result<T>> {
      const opened = await home();
      return opened.ok ? use(opened.value) : opened;
    },
    /** At every look at the list, because a browser may empty a database while the worker lives; costs a few reads where nothing is new. */
    async tend(library: Library): Promise<void> {
      await told.forget('library-unopened', 'library-blocked', 'library-newer');
      await furnish(library);
      await within(clock, REMEMBERED_WITHIN_MS, remembrance.keep(library), undefined).catch(() => {}); // the next look tries again
      softly(sentinel.askToPersist);
    },
    restore,
  };
}
