/**
 * Finding something to follow and following it, without a view. Every permission is asked as the first thing of the click that needs it, and what it
 * was for is noted down before: the question closes the popup in Chromium.
 */
import { signal } from '@preact/signals';
import type { SourceId } from '../core/essay';
import type { Asked, Wanted } from '../core/follow/asked';
import type { Elsewhere, Findings, Preview } from '../core/follow/findings';
import { originsToAsk } from '../core/follow/new-source';
import type { Problem, Result } from '../core/problem';
import { addressesMeant } from '../core/typed-address';
import type { Send } from '../messages/contract';
import { joined } from './joined-findings';

export type AskPermission = {
  has(origins: readonly string[]): Promise<boolean>;
  request(origins: readonly string[]): Promise<boolean>; // the first call in a click's handler
};

/** Where it is noted down what the browser's question was for. */
export type Notebook = {
  note(asked: Asked): Promise<void>;
  noted(): Promise<Asked | undefined>;
  forget(): Promise<void>;
};

export type FindingNeeds = {
  readonly send: Send;
  readonly permissions: AskPermission;
  readonly notebook?: Notebook; // absent where the page stays open under the question
  readonly now: () => number; // ms since 1970, UTC
};

export type Look =
  | { readonly kind: 'idle' | 'looking' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'answered'; readonly findings: Findings };

/** following: on its way · followed: kept and looked at · withheld: kept, but the browser gives no access · moved: followed here instead of elsewhere */
type Keeping = 'following' | 'followed' | 'withheld' | 'moved';

/** A look, and the address by which it could be done again by whoever comes after this page. */
type Question = { readonly address: string; readonly isTyped: boolean; readonly run: () => Promise<Result<Findings>> };

export type Finding = ReturnType<typeof findingModel>;

