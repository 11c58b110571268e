/**
 * The plain text a person may copy into a report. Holds counts and kinds only: no title, no site, nothing that was read or saved.
 * In English whatever the browser speaks, for whoever mends it.
 */
import type { Problem } from '../../core/problem';
import type { Counts } from '../../ui/counts';

export type Facts = {
  readonly version: string;
  readonly browser: string;
  readonly counts: Counts | undefined; // undefined: the library does not open
  readonly markedSites: number; // where marks are always on
  readonly fetchedSites: number; // that may be asked for posts alone
  readonly offSites: number;
  readonly problems: readonly Problem[];
};

export function reportText({ version, browser, counts, markedSites, fetchedSites, offSites, problems }: Facts): string {
  const library = counts
    ? `${many(counts.essays, 'essay')}, ${counts.saved} saved, ${counts.unread} unread, ${many(counts.sources, 'source')}`
    : 'does not open';
  const lines = [
    `Sidelight ${version}`,
    `Browser: ${browser}`,
    `Library: ${library}`,
    `Sites: ${markedSites} with marks always on, ${fetchedSites} asked for posts alone, ${offSites} off`,
    problems.length === 0 ? 'Problems: none' : 'Problems:',
    ...problems.map((problem) => `- ${wordsOf(problem)}`),
  ];
  return lines.join('\n');
}

function many(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
}

/** The kind and its numbers; an origin would tell what somebody reads. */
function wordsOf(problem: Problem): string {
  const { kind, ...rest } = problem;
  const facts = Object.entries(rest).filter(([name]) => name !== 'origin');
  return [kind, ...facts.map(([name, value]) => `${name}: ${value}`)].join(', ');
}
