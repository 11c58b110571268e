/** Where a source goes on: at an address that the reader writes, or at the one it is offered. Permissions are asked as the first thing of the click. */
import type { Source } from '../../core/essay';
import { originsToAsk } from '../../core/follow/new-source';
import type { Problem } from '../../core/problem';
import { addressesMeant } from '../../core/typed-address';
import { addressWords } from '../../ui/address-words';
import { type FollowedSource, titleOf } from '../../ui/followed';
import { sourceSentence } from '../../ui/source-sentence';
import { say } from '../../ui/words';
import type { Needs } from './needs';

type Told = {
  readonly read: () => Promise<unknown>;
  readonly tell: (words: string, undo?: () => Promise<void>) => void;
  readonly fail: (problem: Problem) => void;
};
type Address = Pick<Source, 'url' | 'kind'> & { readonly typedHost?: string | undefined };

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
    await moveTo(row, { ...(foundAt ?? { url: source.url, kind: source.kind }), typedHost });
  }

  async function goOnThere(row: FollowedSource): Promise<void> {
    const { offer } = row.health;
    if (offer === undefined) return;
    await request(offer.url);
    await moveTo(row, { url: offer.url, kind: 'feed' });
  }

  async function moveTo(row: FollowedSource, { typedHost, ...to }: Address): Promise<void> {
    const { id: sourceId, url, kind } = row.source;
    const reply = await send('changeAddress', { sourceId, ...to, ...(typedHost !== undefined && { typedHost }) });
    if (!reply.ok) return fail(reply.problem);
    await read();
    tell(say('saidAddressChanged', { title: titleOf(row), address: addressWords(to.url) }), async () => {
      const back = await send('changeAddress', { sourceId, url, kind });
      if (!back.ok) return fail(back.problem);
      await read();
      tell(say('undone'));
    });
  }

  return { changeAddress, goOnThere };
}
