/** Finding something to follow and following it, without a view. Every permission is asked as the first thing of the click that needs it. */
import { signal } from '@preact/signals';
import type { SourceId } from '../core/essay';
import type { Elsewhere, Findings, Preview } from '../core/follow/findings';
import { originsToAsk } from '../core/follow/new-source';
import type { Problem, Result } from '../core/problem';
import { addressesMeant } from '../core/typed-address';
import type { Send } from '../messages/contract';

export type AskPermission = {
  has(origins: readonly string[]): Promise<boolean>;
  request(origins: readonly string[]): Promise<boolean>; // the first call in a click's handler
};

export type Look =
  | { readonly kind: 'idle' | 'looking' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'answered'; readonly findings: Findings };

/** following: on its way · followed: kept and looked at · withheld: kept, but the browser gives no access · moved: followed here instead of elsewhere */
type Keeping = 'following' | 'followed' | 'withheld' | 'moved';

export type Finding = ReturnType<typeof findingModel>;

export function findingModel(needs: { readonly send: Send; readonly permissions: AskPermission }, changed: () => void) {
  const { send, permissions } = needs;
  const look = signal<Look>({ kind: 'idle' });
  const keeping = signal<ReadonlyMap<SourceId, Keeping>>(new Map());
  const trouble = signal<Problem | undefined>(undefined);
  const refused = signal<readonly string[] | undefined>(undefined); // what the browser gave no access to, last
  const mayLookFurther = signal(false); // the open page's site is not granted, so its usual places were not tried
  let again: (() => Promise<Result<Findings>>) | undefined; // the last question, to be asked once more
  let turn = 0;

  async function ask(run: () => Promise<Result<Findings>>): Promise<void> {
    again = run;
    turn += 1;
    const mine = turn;
    look.value = { kind: 'looking' };
    trouble.value = undefined;
    const reply = await run();
    if (mine === turn) look.value = reply.ok ? { kind: 'answered', findings: reply.value } : { kind: 'failed', problem: reply.problem };
  }

  /** The open page, by a click that needs no permission: what the page shows is enough to begin with. */
  async function lookHere(page: { readonly id: number; readonly url: string }): Promise<void> {
    refused.value = undefined;
    await ask(() => send('findHere', { tabId: page.id }));
    mayLookFurther.value = !(await has(originsToAsk(page.url)));
  }

  /** An address as a person wrote it, or as a link gave it: that one may not lead to a private machine. */
  function lookAt(typed: string, isTyped = true): Promise<void> {
    const address = addressesMeant(typed).at(-1); // where both are meant, http: its question is about https as well
    const origins = address === undefined ? [] : originsToAsk(address);
    const asked = request(origins);
    refused.value = undefined;
    mayLookFurther.value = false;
    return ask(async () => {
      await asked;
      return send('findAt', { address: typed, isTyped });
    });
  }

  /** Asks for what was missing, and looks again at the same thing. */
  async function allowAndLook(origins: readonly string[]): Promise<void> {
    const isGranted = await granted(origins);
    refused.value = isGranted ? undefined : origins;
    if (!isGranted || again === undefined) return;
    mayLookFurther.value = false;
    await ask(again);
  }

  /** A feed that the page announces where we may not look yet: asks, and puts its preview beside the others. */
  async function lookElsewhere({ url, origins }: Elsewhere): Promise<void> {
    const isGranted = await granted(origins);
    refused.value = isGranted ? undefined : origins;
    if (!isGranted) return;
    const reply = await send('findAt', { address: url, isTyped: false });
    const now = look.peek();
    if (!reply.ok) trouble.value = reply.problem;
    else if (now.kind === 'answered') look.value = { kind: 'answered', findings: joined(now.findings, reply.value, url) };
  }

  /** Kept at once, whatever the browser's answer: it may close the popup to ask its question. */
  async function follow({ source, typedHost }: Preview): Promise<void> {
    const origins = originsToAsk(source.url);
    const had = has(origins); // sent before the request, awaited after it: the click stays fresh
    const asked = request(origins);
    keep(source.id, 'following');
    trouble.value = undefined;
    const reply = await send('follow', {
      sources: [{ source, wishes: { followed: true, ...(typedHost !== undefined && { typedHost }) } }],
    });
    if (!reply.ok) {
      trouble.value = reply.problem;
      return keep(source.id, undefined);
    }
    await asked;
    await settle(source.id, origins, await had);
    changed();
  }

  /** What is followed at another address goes on where it was found. */
  async function moveHere({ source, foundAt, typedHost }: Preview): Promise<void> {
    if (foundAt === undefined) return;
    const asked = request(originsToAsk(foundAt.url));
    trouble.value = undefined;
    await asked;
    const reply = await send('changeAddress', { sourceId: source.id, ...foundAt, ...(typedHost !== undefined && { typedHost }) });
    if (reply.ok) keep(source.id, 'moved');
    else trouble.value = reply.problem;
    changed();
  }

  /** For one that is kept and not fetched. */
  async function allow({ source }: Preview): Promise<void> {
    const origins = originsToAsk(source.url);
    await request(origins);
    await settle(source.id, origins, false);
    changed();
  }

  /** A browser may say yes and still withhold, so what counts is what it has. */
  async function settle(id: SourceId, origins: readonly string[], hadBefore: boolean): Promise<void> {
    const isThere = await has(origins);
    keep(id, isThere ? 'followed' : 'withheld');
    if (isThere && !hadBefore) await send('refresh', { sourceIds: [id] });
  }

  async function unfollow({ source }: Preview): Promise<void> {
    const reply = await send('unfollow', { sourceId: source.id });
    trouble.value = reply.ok ? undefined : reply.problem;
    if (reply.ok) keep(source.id, undefined);
    changed();
  }

  function keep(id: SourceId, how: Keeping | undefined): void {
    const next = new Map(keeping.peek());
    if (how === undefined) next.delete(id);
    else next.set(id, how);
    keeping.value = next;
  }

  function clear(): void {
    turn += 1;
    again = undefined;
    look.value = { kind: 'idle' };
    trouble.value = undefined;
    refused.value = undefined;
    mayLookFurther.value = false;
  }

  const has = (origins: readonly string[]): Promise<boolean> => permissions.has(origins).catch(() => false); // no pattern is taken for some hosts
  const request = (origins: readonly string[]): Promise<boolean> =>
    origins.length === 0 ? Promise.resolve(false) : permissions.request(origins).catch(() => false);
  const granted = async (origins: readonly string[]): Promise<boolean> => {
    await request(origins);
    return has(origins);
  };

  return {
    ...{ look, keeping, trouble, refused, mayLookFurther },
    ...{ lookHere, lookAt, allowAndLook, lookElsewhere, follow, moveHere, allow, unfollow, clear },
  };
}

/** What was found at one announced address joins what was found before; the address is no longer waiting. */
function joined(before: Findings, found: Findings, url: string): Findings {
  if (before.kind !== 'found') return found;
  const elsewhere = before.elsewhere.filter((each) => each.url !== url);
  if (found.kind !== 'found') return elsewhere.length + before.previews.length === 0 ? found : { ...before, elsewhere };
  const known = new Set(before.previews.map(({ source }) => source.id));
  return { kind: 'found', previews: [...before.previews, ...found.previews.filter(({ source }) => !known.has(source.id))], elsewhere };
}
