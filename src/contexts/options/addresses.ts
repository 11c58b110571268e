/** Where a source goes on: at an address that the reader writes, or at the one it is offered. Permissions are asked as the first thing of the click. */
import type { Source } from '../../core/essay';
import { originsToAsk } from '../../core/follow/new-source';
import type { Problem } from '../../core/problem';
import { addressesMeant } from '../../core/typed-address';
import { addressWords } from '../../ui/address-words';
import { type FollowedSource, titleOf } from '../../ui/followed';
import { sentenceFor } from '../../ui/sentence';
import { sourceSentence } from '../../ui/source-sentence';
import { counted, say } from '../../ui/words';
import type { Needs } from './needs';

type Told = {
  readonly read: () => Promise<unknown>;
  readonly tell: (words: string, undo?: () => Promise<void>) => void;
  readonly fail: (problem: Problem) => void;
};
type Address = Pick<Source, 'url' | 'kind'> & { readonly typedHost?: string | undefined };
type Move = { readonly row: FollowedSource; readonly to: Address };

export function addressModel({ send, permissions }: Pick<Needs, 'send' | 'permissions'>, { read, tell, fail }: Told) {
  const request = (url: string | undefined): Promise<boolean> =>
    url === undefined ? Promise.resolve(false) : permissions.request(originsToAsk(url)).catch(() => false); // no pattern is taken for some hosts

  /** Only what can be followed there is: the address of a page stands for the feed it names. */
  async function changeAddress(row: FollowedSource, typed: string): Promise<void> {
    await request(addressesMeant(typed).at(-1));
    const reply = await send('findAt', { address: typed, isTyped: true });
    if (!reply.ok) return fail(reply.problem);
    const findings = reply.value;
    if (findings.kind === 'none') return tell(say('nothingToFollow', { why: sourceSentence(findings.problem) }));
    if (findings.kind === 'needs-permission') return fail({ kind: 'permission-refused', origin: findings.origins[0] ?? '' });
    const [preview] = findings.previews;
    if (preview === undefined) return fail({ kind: 'permission-refused', origin: findings.elsewhere[0]?.origins[0] ?? '' });
    const { source, isFollowed, foundAt, typedHost } = preview;
    const isOwn = source.id === row.source.id;
    if (isFollowed && !isOwn) return fail({ kind: 'followed-already', title: source.title });
    if (isOwn && foundAt === undefined) return tell(say('saidAddressSame', { title: titleOf(row) }));
    await move([{ row, to: { ...(foundAt ?? { url: source.url, kind: source.kind }), typedHost } }]);
  }

  /** One question for all their sites; each goes on by itself, and what the browser withholds is said beside its source. */
  async function goOnThere(some: readonly FollowedSource[]): Promise<void> {
    const moves = some.flatMap((row) =>
      row.health.offer === undefined ? [] : [{ row, to: { url: row.health.offer.url, kind: 'feed' as const } }],
    );
    const origins = [...new Set(moves.flatMap(({ to }) => originsToAsk(to.url)))];
    await permissions.request(origins).catch(() => false);
    await move(moves);
  }

  /** What went is said with the way back; what did not, with why. */
  async function move(moves: readonly Move[]): Promise<void> {
    const moved: Move[] = [];
    const problems: Problem[] = [];
    for (const each of moves) {
      const problem = await moveTo(each.row, each.to);
      if (problem === undefined) moved.push(each);
      else problems.push(problem);
    }
    await read();
    const [first] = moved;
    const [problem] = problems;
    if (first === undefined) return problem && fail(problem);
    const said =
      moved.length === 1
        ? say('saidAddressChanged', { title: titleOf(first.row), address: addressWords(first.to.url) })
        : counted('saidAddressesChanged', moved.length);
    tell([said, ...problems.map(sentenceFor)].join(' '), () => moveBack(moved));
  }

  async function moveBack(moved: readonly Move[]): Promise<void> {
    const problems = [];
    for (const { row } of moved) problems.push(await moveTo(row, { url: row.source.url, kind: row.source.kind }));
    await read();
    const problem = problems.find((each) => each !== undefined);
    if (problem) fail(problem);
    else tell(say('undone'));
  }

  async function moveTo({ source }: FollowedSource, { typedHost, ...to }: Address): Promise<Problem | undefined> {
    const reply = await send('changeAddress', { sourceId: source.id, ...to, ...(typedHost !== undefined && { typedHost }) });
    return reply.ok ? undefined : reply.problem;
  }

  return { changeAddress, goOnThere };
}
