/** Sends what is saved to the one other reader that its reader named: a page at a time, and what fails waits, longer and longer, and says why. */
import { originPattern } from '../../core/address';
import { nextTryAt } from '../../core/save-to/answers';
import { sendTo } from '../../core/save-to/send';
import type { Account } from '../../core/save-to/services';
import type { Library } from '../../edge/store/library';
import { findNewlySaved, parcelOf, type Sending, sendAccount, sendingsOf, settleSending } from '../../edge/store/sendings';
import { stayAwake } from './awake';
import type { Outside } from './outside';

const NOT_ALLOWED_MS = 6 * 60 * 60_000;
const LEAST_AHEAD_MS = 30_000; // alarms of browsers ring no sooner

export type SendingOn = ReturnType<typeof sendingOf>;

export function sendingOf(outside: Outside) {
  const { alarms, clock, permissions, sendTo: net } = outside;
  let going: Promise<void> | undefined;
  let isWantedAgain = false;

  /** At each wake, after each command, and at the alarm. One walk at a time; what is saved while one goes is looked for once more at its end. */
  function tend(library: Library): Promise<void> {
    isWantedAgain = going !== undefined;
    going ??= walks(library).finally(() => {
      going = undefined;
    });
    return going;
  }

  async function walks(library: Library): Promise<void> {
    do {
      isWantedAgain = false;
      await walk(library);
    } while (isWantedAgain);
  }

  async function walk(library: Library): Promise<void> {
    const account = await sendAccount(library);
    if (account === undefined) return alarms.setAlarm('send', undefined);
    for (let isMore = true; isMore; ) {
      const found = await findNewlySaved(library, clock.now());
      isMore = found.ok && found.value;
    }
    const due = (await sendingsOf(library)).filter(({ nextAt }) => nextAt <= clock.now());
    if (due.length > 0) await sendAll(library, account, due);
    const [next] = await sendingsOf(library);
    await alarms.setAlarm('send', next && Math.max(next.nextAt, clock.now() + LEAST_AHEAD_MS));
  }

  /** Where the server is not to be had for one, the others are not tried either. */
  async function sendAll(library: Library, account: Account, due: readonly Sending[]): Promise<void> {
    const origin = originPattern(account.address);
    const isAllowed = origin !== undefined && (await permissions.hasOrigins([origin]));
    const stop = stayAwake(outside);
    try {
      for (const row of due) {
        if (!isAllowed) await settleSending(library, row.id, { ...row, why: 'not-allowed', nextAt: clock.now() + NOT_ALLOWED_MS }, false);
        else if (!(await sendOne(library, account, row))) return;
      }
    } finally {
      stop();
    }
  }

  async function sendOne(library: Library, account: Account, { id, tries }: Sending): Promise<boolean> {
    const parcel = await parcelOf(library, id);
    if (parcel === undefined) {
      await settleSending(library, id, undefined, false);
      return true;
    }
    const outcome = await sendTo(account, parcel, { ask: net.postTo, sign: net.signWith, now: clock.now });
    if (outcome.kind === 'sent') {
      await settleSending(library, id, undefined, true);
      return true;
    }
    const row: Sending = { id, tries: tries + 1, nextAt: nextTryAt(clock.now(), tries + 1, outcome), why: outcome.why };
    await settleSending(library, id, row, false);
    return outcome.why === 'content'; // of this page alone
  }

  return { tend };
}
