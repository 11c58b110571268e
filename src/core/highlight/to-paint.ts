/** What is painted of what was found: passages that lie in the text, in page order, one essay once per place. */
import type { Passage } from '../related/answer';

export function toPaint(passages: readonly Passage[], text: string): Passage[] {
  const sound = passages.filter(({ span: [start, end] }) => start >= 0 && end <= text.length && text.slice(start, end).trim() !== '');
  const ordered = [...sound].sort((a, b) => a.span[0] - b.span[0] || b.strength - a.strength);
  const painted: Passage[] = [];
  for (const passage of ordered) {
    const isTold = painted.some(({ essayId, span }) => essayId === passage.essayId && span[1] > passage.span[0]);
    if (!isTold) painted.push(passage);
  }
  return painted;
}
