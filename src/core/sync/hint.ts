/** What a browser's own account may carry to its reader's other browsers, where they wish so: where the library is kept, and by which kind of server. Never a name, a password or a phrase. */
import { webAddress } from '../address';
import type { Kind } from './round';

export type SyncHint = { readonly address: string; readonly kind: Kind };

/** Total: whatever came with the account. */
export function readHint(raw: unknown): SyncHint | undefined {
  const { address, kind } = (typeof raw === 'object' && raw !== null ? raw : {}) as Readonly<Record<string, unknown>>; // as: both are checked next
  const href = typeof address === 'string' ? webAddress(address) : undefined;
  const url = href === undefined ? null : URL.parse(href);
  if (url === null || url.username !== '' || url.password !== '' || (kind !== 'dav' && kind !== 'couch')) return undefined;
  return { address: `${url.origin}${url.pathname}`, kind };
}

/** What is written there. */
export const hintOf = ({ address, kind }: SyncHint): SyncHint => ({ address, kind });
