/** Shows a view in the test's real page, and asks axe about it in light and in dark. */
import axe from 'axe-core';
import { type ComponentChild, render } from 'preact';
import { expect } from 'vitest';
import { cdp } from 'vitest/browser';
import { nameThePage } from '../../src/ui/page-words';

/** Renders into an element of this id, which the page's own CSS knows. The one before is taken away. */
export function mount(view: ComponentChild, id: string): HTMLElement {
  for (const old of document.querySelectorAll('[data-mounted]')) {
    render(null, old); // null: preact's way to take a view down
    old.remove();
  }
  const root = document.createElement('div');
  root.id = id;
  root.dataset['mounted'] = '';
  document.body.append(root);
  nameThePage(document, 'name');
  render(view, root);
  return root;
}

export async function inScheme(scheme: 'light' | 'dark', check: () => Promise<void>): Promise<void> {
  await media([{ name: 'prefers-color-scheme', value: scheme }]);
  try {
    await check();
  } finally {
    await media([]);
  }
}

/** What axe finds wrong, contrast included, in both themes; each as "rule: selector". */
export async function expectNoViolations(): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await inScheme(scheme, async () => {
      const { violations } = await axe.run(document.body);
      const wrong = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${scheme} ${id}: ${target} ${failureSummary}`),
      );
      expect(wrong).toEqual([]);
    });
  }
}

async function media(features: readonly { name: string; value: string }[]): Promise<void> {
  await send('Emulation.setEmulatedMedia', { features });
}

/** On a screen that is touched: nothing points there without pressing. */
export async function onTouch(run: () => Promise<void>): Promise<void> {
  await send('Emulation.setDeviceMetricsOverride', { width: 0, height: 0, deviceScaleFactor: 0, mobile: true });
  await send('Emulation.setTouchEmulationEnabled', { enabled: true });
  try {
    await expect.poll(() => matchMedia('(hover: none) and (pointer: coarse)').matches).toBe(true);
    await run();
  } finally {
    await send('Emulation.setTouchEmulationEnabled', { enabled: false });
    await send('Emulation.clearDeviceMetricsOverride', {});
  }
}

function send(method: string, params: object): Promise<unknown> {
  const session = cdp() as unknown as { send(method: string, params: object): Promise<unknown> }; // as: vitest leaves the session's methods to the provider
  return session.send(method, params);
}
