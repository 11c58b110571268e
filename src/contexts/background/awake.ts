/** Keeps the background alive while it works for longer than browsers wait. */
import { softly } from './limits';
import type { Outside } from './outside';

const HEARTBEAT_MS = 20_000; // a worker that calls nothing for half a minute is ended, and one slow answer may take that long

/** Until what it gives back is called. */
export function stayAwake({ alarms, clock }: Pick<Outside, 'alarms' | 'clock'>): () => void {
  return clock.every(HEARTBEAT_MS, () => softly(() => alarms.alarmAt('refresh')));
}
