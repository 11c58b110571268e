/** The workshop of our pages: a thread of its own, where reading a hundred thousand rows holds up nobody. Opens the library to read it, and writes to the shelf alone. */
import { answerInWorkshop } from '../../edge/browser/workshop-thread';
import { Unopened } from '../../edge/store/library';
import { openForReading } from '../../edge/store/open';
import { packing } from '../../edge/store/packing';
import { openShelf } from '../../edge/store/shelf';
import { bringingWith } from './bringing';
import { take } from './taking';

const shelf = openShelf();
const edges = { library, shelf, packing, now: Date.now, version: '' };
const bringing = bringingWith(edges);

answerInWorkshop({ ...bringing, take: (ask, said) => take(edges, ask, said) });

/** Anew for every task: an open connection would hold up a reset. */
async function library() {
  const opened = await openForReading();
  if (opened?.ok) return opened.value;
  throw new Unopened(opened?.problem ?? { kind: 'library-unopened', detail: 'the background has not made it ready' });
}
