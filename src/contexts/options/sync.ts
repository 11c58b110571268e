/** Keeping one's machines alike, without its view: what is at an address, the way in, how it goes, and what its reader is asked. */
import { signal } from '@preact/signals';
import { originPattern } from '../../core/address';
import type { Problem } from '../../core/problem';
import type { SyncHint } from '../../core/sync/hint';
import type { SyncProblem } from '../../core/sync/problem';
import type { SyncFacts } from '../../edge/store/sync-state';
import type { Send, SyncLogin, SyncSeen } from '../../messages/contract';
import type { AskPermission } from '../../ui/finding';
import { say } from '../../ui/words';
import { serverAddress } from './server-address';

export type SyncNeeds = {
  readonly facts: () => Promise<SyncFacts>;
  readonly held: () => Promise<readonly string[]>; // titles of some of what would be taken away
  readonly hint: () => Promise<SyncHint | undefined>; // where another of its reader's browsers keeps its library
  readonly setHint: (hint: SyncHint | undefined) => Promise<void>;
};

export type Asking =
  | { readonly kind: 'closed' }
  | { readonly kind: 'asking'; readonly login: SyncLogin }
  | { readonly kind: 'no'; readonly login: SyncLogin; readonly problem: SyncProblem; readonly seen?: SyncSeen }
  | { readonly kind: 'seen'; readonly login: SyncLogin; readonly seen: SyncSeen };

/** What is printed, while its page is open. */
export type Sheet = { readonly address: string; readonly user: string; readonly phrase: string };

type Needs = { readonly send: Send; readonly sync: SyncNeeds; readonly permissions: AskPermission; readonly now: () => number };
type Says = { readonly tell: (words: string) => void; readonly fail: (problem: Problem) => void };

const LEAST_PHRASE_CHARS = 8;

export type SyncModel = ReturnType<typeof syncModel>;

