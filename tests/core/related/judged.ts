/** How good what is shown really is, as judged answers tell it: what share of it is on the page's subject, and how much of what is, is kept. */
export type Judged = { readonly isGood: boolean; readonly isBest: boolean; readonly isShown: boolean };
export type Quality = { readonly precision: number; readonly kept: number; readonly keptBest: number; readonly shown: number };

export function qualityOf(judged: readonly Judged[]): Quality {
  const share = (some: readonly Judged[], claim: (one: Judged) => boolean): number =>
    some.length === 0 ? 1 : some.filter(claim).length / some.length;
  const shown = judged.filter(({ isShown }) => isShown);
  return {
    precision: share(shown, ({ isGood }) => isGood),
    kept: share(
      judged.filter(({ isGood }) => isGood),
      ({ isShown }) => isShown,
    ),
    keptBest: share(
      judged.filter(({ isBest }) => isBest),
      ({ isShown }) => isShown,
    ),
    shown: shown.length,
  };
}

export function inWords({ precision, kept, keptBest, shown }: Quality): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return `${percent(precision)} of ${shown} on the subject, ${percent(kept)} of the good and ${percent(keptBest)} of the best kept`;
}
