import { afterEach, expect, test } from 'vitest';
import { type Seen, watchSeen } from '../../../src/edge/dom/seen';
import { soon } from '../../ui/soon';
import { clear, stage } from './stage';

afterEach(clear);

const PLACED = 'position:fixed;left:20px;top:20px;width:200px;height:100px;background:#fff';

/** An element that is watched, and all that was told of it. */
function watched(around = ''): { readonly card: HTMLElement; readonly seen: Seen; readonly told: boolean[] } {
  stage(`<div id="around" style="${around}"><section style="${PLACED}">Words</section></div>`);
  const card = document.querySelector('section') as HTMLElement; // as: just staged
  const told: boolean[] = [];
  return { card, told, seen: watchSeen(card, (is) => told.push(is)) };
}

const becomes = (seen: Seen, wanted: boolean) =>
  soon(() => {
    seen.look(); // as whoever comes to it does
    expect(seen.isSeen()).toBe(wanted);
  });

test('what nothing lies over is seen, and not before the browser has said so', async () => {
  const { seen, told } = watched();
  expect([seen.isSeen(), told]).toEqual([false, []]);
  await becomes(seen, true);
  expect(told.at(-1)).toBe(true);
});

test.each<[string, (card: HTMLElement) => () => void]>([
  [
    'something lies over it, though it lets presses through',
    () => {
      const cover = document.createElement('div');
      cover.style.cssText = `${PLACED};pointer-events:none`;
      document.body.append(cover);
      return () => cover.remove();
    },
  ],
  ['it is faded', ({ style }) => change(style, 'opacity', '.4')],
  ['what it stands in is faded', ({ parentElement }) => change((parentElement ?? document.body).style, 'opacity', '.01')],
  ['what it stands in is blurred', ({ parentElement }) => change((parentElement ?? document.body).style, 'filter', 'blur(3px)')],
])('it is not seen while %s, and is again afterwards', async (_what, act) => {
  const { card, seen, told } = watched();
  await becomes(seen, true);
  const undo = act(card);
  await soon(() => expect(seen.isSeen()).toBe(false)); // without anybody's look
  expect(told.at(-1)).toBe(false);
  undo();
  await becomes(seen, true);
});

test('what is hidden and shown again in one turn is seen once somebody comes to it', async () => {
  const { card, seen } = watched();
  card.popover = 'manual';
  card.showPopover();
  await becomes(seen, true);
  card.hidePopover();
  card.showPopover();
  await becomes(seen, true);
});

test('where the browser does not say, it counts as seen', () => {
  const said = Object.getOwnPropertyDescriptor(IntersectionObserverEntry.prototype, 'isVisible') as PropertyDescriptor; // as: Chromium has it
  Reflect.deleteProperty(IntersectionObserverEntry.prototype, 'isVisible');
  try {
    const { seen, told } = watched('opacity:.01');
    expect([seen.isSeen(), told]).toEqual([true, [true]]);
  } finally {
    Object.defineProperty(IntersectionObserverEntry.prototype, 'isVisible', said);
  }
});

function change(style: CSSStyleDeclaration, name: string, value: string): () => void {
  style.setProperty(name, value);
  return () => void style.removeProperty(name);
}