export function syncModel({ send, sync: needs, permissions, now }: Needs, { tell, fail }: Says) {
  const facts = signal<SyncFacts | undefined>(undefined);
  const held = signal<readonly string[]>([]);
  const hint = signal<SyncHint | undefined>(undefined);
  const asking = signal<Asking>({ kind: 'closed' });
  const isBusy = signal(false);
  const sheet = signal<Sheet | undefined>(undefined);
  const wrong = signal<string | undefined>(undefined); // with a phrase that was typed
  const isPhraseOpen = signal(false);

  async function read(): Promise<void> {
    hint.value = await needs.hint();
    facts.value = await needs.facts().catch(() => undefined);
    held.value = facts.peek()?.ran[0]?.problem?.kind === 'asks' ? await needs.held().catch(() => []) : [];
  }

  /** One at a time. */
  async function busily(run: () => Promise<void>): Promise<void> {
    if (isBusy.peek()) return;
    isBusy.value = true;
    await run().catch((error: unknown) => fail({ kind: 'bug', detail: String(error) }));
    isBusy.value = false;
  }

  /** Leave for the one address is asked with the first thing of the click. */
  function look(typed: string, user: string, password: string): Promise<void> {
    const address = serverAddress(typed);
    const login = { address: address ?? typed, user: user.trim(), password };
    const origin = address === undefined ? undefined : originPattern(address);
    if (origin === undefined) {
      asking.value = { kind: 'no', login, problem: { kind: 'not-found' } };
      return Promise.resolve();
    }
    const granting = permissions.request([origin]);
    return busily(async () => {
      if (!(await granting.catch(() => false))) {
        asking.value = { kind: 'no', login, problem: { kind: 'not-allowed' } };
        return;
      }
      asking.value = { kind: 'asking', login };
      const said = await send('syncLook', login);
      if (!said.ok) {
        asking.value = { kind: 'closed' };
        return fail(said.problem);
      }
      asking.value =
        said.value.kind === 'done' ? { kind: 'seen', login, seen: said.value.value } : { kind: 'no', login, problem: said.value.problem };
    });
  }

  /** `again`: typed a second time, where it is a new one. Without a phrase, plain. */
  function join(phrase: string | undefined, again: string | undefined): Promise<void> {
    const at = asking.peek();
    const seen = at.kind === 'seen' || at.kind === 'no' ? at.seen : undefined;
    if (at.kind === 'closed' || seen === undefined || !isFit(phrase, again)) return Promise.resolve();
    const { login } = at;
    return busily(async () => {
      const said = await send('syncJoin', { ...login, kind: seen.kind, phrase });
      if (!said.ok) return fail(said.problem);
      if (said.value.kind === 'no') {
        asking.value = { kind: 'no', login, seen, problem: said.value.problem };
        return;
      }
      asking.value = { kind: 'closed' };
      if (phrase !== undefined) sheet.value = { address: login.address, user: login.user, phrase };
      tell(say('saidSyncBegun'));
      await go();
    });
  }

  function isFit(phrase: string | undefined, again: string | undefined): boolean {
    const isShort = phrase !== undefined && phrase.trim().length < LEAST_PHRASE_CHARS;
    const differs = again !== undefined && phrase !== again;
    wrong.value = isShort ? say('syncPhraseShort') : differs ? say('syncPhraseDiffers') : undefined;
    return wrong.peek() === undefined;
  }

  /** A round, and how it went. */
  async function go(): Promise<void> {
    const said = await send('syncNow', {});
    if (!said.ok) fail(said.problem);
    await read();
  }

  /** Another phrase for what lies there; or, where another machine has set one, that. */
  function setPhrase(phrase: string, again: string | undefined): Promise<void> {
    if (!isFit(phrase, again)) return Promise.resolve();
    return busily(async () => {
      const isNew = again !== undefined;
      const said = await send('syncPhrase', { phrase, isNew });
      if (!said.ok) return fail(said.problem);
      if (said.value.kind === 'no') {
        wrong.value = said.value.problem.kind === 'phrase-wrong' ? say('syncNoWrong') : undefined;
        if (wrong.peek() === undefined) await read();
        return;
      }
      const config = facts.peek()?.config;
      if (isNew && config !== undefined) sheet.value = { address: config.address, user: config.user, phrase };
      isPhraseOpen.value = false;
      if (isNew) tell(say('saidSyncPhrase'));
      await go();
    });
  }

  function allow(): Promise<void> {
    const origin = originPattern(facts.peek()?.config?.address ?? '');
    if (origin === undefined) return Promise.resolve();
    const granting = permissions.request([origin]);
    return busily(async () => {
      if (await granting.catch(() => false)) await go();
    });
  }

  const leave = (): Promise<void> =>
    busily(async () => {
      const reply = await send('syncLeave', {});
      if (!reply.ok) return fail(reply.problem);
      sheet.value = undefined;
      tell(say('saidSyncLeft'));
      await read();
    });

  /** Whether the browser's own account tells its reader's other browsers where this library is. */
  const isHinted = (): boolean => hint.value !== undefined && hint.value.address === facts.value?.config?.address;

  const setHinted = (on: boolean): Promise<void> =>
    busily(async () => {
      const config = facts.peek()?.config;
      await needs.setHint(on ? config : undefined);
      hint.value = await needs.hint();
    });

  const decide = (takes: boolean): Promise<void> =>
    busily(async () => {
      const reply = await send('syncDecide', { takes });
      if (!reply.ok) return fail(reply.problem);
      tell(say(takes ? 'saidSyncTaken' : 'saidSyncKept'));
      await go();
    });

  const repair = (): Promise<void> =>
    busily(async () => {
      const reply = await send('syncRepair', {});
      if (!reply.ok) return fail(reply.problem);
      await go();
    });

  return {
    ...{ facts, held, hint, isHinted, setHinted, asking, isBusy, sheet, wrong, isPhraseOpen, now },
    ...{ start: read, look, join, go: () => busily(go), setPhrase, allow, leave, decide, repair },
  };
}
