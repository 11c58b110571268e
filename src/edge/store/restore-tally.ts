/** Holds what a backup brings against what is here, and writes nothing. */
import type { SourceId } from '../../core/essay';
import { isEqual } from '../../core/transfer/backup/canonical';
import { joinSeen, renamed } from '../../core/transfer/backup/join';
import { type Tally, tallyChange, tallyCopy, tallySource, tallyThread } from '../../core/transfer/backup/tally';
import type { KeptCopy, KeptSource, Kind, Thread, Whole } from '../../core/transfer/backup/units';
import { SOURCES, sourceIn } from './backup-lines';
import type { Transaction } from './database';
import { fact } from './ledger';
import type { Library } from './library';
import { standsAs } from './place-rows';
import { copyIn } from './restores';
import { THREADS, threadIn } from './threads';

const AT_ONCE = 100;

/** `lines`: of one part, by its reader. */
export async function tallyLines(library: Library, tally: Tally, kind: Kind, lines: readonly unknown[]): Promise<Tally> {
  let so = tally;
  const readable = lines.filter((line) => line !== undefined);
  for (let at = 0; at < readable.length; at += AT_ONCE) so = await tallySome(library, so, kind, readable.slice(at, at + AT_ONCE));
  return so;
}

async function tallySome(library: Library, tally: Tally, kind: Kind, lines: readonly unknown[]): Promise<Tally> {
  const tx = await library.begin([...THREADS, ...SOURCES, 'copies', 'copyMarkup', 'ledger'], 'readonly');
  let so = tally;
  for (const line of lines) so = await tallyLine(tx, so, kind, line);
  return so;
}

async function tallyLine(tx: Transaction<'readonly'>, tally: Tally, kind: Kind, line: unknown): Promise<Tally> {
  switch (kind) {
    case 'sources': {
      const brought = line as KeptSource; // as: its reader has made it, as each of the next
      return tallySource(tally, await sourceIn(tx, brought.id as SourceId), brought);
    }
    case 'essays': {
      const brought = line as Thread;
      const id = await standsAs(tx, brought.id);
      return tallyThread(tally, await threadIn(tx, id), renamed(brought, id));
    }
    case 'copies': {
      const { copy, html } = line as KeptCopy;
      const id = await standsAs(tx, copy.id);
      return tallyCopy(tally, await copyIn(tx, id), { copy: { ...copy, id }, html });
    }
    case 'whole': {
      const seen = await fact(tx, 'seenBefore');
      return isEqual(seen, joinSeen(seen, (line as Whole).seen)) ? tally : tallyChange(tally);
    }
    case 'pictures':
      return tally;
  }
}
