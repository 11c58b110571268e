/** What the tables that need a browser share: the browser under test, and how a row is written. */
import type { Driver } from '../../drive/driver';
import type { FixtureServer } from '../../drive/server';
import type { Row } from '../section';

export type Stage = { readonly driver: Driver; readonly server: FixtureServer; readonly say: (line: string) => void };

export const HERE = 'http://127.0.0.1/*';

/** Met where the median, the 95th of a hundred and the greatest are not above what they may be. */
export function row(what: string, times: readonly number[], middle?: number, p95?: number, most?: number): Row {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const goals = [
    ['median', at(0.5), middle],
    ['p95', at(0.95), p95],
    ['most', at(1), most],
  ] as const;
  const asked = goals.flatMap(([name, is, may]) => (may === undefined ? [] : { said: `${name} ≤ ${may}`, isMet: Math.round(is) <= may }));
  const goal = asked.map(({ said }) => said).join(', ');
  const met = asked.length === 0 ? '' : asked.every(({ isMet }) => isMet) ? 'yes' : 'NO';
  return { what, median: rounded(at(0.5)), p95: rounded(at(0.95)), most: rounded(at(1)), runs: times.length, goal, met };
}

const rounded = (ms: number): number => (Math.abs(ms) < 10 ? Math.round(ms * 10) / 10 : Math.round(ms));

export function wordsOf(html: string): string[] {
  return html
    .replace(/<(script|style|head)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .split(/\s+/)
    .filter(Boolean);
}
