/** Where in an order each year begins: for the rail beside the list. Reads few days, however long the order is. */
import type { EssayId } from '../../core/essay';

export type Year = { readonly year: number; readonly place: number };

type DayOf = (id: EssayId) => Promise<number | undefined>; // ms since 1970, UTC

const MOST_YEARS = 60; // an order that is none has no end of them

/** Shapes  the first begins at 0; undefined where the order knows no days. Cost  some twenty reads a year. */
export async function yearsIn(order: readonly EssayId[], dayOf: DayOf): Promise<readonly Year[] | undefined> {
  const years: Year[] = [];
  const yearAt = async (place: number): Promise<number | undefined> => {
    const id = order[place];
    const day = id === undefined ? undefined : await dayOf(id);
    return day === undefined ? undefined : new Date(day).getFullYear();
  };
  for (let place = 0; place < order.length && years.length < MOST_YEARS; ) {
    const year = await yearAt(place);
    if (year === undefined) return undefined;
    years.push({ year, place });
    let [low, high] = [place, order.length]; // the next year begins above low, at high at the latest
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((await yearAt(middle)) === year) low = middle;
      else high = middle;
    }
    place = high;
  }
  return years;
}
