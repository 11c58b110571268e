/** How good the answers are whose speed the other tables show: on real pages with real links, where the pack is there. */
import { type Figures, inChild } from '../child';
import { isPackThere } from '../essays';
import { PEERS } from '../peers';
import type { Cell, Row, Section } from '../section';

export const quality: Section = {
  name: 'quality: nDCG@5 (micro) on 300 pages of the pack, 6,491 essays',
  async rows({ say }) {
    if (!isPackThere) return [{ skipped: 'the pack of related reading is not on this machine' }];
    const rows: Row[] = [];
    for (const contender of ['sidelight', ...Object.keys(PEERS)]) {
      say(`quality: ${contender}`);
      const summary = await inChild('quality/measure.ts', [contender, 'summary'], say);
      const text = summary && (await inChild('quality/measure.ts', [contender, 'text'], say));
      if (summary !== undefined) rows.push({ contender, ...columns('summaries', summary), ...columns('texts', text ?? {}) });
    }
    return rows;
  },
};

function columns(name: string, { whole, short }: Figures): Record<string, Cell> {
  const shown = (figure: number | undefined): Cell => (figure === undefined ? '' : Math.round(figure * 1e4) / 1e4); // null: too slow to end
  return { [`${name}, whole page`]: shown(whole ?? undefined), [`${name}, 25 words`]: shown(short ?? undefined) };
}
