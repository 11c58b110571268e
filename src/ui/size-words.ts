/** Says how much room something takes: "41.2 MB". */
import { say } from './words';

const [KILO, MEGA, GIGA] = [1_000, 1_000_000, 1_000_000_000];

export function sizeWords(bytes: number): string {
  if (bytes >= GIGA) return say('sizeGigabytes', { size: rounded(bytes / GIGA) });
  if (bytes >= MEGA) return say('sizeMegabytes', { size: rounded(bytes / MEGA) });
  return say('sizeKilobytes', { size: Math.ceil(bytes / KILO) });
}

const rounded = (size: number): number => (size < 100 ? Math.round(size * 10) / 10 : Math.round(size));
