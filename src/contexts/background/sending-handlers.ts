/** What the background does when it is asked about another reader's server: messages of messages/contract.ts, in a few lines. */
import { ok } from '../../core/problem';
import { hastenSendings, setSendAccount } from '../../edge/store/sendings';
import type { HandlersOf, ToBackground } from '../../messages/contract';
import type { House } from './house';
import { type Occasion, writing } from './occasion';

type Names = 'sendSavedTo' | 'sendAgain';

export function sendingHandlers({ home: { withLibrary }, want }: House): HandlersOf<Pick<ToBackground, Names>, Occasion> {
  return {
    sendSavedTo: ({ account }, occasion) =>
      withLibrary(async (library) => {
        const set = await setSendAccount(writing(library, occasion), account, occasion.now);
        want('sync');
        return set.ok ? ok('done') : set;
      }),
    sendAgain: (_, occasion) =>
      withLibrary(async (library) => {
        const set = await hastenSendings(writing(library, occasion), occasion.now);
        want('sync');
        return set.ok ? ok('done') : set;
      }),
  };
}
