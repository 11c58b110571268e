/** Sends one page to one server: looks whether it is there, where the server would write over it, then saves it. Pure: asking is handed in. */
import { holds, judge, type Outcome } from './answers';
import { type Asking, type Parcel, TABLE } from './calls';
import type { Account } from './services';

/** Never rejects at what a server says. */
export async function sendTo(account: Account, parcel: Parcel, asking: Asking): Promise<Outcome> {
  const { login, isThere, save, already, more } = TABLE[account.service];
  const token = login === undefined ? (account.secrets[0] ?? '') : await login(account, asking);
  if (typeof token !== 'string') return token;
  const there = isThere?.(account, token, parcel);
  const looked = there && (await asking.ask(there.ask));
  if (there !== undefined && looked !== undefined) {
    const found = judge(looked, undefined);
    if (found.kind !== 'sent' || (looked !== 'unreachable' && holds(looked.body, there.field))) return found;
  }
  const answer = await asking.ask(save(account, token, parcel));
  const outcome = judge(answer, already);
  const next = outcome.kind === 'sent' && answer !== 'unreachable' ? more?.(account, token, parcel, answer.body) : undefined;
  return next === undefined ? outcome : judge(await asking.ask(next), undefined);
}
