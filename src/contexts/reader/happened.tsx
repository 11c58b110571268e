/** At the very end, folded up: what happened to this essay since it was first seen. */
import { Thread } from '../../ui/thread';
import { say } from '../../ui/words';
import type { ReaderModel } from './model';

export function Happened({ model }: { readonly model: ReaderModel }) {
  const rows = model.thread.value;
  if (rows.length === 0) return null; // null: what preact calls nothing
  return (
    <details class="happened">
      <summary>{say('threadHeading')}</summary>
      <Thread rows={rows} now={model.now()} />
    </details>
  );
}
