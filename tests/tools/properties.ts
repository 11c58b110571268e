/** How long a property may take: one that fails looks for its smallest example, in steps that leave no turn to the clock of a test. */
import fc from 'fast-check';

const MOST_MS = 4 * 60_000; // so the run ends and says which; none that holds comes near it

fc.configureGlobal({ interruptAfterTimeLimit: MOST_MS, markInterruptAsFailure: true });
