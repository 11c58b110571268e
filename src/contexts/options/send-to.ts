/** Sending what is saved to another reader's server as well, without its view: one account, one permission, and what waits. */
import { signal } from '@preact/signals';
import { originPattern } from '../../core/address';
import type { Problem } from '../../core/problem';
import { FIXED, NAMES, readAccount, SECRETS, SERVICES, type Service } from '../../core/save-to/services';
import type { SendFacts } from '../../edge/store/sendings';
import type { Send } from '../../messages/contract';
import type { AskPermission } from '../../ui/finding';
import { say } from '../../ui/words';

export type SendNeeds = { readonly facts: () => Promise<SendFacts> };
type Needs = {
  readonly send: Send;
  readonly sendTo: SendNeeds;
  readonly permissions: AskPermission;
  readonly bring: { readonly wait: (ms: number) => Promise<void> };
};
type Says = { readonly tell: (words: string) => void; readonly fail: (problem: Problem) => void };

const LOOK_AGAIN_MS = 1_500;

export type SendToModel = ReturnType<typeof sendToModel>;

export function sendToModel({ send, sendTo: needs, permissions, bring: { wait } }: Needs, { tell, fail }: Says) {
  const facts = signal<SendFacts>({ sent: 0, waiting: 0 });
  const service = signal<Service>('karakeep');

  async function read(): Promise<void> {
    facts.value = await needs.facts().catch(() => facts.peek());
  }

  function choose(chosen: string): void {
    const known = SERVICES.find((each) => each === chosen);
    if (known !== undefined) service.value = known;
  }

  /** Leave for the one address is asked with the first thing of the click. */
  async function connect(typed: string, secrets: readonly string[]): Promise<boolean> {
    const chosen = service.peek();
    const address = FIXED[chosen] ?? (/^[a-z]+:\/\//i.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`);
    const account = readAccount({ service: chosen, address, secrets: secrets.slice(0, SECRETS[chosen].length) });
    const origin = account && originPattern(account.address);
    if (account === undefined || origin === undefined) {
      tell(say('sendToIncomplete'));
      return false;
    }
    if (!(await permissions.request([origin]).catch(() => false))) {
      tell(say('sendToNotAllowed'));
      return false;
    }
    const reply = await send('sendSavedTo', { account });
    if (!reply.ok) fail(reply.problem);
    else tell(say('saidSendTo', { name: NAMES[chosen] }));
    await read();
    return reply.ok;
  }

  async function disconnect(): Promise<void> {
    const reply = await send('sendSavedTo', { account: undefined });
    if (!reply.ok) fail(reply.problem);
    await read();
  }

  async function again(): Promise<void> {
    const reply = await send('sendAgain', {});
    if (!reply.ok) return fail(reply.problem);
    await wait(LOOK_AGAIN_MS);
    await read();
  }

  return { facts, service, start: read, choose, connect, disconnect, again };
}
