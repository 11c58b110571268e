/** Fits the popup to a window that is not of its size: a small screen, a panel, a zoom, a tab of its own. */

const SETTLED_AFTER = 200; // ms; the browser sizes the window to the body first, and a body that followed it would stay tiny
const LEAST = 200; // px; a window that is smaller has not been sized yet: on a slow machine it takes longer
const LARGEST = { width: 480, height: 600 }; // px; beyond it lines grow too long for titles of a list

export function fitWindow(window: Window): void {
  window.setTimeout(() => {
    fitTo(window);
    window.addEventListener('resize', () => fitTo(window));
  }, SETTLED_AFTER);
}

/** In pixels and never in parts of the window: Chromium would size the window by the body, and the body by the window, down to nothing. */
function fitTo({ document: { documentElement } }: Window): void {
  const { style, clientWidth, clientHeight } = documentElement; // without the scrollbar that a popup has until it fits
  if (Math.min(clientWidth, clientHeight) < LEAST) return; // the body keeps its own size, by which the window is made, and tells of it
  style.setProperty('--window-width', `${Math.min(clientWidth, LARGEST.width)}px`);
  style.setProperty('--window-height', `${Math.min(clientHeight, LARGEST.height)}px`);
}
