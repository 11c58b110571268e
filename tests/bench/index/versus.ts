/** The goals beside the figures of this run, and the best peer beside each. Measures nothing. */
import type { Row, Section } from '../section';
import { FIGURES, GOALS, type Goal, MILLION_GOALS } from './goals';
import { type Measured, measured, OURS, PEERS_UP_TO, rounded, sizesMeasured } from './measured';

export const versus: Section = {
  name: 'index: the goals, and the best peer beside each',
  async rows() {
    return sizesMeasured().flatMap((size) => {
      const here = measured.filter(({ essays }) => essays === size);
      return (size > PEERS_UP_TO ? MILLION_GOALS : GOALS).flatMap((goal): Row[] => {
        const figure = here.find(({ contender }) => contender === OURS)?.figures[goal.figure];
        return figure === undefined ? [] : [{ essays: size, ...judged(goal, figure, bestPeer(here, goal)) }];
      });
    });
  },
};

type Best = { readonly contender: string; readonly figure: number };

function bestPeer(here: readonly Measured[], { figure: name }: Goal): Best | undefined {
  const others = here.flatMap(({ contender, figures }): Best[] => {
    const figure = figures[name];
    return contender === OURS || figure === undefined ? [] : [{ contender, figure }];
  });
  return others.toSorted((a, b) => a.figure - b.figure)[0];
}

/** Where there is no peer to compare with, the ratio is not judged. */
function judged({ figure: name, says, most, times }: Goal, figure: number, best: Best | undefined): Row {
  const ratio = best && best.figure / figure;
  const isMet = (most === undefined || figure <= most) && (times === undefined || ratio === undefined || ratio >= times);
  return {
    what: FIGURES[name] ?? name,
    sidelight: rounded(figure),
    goal: says,
    met: says === '' ? '' : isMet ? 'yes' : 'NO',
    'best peer': best === undefined ? '' : `${best.contender} ${rounded(best.figure)}`,
    times: ratio === undefined ? '' : `${ratio.toFixed(1)} ×`,
  };
}
