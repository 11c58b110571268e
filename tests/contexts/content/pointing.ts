/** A real pointer at points of the test's own frame, through the browser: what a page makes up is not trusted and opens nothing. */
import { cdp } from 'vitest/browser';

type Point = { readonly x: number; readonly y: number };

/** The frame stands somewhere, perhaps scaled, in the runner's page. */
function onScreen({ x, y }: Point): Point {
  const frame = window.frameElement?.getBoundingClientRect();
  const scale = frame === undefined ? 1 : frame.width / window.innerWidth;
  return { x: (frame?.left ?? 0) + x * scale, y: (frame?.top ?? 0) + y * scale };
}

async function mouse(type: 'mouseMoved' | 'mousePressed' | 'mouseReleased', point: Point, isHeld = false): Promise<void> {
  const button = type === 'mouseMoved' && !isHeld ? 'none' : 'left';
  await cdp().send('Input.dispatchMouseEvent', { type, ...onScreen(point), button, buttons: isHeld ? 1 : 0, clickCount: 1 });
}

export const moveTo = (point: Point): Promise<void> => mouse('mouseMoved', point);
export const dragTo = (point: Point): Promise<void> => mouse('mouseMoved', point, true);
export const press = (point: Point): Promise<void> => mouse('mousePressed', point, true);
export const release = (point: Point): Promise<void> => mouse('mouseReleased', point);

export async function clickAt(point: Point): Promise<void> {
  await moveTo(point);
  await press(point);
  await release(point);
}

export async function tapAt(point: Point): Promise<void> {
  await cdp().send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await cdp().send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [onScreen(point)] });
  await cdp().send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await cdp().send('Emulation.setTouchEmulationEnabled', { enabled: false });
}

export function middleOf(box: DOMRect | undefined): Point {
  if (box === undefined) throw new Error('nothing is drawn there');
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
