/** The page's end of the line to its card: one frame, known by a key that is made for it and used once. Shows and hears; knows no essay's acts. */
import type { CardContent, CardKey, CardSays } from '../../core/related/card';
import type { Send } from '../../messages/contract';

export type CardLine = {
  readonly key: CardKey;
  /** How high the card would like to be; undefined where none is there: the page lets no frame of ours stand. */
  readonly show: (content: CardContent) => Promise<number | undefined>;
  /** What the card says; true if it is this card. */
  readonly hears: (said: { readonly key: CardKey; readonly frameId: number; readonly says: CardSays }) => boolean;
};

const HELLO_MS = 2_000; // a busy machine takes a second to make a process for the frame; a page whose policy is a sandbox leaves it empty in Firefox
const KEY_CHARS = 32;
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

export function openCardLine(send: Send): CardLine {
  const key = newKey();
  let frameId: number | undefined;
  let met: () => void = () => {};
  const meeting = new Promise<void>((resolve) => {
    met = resolve;
  });
  const patience = new Promise<void>((resolve) => setTimeout(resolve, HELLO_MS));

  return {
    key,
    async show(content) {
      await Promise.race([meeting, patience]);
      if (frameId === undefined) return undefined;
      const reply = await send('showCard', { frameId, key, content });
      return reply.ok ? reply.value.height : undefined;
    },
    hears({ key: theirs, frameId: from, says }) {
      if (theirs !== key || (frameId === undefined) !== (says.kind === 'hello')) return false;
      if (frameId !== undefined) return from === frameId;
      frameId = from;
      met();
      return true;
    },
  };
}

function newKey(): CardKey {
  const letters = Array.from(crypto.getRandomValues(new Uint8Array(KEY_CHARS)), (byte) => DIGITS.charAt(byte % DIGITS.length));
  return letters.join('') as CardKey; // as: this is how one is made
}
