/** Turns a function of a test and what it is given into text that runs in a document. */
import type { Plain, Point } from './driver';

type AnyRun = (...given: never[]) => unknown;

/** tsx marks inner functions with a call to `__name`, which a document does not have. */
export const PRELUDE = 'const __name = (named) => named;';

export function sentCall(run: AnyRun, given: readonly Plain[]): string {
  return `(() => { ${PRELUDE} return (${run})(${given.map(literal).join(', ')}); })()`;
}

/** The text of a function that takes one element. */
export function sentFunctionOfElement(run: AnyRun, given: readonly Plain[]): string {
  return `((element) => { ${PRELUDE} return (${run})(${['element', ...given.map(literal)].join(', ')}); })`;
}

const literal = (value: Plain): string => JSON.stringify(value) ?? 'undefined';

/** Sent to the document: scrolls to it, then says where its middle is. */
export function middleOf(element: HTMLElement): Point {
  element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  const { left, top, width, height } = element.getBoundingClientRect();
  if (width === 0 || height === 0) throw new Error(`${element.tagName} has no size`);
  return { x: left + width / 2, y: top + height / 2 };
}
