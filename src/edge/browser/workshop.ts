/** The page's side of its workshop: a thread that is begun with the first thing asked, and gone with the page. */
import type { AskWorkshop } from '../../messages/workshop';
import type { Answered } from './workshop-thread';

const SCRIPT = '/assets/workshop.js'; // as vite.config.ts names it

type Waiting = {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  readonly said: ((share: number) => void) | undefined;
};

export function openWorkshop(): AskWorkshop {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let tickets = 0;

  function begin(): Worker {
    const begun = new Worker(SCRIPT, { type: 'module' });
    begun.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
      const asked = waiting.get(data.ticket);
      if ('share' in data) return asked?.said?.(data.share);
      waiting.delete(data.ticket);
      if ('error' in data) asked?.reject(new Error(data.error));
      else asked?.resolve(data.value as never); // as: the contract of what was asked
    });
    begun.addEventListener('error', (event) => {
      event.preventDefault();
      for (const { reject } of waiting.values()) reject(new Error(event.message || 'the workshop could not be opened'));
      waiting.clear();
      worker = undefined; // the next thing asked begins another
    });
    return begun;
  }

  return (name, ask, said) =>
    new Promise((resolve, reject) => {
      worker ??= begin();
      const ticket = tickets++;
      waiting.set(ticket, { resolve, reject, said });
      worker.postMessage({ ticket, name, ask });
    });
}
