/** Tells when a pointer rests, moves on, presses or taps. Watches passively: it never stops what the page does with a pointer. */
import { matches, parentOf, rootOf } from './native';

const REST_MS = 300;
const PRESSED_BY_ITSELF = 'a,button,input,select,textarea,label,summary,[role="button"],[role="link"]';

type PointerNews = {
  readonly onRest: (x: number, y: number) => void; // a mouse or pen, no button pressed
  readonly onMove: (x: number, y: number, target: EventTarget | null) => void;
  readonly onPress: (target: EventTarget | null) => void;
  readonly onTap: (x: number, y: number, target: EventTarget | null) => void; // a finger
};

/** Gives back the way to stop. While the pointer moves, nothing is done but to note where it is. */
export function watchPointer(document: Document, { onRest, onMove, onPress, onTap }: PointerNews): () => void {
  const stopping = new AbortController();
  const options = { passive: true, capture: true, signal: stopping.signal };
  let [x, y, movedAt] = [0, 0, 0];
  let isPressed = false;
  let kind = 'mouse';
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wait(ms: number): void {
    timer = setTimeout(() => {
      timer = undefined;
      const still = performance.now() - movedAt;
      if (still < REST_MS - 1) wait(REST_MS - still);
      else if (!isPressed) onRest(x, y);
    }, ms);
  }

  function moved(event: PointerEvent): void {
    if (!event.isTrusted || event.pointerType === 'touch') return;
    [x, y, movedAt, isPressed] = [event.clientX, event.clientY, performance.now(), event.buttons !== 0];
    if (timer === undefined) wait(REST_MS);
    onMove(x, y, event.target);
  }

  function pressed(event: PointerEvent): void {
    if (!event.isTrusted) return;
    kind = event.pointerType;
    isPressed = true;
    onPress(event.target);
  }

  function clicked(event: MouseEvent): void {
    if (event.isTrusted && kind === 'touch') onTap(event.clientX, event.clientY, event.target);
  }

  document.addEventListener('pointermove', moved, options);
  document.addEventListener('pointerover', (event) => event.isTrusted && onMove(event.clientX, event.clientY, event.target), options); // into a frame nothing else leads
  document.addEventListener('pointerdown', pressed, options);
  document.addEventListener('click', clicked, options);
  rootOf(document).addEventListener('pointerleave', (event) => event.isTrusted && onMove(-1, -1, null), options);
  stopping.signal.addEventListener('abort', () => clearTimeout(timer));
  return () => stopping.abort();
}

/** Whether a tap there is for a link or a field of the page's. */
export function isPressedByItself(target: EventTarget | null): boolean {
  for (let each = target instanceof Element ? target : undefined; each; each = parentOf(each)) {
    if (matches(each, PRESSED_BY_ITSELF)) return true;
  }
  return false;
}
