/** A reader on a server, without its view: what is there, what joining it would do, and how it goes. */
import { signal } from '@preact/signals';
import { originPattern } from '../../core/address';
import type { Problem } from '../../core/problem';
import type { SyncProblem } from '../../core/sync/problem';
import type { ReaderFacts } from '../../edge/store/greader';
import type { ReaderSeen, Send, SyncLogin } from '../../messages/contract';
import type { AskPermission } from '../../ui/finding';
import { say } from '../../ui/words';
import { serverAddress } from './server-address';

type Needs = {
  readonly send: Send;
  readonly readerServer: () => Promise<ReaderFacts>;
  readonly permissions: AskPermission;
  readonly now: () => number;
};
type Says = { readonly tell: (words: string) => void; readonly fail: (problem: Problem) => void };

export type ReaderServerModel = ReturnType<typeof readerServerModel>;

export function readerServerModel({ send, readerServer, permissions, now }: Needs, { tell, fail }: Says) {
  const facts = signal<ReaderFacts>({});
  const seen = signal<{ readonly login: SyncLogin; readonly seen: ReaderSeen } | undefined>(undefined);
  const problem = signal<SyncProblem | undefined>(undefined);
  const isBusy = signal(false);

  async function read(): Promise<void> {
    facts.value = await readerServer().catch(() => ({}));
    problem.value = facts.peek().ran?.problem;
  }

  async function busily(run: () => Promise<void>): Promise<void> {
    if (isBusy.peek()) return;
    isBusy.value = true;
    await run().catch((error: unknown) => fail({ kind: 'bug', detail: String(error) }));
    isBusy.value = false;
  }

  /** Leave for the one address is asked with the first thing of the click. */
  function look(typed: string, user: string, password: string): Promise<void> {
    const address = serverAddress(typed);
    const origin = address === undefined ? undefined : originPattern(address);
    [seen.value, problem.value] = [undefined, undefined];
    if (address === undefined || origin === undefined) {
      problem.value = { kind: 'not-found' };
      return Promise.resolve();
    }
    const granting = permissions.request([origin]);
    return busily(async () => {
      const login = { address, user: user.trim(), password };
      const said = (await granting.catch(() => false)) ? await send('readerLook', login) : undefined;
      if (said === undefined) problem.value = { kind: 'not-allowed' };
      else if (!said.ok) fail(said.problem);
      else if (said.value.kind === 'no') problem.value = said.value.problem;
      else seen.value = { login, seen: said.value.value };
    });
  }

  const join = (): Promise<void> =>
    busily(async () => {
      const found = seen.peek();
      const said = found && (await send('readerJoin', found.login));
      if (said === undefined) return;
      if (!said.ok) return fail(said.problem);
      seen.value = undefined;
      if (said.value.kind === 'done') tell(say('saidReaderJoined'));
      await read();
    });

  const go = (): Promise<void> =>
    busily(async () => {
      const said = await send('readerNow', {});
      if (!said.ok) fail(said.problem);
      await read();
    });

  const leave = (): Promise<void> =>
    busily(async () => {
      const said = await send('readerLeave', {});
      if (!said.ok) return fail(said.problem);
      tell(say('saidSyncLeft'));
      await read();
    });

  return { facts, seen, problem, isBusy, now, start: read, look, join, go, leave };
}
