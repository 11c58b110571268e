/** How much of what is shown is on the page's subject, as judged answers tell it, by the size of the library and what is known of its essays. */
import { isThere, type JudgedEssay, judgedOnPack, qualityOf } from '../../core/related/judged';
import type { Cell, Row, Section } from '../section';

const SIZES = [5, 30, 200, 1_000, 6_000];

export const judged: Section = {
  name: 'answers: judged ones of the pack that are still shown, per cent',
  async rows() {
    if (!isThere) return [{ skipped: 'the pack of judged answers is not on this machine' }];
    const { essays, marks } = await judgedOnPack();
    const row = (library: string, pick: (one: JudgedEssay) => boolean): Row => ({
      library,
      ...columns('essays', essays.filter(pick)),
      ...columns('marks', marks.filter(pick)),
    });
    const bySize = SIZES.flatMap((size) =>
      ['summary', 'text'].map((field) => row(`${size}, ${field}`, (one) => one.size === size && one.field === field)),
    );
    return [row('all', () => true), row('up to 30', ({ size }) => size <= 30), ...bySize];
  },
};

function columns(name: string, some: readonly JudgedEssay[]): Record<string, Cell> {
  const { precision, kept, keptBest, shown } = qualityOf(some);
  const percent = (share: number): Cell => Math.round(share * 1_000) / 10;
  return {
    [`${name}, on the subject`]: shown === 0 ? '' : percent(precision),
    [`${name} shown`]: shown,
    [`${name}, good kept`]: percent(kept),
    [`${name}, best kept`]: percent(keptBest),
  };
}
