/** What the parts of the script leave for one another in their own world, which no page sees. */
import type { Companion } from './companion';
import type { Inking } from './inking';
import type { Reach, startShowing } from './showing';

export const world = globalThis as { sidelight?: Companion; startShowing?: typeof startShowing; reach?: Reach; inking?: Inking }; // as: what these files write there
