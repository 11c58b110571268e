/** The last rounds, with counts; and the way to mend what lies on the server. */
import type { Ran } from '../../edge/store/sync-state';
import { moment } from '../../ui/moment';
import { syncSentence } from '../../ui/sync-words';
import { counted, language, say } from '../../ui/words';

type RanProps = { readonly ran: readonly Ran[]; readonly now: number; readonly onRepair: () => void };

export function SyncRan({ ran, now, onRepair }: RanProps) {
  if (ran.length === 0) return null; // null: what preact calls nothing
  const { number } = language();
  return (
    <details class="sync-ran">
      <summary>{say('syncLastRounds')}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('syncRanWhen')}</th>
            <th scope="col">{say('syncRanGot')}</th>
            <th scope="col">{say('syncRanSent')}</th>
            <th scope="col">{say('syncRanSaid')}</th>
          </tr>
        </thead>
        <tbody>
          {ran.map(({ at, got, sent, skipped, problem }) => (
            <tr key={at}>
              <td>{moment(at, now)}</td>
              <td class="number">{number(got)}</td>
              <td class="number">{number(sent)}</td>
              <td>
                {problem && syncSentence(problem, now)} {skipped > 0 && counted('syncSkipped', skipped)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="aside">{say('syncRewriteFacts')}</p>
      <button type="button" class="button-words" onClick={onRepair}>
        {say('syncRewrite')}
      </button>
    </details>
  );
}
