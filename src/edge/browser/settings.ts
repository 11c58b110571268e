/** The settings as our own pages see them. Only the background changes them; every page hears of it. */
import type { Settings } from '../../core/settings';
import { desk } from './own-desk';

const CHANNEL = 'settings'; // heard by what has our own origin, which no content script has

export async function loadSettings(): Promise<Settings> {
  return (await desk.loadSettings()).settings;
}

/** In the background: they have changed. */
export function announceSettings(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(0);
  channel.close();
}

/** Gives back the way to stop listening. */
export function onSettings(listener: (settings: Settings) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = () => void loadSettings().then(listener, () => {}); // unreadable now: the page keeps what it shows
  return () => channel.close();
}
