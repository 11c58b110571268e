import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fitWindow } from '../../../src/contexts/popup/fit-window';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A popup's window, and what its body is told to be; `resize` is what the browser does. */
function windowOf(width: number, height: number) {
  const told = new Map<string, string>();
  const documentElement = {
    clientWidth: width,
    clientHeight: height,
    style: { setProperty: (name: string, value: string) => told.set(name, value) },
  };
  const heard: (() => void)[] = [];
  const made = { document: { documentElement }, setTimeout, addEventListener: (_: string, act: () => void) => heard.push(act) };
  const resize = (to: number, by: number) => {
    Object.assign(documentElement, { clientWidth: to, clientHeight: by });
    for (const act of heard) act();
  };
  return { window: made as unknown as Window, told, resize }; // as: all that is asked of one
}

test('the body takes the window’s size once that has settled, and follows it', () => {
  const { window, told, resize } = windowOf(384, 560);
  fitWindow(window);
  expect(told.size).toBe(0);
  vi.runAllTimers();
  expect([...told.values()]).toEqual(['384px', '560px']);
  resize(320, 360);
  expect([...told.values()]).toEqual(['320px', '360px']);
  resize(1280, 900);
  expect([...told.values()]).toEqual(['480px', '600px']);
});

test('a window that has not been sized yet makes no tiny body, by which it would then be sized for good', () => {
  const { window, told, resize } = windowOf(20, 0);
  fitWindow(window);
  vi.runAllTimers();
  expect(told.size).toBe(0);
  resize(384, 560);
  expect([...told.values()]).toEqual(['384px', '560px']);
});
