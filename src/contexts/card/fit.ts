/** Makes the card's words fit its box: what matters least gives way first, and the sentences never do. */

const MOST_TIGHT = 4; // why it is shown; who wrote it; the shared words; the title's second line

/** How high the box would have to be for everything to stand in it. */
export function naturalHeight(root: HTMLElement): number {
  root.dataset['tight'] = '0';
  const parts = root.querySelectorAll<HTMLElement>('[data-part]');
  const height = [...parts].reduce((sum, part) => sum + part.offsetHeight, 0);
  tighten(root);
  return height;
}

export function tighten(root: HTMLElement): void {
  const room = root.querySelector('.card-room');
  if (room === null) return;
  for (let tight = 0; tight <= MOST_TIGHT; tight += 1) {
    root.dataset['tight'] = String(tight);
    if (room.scrollHeight <= room.clientHeight) return;
  }
}
