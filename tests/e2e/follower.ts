/** Following by message, and what is in the library afterwards: for what no page shows, and for hundreds of sources at once. */
import type { Essay, Source } from '../../src/core/essay';
import type { Findings } from '../../src/core/follow/findings';
import type { SourceHealth } from '../../src/core/follow/health';
import { healthOf } from '../../src/core/follow/health';
import { readSourceState } from '../../src/core/follow/read-state';
import { madeWhole, readRow } from '../../src/core/library/essay-row';
import type { SourceChange } from '../../src/core/library/source-marks';
import type { Driver, Page, Plain, Screen } from '../drive/driver';
import { until } from '../drive/poll';
import { OPTIONS } from './person';

/** Asks the background as a page of ours does; gives the value or rejects. */
export async function ask<R>(screen: Screen, name: string, given: Plain): Promise<R> {
  const reply = (await screen.eval(async (n, a) => chrome.runtime.sendMessage({ name: n, ask: a }), name, given)) as
    | { readonly ok: boolean; readonly value?: R }
    | undefined; // as: what messenger.ts answers
  if (reply?.ok !== true) throw new Error(`${name}: ${JSON.stringify(reply)}`);
  return reply.value as R; // as: the contract of `name`
}

/** All rows of a store of the library, as they stand. */
export function stored<Row>(screen: Screen, store: string, database = 'library'): Promise<readonly Row[]> {
  return screen.eval(
    (name, within) =>
      new Promise<never>((resolve, reject) => {
        const opening = indexedDB.open(within);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asked = opening.result.transaction(name).objectStore(name).getAll();
          asked.onerror = () => reject(asked.error);
          asked.onsuccess = () => {
            opening.result.close();
            resolve(asked.result as never); // as: rows of the library
          };
        };
      }),
    store,
    database,
  );
}

/** Every essay with its text, from all its pieces. */
export async function storedEssays(screen: Screen): Promise<readonly Essay[]> {
  const [rows, overlong, bodies] = await Promise.all(
    ['essays', 'overlong', 'bodies'].map((store) => stored<{ readonly id: string; readonly text?: string }>(screen, store)),
  );
  const inPlace = (of: typeof rows = []) => new Map(of.map((row) => [row.id, row]));
  const [rests, texts] = [inPlace(overlong), inPlace(bodies)];
  return (rows ?? []).flatMap((raw) => {
    const read = readRow(raw);
    if (read === undefined) return [];
    const { textLetters: _, textPrint: __, ...essay } = madeWhole(read, rests.get(raw.id));
    const text = read.text ?? texts.get(raw.id)?.text;
    return [text === undefined ? essay : { ...essay, text }];
  });
}

/** What each source shows, also of what another source showed first: one essay may stand in many. */
export async function essaysBySource(screen: Screen): Promise<(source: string | undefined) => readonly Essay[]> {
  const [essays, places] = await Promise.all([
    storedEssays(screen),
    stored<{ readonly essayId: string; readonly sourceId: string }>(screen, 'places'),
  ]);
  const shown = new Set(places.map(({ essayId, sourceId }) => `${sourceId} ${essayId}`));
  return (source) => essays.filter(({ id, sourceId }) => sourceId === source || shown.has(`${source} ${id}`));
}

export async function titlesOf(screen: Screen, sourceId: string): Promise<readonly string[]> {
  const essays = await stored<Essay>(screen, 'essays');
  return essays.filter((essay) => essay.sourceId === sourceId).map(({ title }) => title);
}

export async function healthIn(screen: Screen): Promise<ReadonlyMap<string, SourceHealth>> {
  const states = await stored<{ readonly sourceId: Source['id'] }>(screen, 'sourceStates');
  return new Map(states.map((row) => [row.sourceId, healthOf(readSourceState(row, row.sourceId), true, Date.now())]));
}

export async function find(screen: Screen, address: string): Promise<Findings> {
  return ask<Findings>(screen, 'findAt', { address, isTyped: true });
}

/** Follows the first of what is found at an address, as the form does. */
export async function followAt(screen: Screen, address: string): Promise<Source> {
  const findings = await find(screen, address);
  const preview = findings.kind === 'found' ? findings.previews[0] : undefined;
  if (preview === undefined) throw new Error(`nothing to follow at ${address}: ${JSON.stringify(findings)}`);
  const wishes: SourceChange = preview.typedHost === undefined ? {} : { typedHost: preview.typedHost };
  await follow(screen, [{ source: preview.source, wishes }]);
  return preview.source;
}

/** Resolves when what is followed has been looked at. */
export async function follow(
  screen: Screen,
  sources: readonly { readonly source: Source; readonly wishes: SourceChange }[],
  waitMs?: number,
): Promise<void> {
  await whileWalking(screen, () => ask(screen, 'follow', { sources: JSON.parse(JSON.stringify(sources)) }), waitMs);
}

export async function refreshAll(screen: Screen, sourceIds?: readonly string[]): Promise<void> {
  await whileWalking(screen, () => ask(screen, 'refresh', sourceIds === undefined ? {} : { sourceIds }));
}

/** Begins something that makes the background walk, and waits for the end of that walk. */
export async function whileWalking(screen: Screen, begin: () => Promise<unknown>, waitMs = 60_000): Promise<void> {
  const before = (await progressOf(screen))?.startedAt ?? 0;
  await begin();
  await until(
    'the end of the refresh',
    async () => {
      const progress = await progressOf(screen);
      return progress !== undefined && progress.startedAt > before && !progress.isRunning;
    },
    waitMs,
  );
}

type Progress = { readonly done: number; readonly total: number; readonly startedAt: number; readonly isRunning: boolean };

export async function progressOf(screen: Screen): Promise<Progress | undefined> {
  const kept = await screen.eval(() => chrome.storage.session.get('refreshProgress'));
  return (kept as { readonly refreshProgress?: Progress }).refreshProgress; // as: what progress.ts keeps
}

/** A page of ours that does not look at the list, which would start the badge again. */
export function ownPage(driver: Driver): Promise<Page> {
  return driver.openExtensionPage(OPTIONS);
}
