/** Keeps the background alive while it works for longer than browsers wait. */
import { hasAlarm } from '../../edge/browser/alarms';

const HEARTBEAT_MS = 20_000; // a worker that calls nothing for half a minute is ended, and one slow answer may take that long

/** Until what it gives back is called. */
export function stayAwake(): () => void {
  const heartbeat = setInterval(() => void hasAlarm(), HEARTBEAT_MS);
  return () => clearInterval(heartbeat);
}