export function findingModel({ send, permissions, notebook, now }: FindingNeeds, changed: () => void) {
  const look = signal<Look>({ kind: 'idle' });
  const keeping = signal<ReadonlyMap<SourceId, Keeping>>(new Map());
  const trouble = signal<Problem | undefined>(undefined);
  const refused = signal<readonly string[] | undefined>(undefined); // what the browser gave no access to, last
  const mayLookFurther = signal(false); // the open page's site is not granted, so its usual places were not tried
  const typed = signal(''); // the address that was looked at last, as it was written: a look that finds nothing costs nobody their typing
  const isResumed = signal(false); // it was begun in a popup that is gone
  let again: Question | undefined; // the last one, to be asked once more
  let turn = 0;

  async function ask(question: Question): Promise<Result<Findings> | undefined> {
    again = question;
    turn += 1;
    const mine = turn;
    look.value = { kind: 'looking' };
    trouble.value = undefined;
    const reply = await question.run();
    if (mine !== turn) return undefined;
    look.value = reply.ok ? { kind: 'answered', findings: reply.value } : { kind: 'failed', problem: reply.problem };
    return reply;
  }

  const questionAt = (address: string, isTyped: boolean): Question => ({
    address,
    isTyped,
    run: () => send('findAt', { address, isTyped }),
  });

  /** The open page, by a click that needs no permission: what the page shows is enough to begin with. */
  async function lookHere(page: { readonly id: number; readonly url: string }): Promise<void> {
    refused.value = undefined;
    await ask({ address: page.url, isTyped: true, run: () => send('findHere', { tabId: page.id }) });
    mayLookFurther.value = !(await has(originsToAsk(page.url)));
  }

  /** An address as a person wrote it, or as a link gave it: that one may not lead to a private machine. */
  async function lookAt(address: string, isTyped = true): Promise<void> {
    const meant = addressesMeant(address).at(-1); // where both are meant, http: its question is about https as well
    const origins = meant === undefined ? [] : originsToAsk(meant);
    const answer = request(origins, { kind: 'look', address, isTyped });
    typed.value = address;
    refused.value = undefined;
    mayLookFurther.value = false;
    isResumed.value = false;
    const question = questionAt(address, isTyped);
    const reply = await ask({ ...question, run: () => answer.given.then(question.run) });
    await giveBackAfter(reply, origins, await answer.hadBefore);
  }

  /** Asks for what was missing, and looks again at the same thing. */
  async function allowAndLook(origins: readonly string[]): Promise<void> {
    const { address = '', isTyped = true } = again ?? {};
    const answer = request(origins, { kind: 'look', address, isTyped });
    const isGranted = await answer.given;
    refused.value = isGranted ? undefined : origins;
    if (!isGranted || again === undefined) return forget();
    mayLookFurther.value = false;
    await giveBackAfter(await ask(again), origins, await answer.hadBefore);
  }

  /** A feed that the page announces where we may not look yet: asks, and puts its preview beside the others. */
  async function lookElsewhere({ url, origins }: Elsewhere): Promise<void> {
    const answer = request(origins, { kind: 'look', address: url, isTyped: false });
    const isGranted = await answer.given;
    refused.value = isGranted ? undefined : origins;
    if (!isGranted) return forget();
    const reply = await send('findAt', { address: url, isTyped: false });
    const shown = look.peek();
    if (!reply.ok) trouble.value = reply.problem;
    else if (shown.kind === 'answered') look.value = { kind: 'answered', findings: joined(shown.findings, reply.value, url) };
    await giveBackAfter(reply, origins, await answer.hadBefore);
  }

  /** A look that came to nothing leaves no permission behind that was not there before. */
  async function giveBackAfter(reply: Result<Findings> | undefined, origins: readonly string[], hadBefore: boolean): Promise<void> {
    const isNothing = reply !== undefined && (!reply.ok || reply.value.kind === 'none');
    if (isNothing && !hadBefore && origins.length > 0) await send('giveBack', { origins });
    await forget();
  }

  /** Kept at once, whatever the browser's answer: it may close the popup to ask its question. */
  async function follow(preview: Preview): Promise<void> {
    const { source, typedHost } = preview;
    const origins = originsToAsk(source.url);
    const answer = request(origins, { kind: 'follow', preview });
    keep(source.id, 'following');
    trouble.value = undefined;
    const reply = await send('follow', {
      sources: [{ source, wishes: { followed: true, ...(typedHost !== undefined && { typedHost }) } }],
    });
    if (!reply.ok) {
      trouble.value = reply.problem;
      keep(source.id, undefined);
      return forget();
    }
    await answer.given;
    await settle(source.id, origins, await answer.hadBefore);
    await forget();
    changed();
  }

  /** What is followed at another address goes on where it was found. */
  async function moveHere(preview: Preview): Promise<void> {
    if (preview.foundAt === undefined) return;
    const answer = request(originsToAsk(preview.foundAt.url), { kind: 'move', preview });
    trouble.value = undefined;
    await answer.given;
    await move(preview);
    await forget();
  }

  async function move({ source, foundAt, typedHost }: Preview): Promise<void> {
    if (foundAt === undefined) return;
    const reply = await send('changeAddress', { sourceId: source.id, ...foundAt, ...(typedHost !== undefined && { typedHost }) });
    if (reply.ok) keep(source.id, 'moved');
    else trouble.value = reply.problem;
    changed();
  }

  /** For one that is kept and not fetched. */
  async function allow(preview: Preview): Promise<void> {
    const origins = originsToAsk(preview.source.url);
    await request(origins, { kind: 'follow', preview }).given;
    await settle(preview.source.id, origins, false);
    await forget();
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

  /** Goes on with what a popup that is gone was asked for: false where nothing was, or its result was seen. */
  async function resume(): Promise<boolean> {
    const asked = await notebook?.noted().catch(() => undefined);
    if (asked === undefined) return false;
    isResumed.value = true;
    await (asked.wanted.kind === 'look' ? resumeLook(asked, asked.wanted) : resumeKeeping(asked, asked.wanted));
    await forget();
    return true;
  }

  async function resumeLook(
    { origins, hadBefore = false, findings }: Asked,
    { address, isTyped }: Wanted & { kind: 'look' },
  ): Promise<void> {
    typed.value = address;
    const question = questionAt(address, isTyped);
    if (findings === undefined && !(await has(origins)))
      refused.value = origins; // the question was answered with no, or not at all
    else if (findings === undefined) await giveBackAfter(await ask(question), origins, hadBefore);
    else {
      again = question;
      look.value = { kind: 'answered', findings };
    }
  }

  async function resumeKeeping({ origins, isDone = false }: Asked, { kind, preview }: Wanted & { kind: 'follow' | 'move' }): Promise<void> {
    look.value = { kind: 'answered', findings: { kind: 'found', previews: [preview], elsewhere: [] } };
    if (kind === 'follow') return settle(preview.source.id, origins, true); // whoever gives the permission has it looked at
    if (isDone) return keep(preview.source.id, 'moved');
    if (await has(origins)) await move(preview);
    else refused.value = origins;
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
    typed.value = '';
    isResumed.value = false;
  }

  const has = (origins: readonly string[]): Promise<boolean> => permissions.has(origins).catch(() => false); // no pattern is taken for some hosts
  const forget = async (): Promise<void> => notebook?.forget().catch(() => {});

  /**
   * What it is for is on its way to the notebook, and the question whether it is there already too, before the browser asks; nothing is awaited until
   * it has, so that the click is fresh. `given`: what the browser has after the answer, for it may say yes and withhold.
   */
  function request(origins: readonly string[], wanted: Wanted): { readonly given: Promise<boolean>; readonly hadBefore: Promise<boolean> } {
    if (origins.length === 0) return { given: Promise.resolve(false), hadBefore: Promise.resolve(false) };
    const asked: Asked = { at: now(), origins, wanted };
    const hadBefore = has(origins);
    const noted = notebook?.note(asked);
    const given = permissions
      .request(origins)
      .catch(() => false)
      .then(async () => {
        await Promise.resolve(noted).catch(() => {});
        await notebook?.note({ ...asked, isTaken: true, hadBefore: await hadBefore }).catch(() => {});
        return has(origins);
      });
    return { given, hadBefore };
  }

  return {
    ...{ look, keeping, trouble, refused, mayLookFurther, typed, isResumed },
    ...{ lookHere, lookAt, allowAndLook, lookElsewhere, follow, moveHere, allow, unfollow, resume, clear },
  };
}
