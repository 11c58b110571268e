/** Starts Sidelight on a page, once, in its top frame. Built as one self-contained file, so that no page can fetch a part of it. */
import { cardAddress, isOrphaned, listenToPage, send } from '../../edge/browser/messenger';
import { voice } from '../../edge/browser/voice';
import { startCompanion } from './companion';
import { world } from './world';

function start(): void {
  world.sidelight = startCompanion({
    send,
    listen: listenToPage,
    isOrphaned,
    say: (key, ...values) => voice.message(key, values),
    cardAddress,
    showing: () => world.startShowing,
    reach: () => world.reach,
    shadow: 'closed',
    again: start,
  });
}

if (window === window.top) {
  if (world.sidelight?.isAlive()) {
    world.sidelight.lookAgain(); // a second injection is a second click
  } else {
    world.sidelight?.leave();
    start();
  }
}
