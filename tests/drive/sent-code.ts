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

/** Sent to the document: scrolls to it and says where its middle is. Throws while it moves or something lies over it, as a person would wait. */
export async function middleOf(element: HTMLElement): Promise<Point> {
  element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  const before = element.getBoundingClientRect();
  await new Promise((resolve) => setTimeout(resolve, 40)); // two frames; a hidden page has no animation frames to wait for
  const { left, top, width, height } = element.getBoundingClientRect();
  if (left !== before.left || top !== before.top || width === 0 || height === 0) throw new Error('it moves or has no size');
  const point = { x: left + width / 2, y: top + height / 2 };
  const hit = (element.getRootNode() as Document | ShadowRoot).elementFromPoint(point.x, point.y); // as: the element is in a document
  if (hit !== element && !element.contains(hit)) throw new Error(`${hit?.outerHTML.slice(0, 80)} lies over it`);
  return point;
}
