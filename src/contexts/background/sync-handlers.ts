/** What the background does when it is asked to keep the library alike on several machines: messages of messages/contract.ts, in a few lines. */
import { ok, type Result } from '../../core/problem';
import type { Answer, SyncProblem } from '../../core/sync/problem';
import { readLedger } from '../../edge/store/ledger';
import type { Library } from '../../edge/store/library';
import { keepHeld } from '../../edge/store/sync-keep';
import { beginSync, endSync, loadState, saveState } from '../../edge/store/sync-state';
import { rewriteAll, startAnew } from '../../edge/store/sync-store';
import { changePhrase, joinAt, lookAt, openAt, remoteAt } from '../../flows/sync-setup';
import type { HandlersOf, ReaderSeen, SyncSaid, ToBackground } from '../../messages/contract';
import type { House } from './house';
import { softly } from './limits';
import type { Occasion } from './occasion';

type Names =
  | 'syncLook'
  | 'syncJoin'
  | 'syncPhrase'
  | 'syncNow'
  | 'syncLeave'
  | 'syncDecide'
  | 'syncRepair'
  | 'bringCopy'
  | 'readerLook'
  | 'readerJoin'
  | 'readerNow'
  | 'readerLeave';

export function syncHandlers({
  outside,
  home: { withLibrary },
  syncing,
  readerServer,
  want,
}: House): HandlersOf<Pick<ToBackground, Names>, Occasion> {
  const { clock, sync, alarms } = outside;

  const no = (problem: SyncProblem): Result<SyncSaid<never>> => ok({ kind: 'no', problem });
  const said = <T>(answer: Answer<T>): SyncSaid<T> =>
    answer.ok ? { kind: 'done', value: answer.value } : { kind: 'no', problem: answer.problem };

  function begin(library: Library): void {
    want('sync');
    softly(() => syncing.run(library));
  }

  async function keepKeys(
    library: Library,
    opened: Awaited<ReturnType<typeof joinAt<{ readonly id: string; readonly key: string }>>>,
  ): Promise<Result<SyncSaid<'done'>>> {
    const config = await loadState(library, 'config');
    if (!opened.ok || config === undefined) return no(opened.ok ? { kind: 'library' } : opened.problem);
    const saved = await saveState(library, 'config', {
      ...config,
      keys: [...opened.value, ...config.keys.filter(({ id }) => opened.value.every((each) => each.id !== id))],
    });
    const again = saved.ok ? await rewriteAll(library) : saved;
    if (again.ok) begin(library);
    return again.ok ? ok({ kind: 'done', value: 'done' }) : no(again.problem);
  }

  return {
    syncLook: async ({ address, user, password }) => {
      const stops = await syncing.hindrance(address);
      if (stops !== undefined) return no(stops);
      const { net, now } = syncing.netTo(address, { user, password });
      return ok(said(await lookAt(address, net.ask, now)));
    },
    syncJoin: ({ address, kind, user, password, phrase }) =>
      withLibrary<SyncSaid<'done'>>(async (library) => {
        const stops = await syncing.hindrance(address);
        if (stops !== undefined) return no(stops);
        const { net, now } = syncing.netTo(address, { user, password });
        const { device = '' } = await readLedger(library);
        const joined = await joinAt(remoteAt({ address, kind }, net.ask, now), device, phrase, sync);
        if (!joined.ok) return no(joined.problem);
        const begun = await beginSync(library, { kind, address, user, password, keys: joined.value, joinedAt: clock.now() });
        if (begun.ok) begin(library);
        return begun.ok ? ok({ kind: 'done', value: 'done' }) : no(begun.problem);
      }),
    syncPhrase: ({ phrase, isNew }) =>
      withLibrary<SyncSaid<'done'>>(async (library) => {
        const config = await loadState(library, 'config');
        if (config === undefined) return no({ kind: 'library' });
        const { net, now } = syncing.netTo(config.address, config);
        const remote = remoteAt(config, net.ask, now);
        return keepKeys(library, isNew ? await changePhrase(remote, config.keys, phrase, sync) : await openAt(remote, phrase, sync));
      }),
    syncNow: () =>
      withLibrary<SyncSaid<'done'>>(async (library) => {
        const { problem } = (await syncing.run(library, true)) ?? {};
        return problem === undefined ? ok({ kind: 'done', value: 'done' }) : no(problem);
      }),
    syncLeave: () =>
      withLibrary(async (library) => {
        await endSync(library);
        await alarms.setAlarm('sync', undefined);
        return ok('done');
      }),
    syncDecide: ({ takes }, { now }) =>
      withLibrary(async (library) => {
        await keepHeld(library, { takes, now });
        want('badge', 'index', 'plan');
        begin(library);
        return ok('done');
      }),
    readerLook: (login) => withLibrary<SyncSaid<ReaderSeen>>(async (library) => ok(said(await readerServer.preview(library, login)))),
    readerJoin: (login) =>
      withLibrary<SyncSaid<'done'>>(async (library) => {
        await readerServer.join(library, login);
        const problem = await readerServer.run(library);
        return problem === undefined ? ok({ kind: 'done', value: 'done' }) : no(problem);
      }),
    readerNow: () =>
      withLibrary<SyncSaid<'done'>>(async (library) => {
        const problem = await readerServer.run(library);
        return problem === undefined ? ok({ kind: 'done', value: 'done' }) : no(problem);
      }),
    readerLeave: () =>
      withLibrary(async (library) => {
        await readerServer.join(library, undefined);
        return ok('done');
      }),
    bringCopy: ({ essayId }) => withLibrary(async (library) => ok(await syncing.bring(library, essayId))),
    syncRepair: () =>
      withLibrary(async (library) => {
        const [last] = (await loadState(library, 'ran')) ?? [];
        await (last?.problem?.kind === 'own-files-gone' ? startAnew(library, undefined) : rewriteAll(library));
        begin(library);
        return ok('done');
      }),
  };
}
