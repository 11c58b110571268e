/** The workshop of our pages: a thread of its own, where reading a hundred thousand rows holds up nobody. Opens the library to read it, and writes to the shelf alone. */
import { answerInWorkshop } from '../../edge/browser/workshop-thread';
import { openedForReading } from '../../edge/store/open';
import { packing } from '../../edge/store/packing';
import { openShelf } from '../../edge/store/shelf';
import { bringingWith } from './bringing';
import { take } from './taking';

const shelf = openShelf();
const edges = { library: openedForReading, shelf, packing, now: Date.now, version: '' }; // opened anew for every task: an open connection would hold up a reset
const bringing = bringingWith(edges);

answerInWorkshop({ ...bringing, take: (ask, said) => take(edges, ask, said) });
