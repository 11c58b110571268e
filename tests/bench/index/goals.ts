/** What is measured of an index, and what ours is to reach for 100,000 summaries and for a million. Times are of this machine, so ratios say more. */

/** In the order in which they are shown. */
export const FIGURES: Readonly<Record<string, string>> = {
  firstMs: 'stored bytes → first ranked answer, ms',
  firstCpu: '… in CPU time',
  firstLookupMs: '… the first look alone, the page’s terms being there, ms',
  nextMedian: 'next answers, whole page, median, ms',
  nextP95: '… p95, ms',
  nextLookupMedian: '… the first look alone, the page’s terms being there, median, ms',
  nextLookupP95: '… p95, ms',
  nextShortMedian: 'next answers, 25 words of a page, median, ms',
  nextAddedMb: 'memory added, MB',
  buildMb: 'on disk, MB',
  buildMs: 'build, ms',
  buildCpu: '… in CPU time',
  buildSegments: '… segments',
  buildPeakRssMb: '… most memory meanwhile, MB',
  addFirst: 'adding 50, the first time, ms',
  addMedian: 'adding 50, ms',
  keeperGrownMb: 'held by the keeper after building and growing, up to 40,000 summaries, MB',
  keeperTimes: '… times a fresh reader’s',
  keeperTextsGrownMb: 'held by the keeper after building and growing, up to 3,000 texts of 1,200 words, MB',
  keeperTextsTimes: '… times a fresh reader’s',
  searchFirstMs: 'search box, stored bytes → first answer, ms',
  typedMedian: 'search box, next answers, median, ms',
  typedP95: '… p95, ms',
};

export type Goal = {
  readonly figure: string; // of FIGURES
  readonly says: string; // the goal in words; '' where there is none
  readonly most?: number;
  readonly times?: number; // how many times as much the best peer takes, at least
};

export const GOALS: readonly Goal[] = [
  { figure: 'firstMs', says: '≤ 40, and ≤ 1/10 of the best peer', most: 40, times: 10 },
  { figure: 'firstCpu', says: '≤ 1/10 of the best peer', times: 10 },
  { figure: 'firstLookupMs', says: '' },
  { figure: 'nextMedian', says: '≤ 5', most: 5 },
  { figure: 'nextP95', says: '≤ 10', most: 10 },
  { figure: 'nextLookupMedian', says: '' },
  { figure: 'nextAddedMb', says: '≤ 60', most: 60 },
  { figure: 'buildMb', says: '≤ 20', most: 20 },
  { figure: 'buildMs', says: '≤ 1/3 of the best peer', times: 3 },
  { figure: 'buildCpu', says: '≤ 1/3 of the best peer', times: 3 },
  { figure: 'addMedian', says: '≤ 50', most: 50 },
  { figure: 'keeperTimes', says: '≤ 1.5', most: 1.5 },
  { figure: 'keeperTextsTimes', says: '≤ 1.5', most: 1.5 },
  { figure: 'searchFirstMs', says: '' },
  { figure: 'typedMedian', says: '' },
];

export const MILLION_GOALS: readonly Goal[] = [
  { figure: 'firstMs', says: '≤ 250', most: 250 },
  { figure: 'nextMedian', says: '' },
  { figure: 'nextAddedMb', says: '' },
  { figure: 'buildMb', says: '' },
  { figure: 'buildMs', says: '' },
  { figure: 'buildCpu', says: '' },
  { figure: 'buildPeakRssMb', says: '' },
  { figure: 'addMedian', says: '' },
  { figure: 'searchFirstMs', says: '' },
  { figure: 'typedMedian', says: '' },
];
