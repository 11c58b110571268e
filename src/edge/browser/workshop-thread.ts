/** The workshop's side of the door: hears what is asked, one thing after the other, and answers. workshop.ts is the page's side. */
import type { ToWorkshop } from '../../messages/workshop';

export type Heard = { readonly ticket: number; readonly name: keyof ToWorkshop; readonly ask: never };
export type Answered =
  | { readonly ticket: number; readonly share: number }
  | { readonly ticket: number; readonly value: unknown }
  | { readonly ticket: number; readonly error: string };

export type Tasks = {
  readonly [N in keyof ToWorkshop]: (
    ask: Parameters<ToWorkshop[N]>[0],
    said: (share: number) => void,
  ) => ReturnType<ToWorkshop[N]> | Promise<ReturnType<ToWorkshop[N]>>;
};

type Thread = {
  readonly postMessage: (message: Answered) => void;
  readonly addEventListener: (name: 'message', hear: (event: { readonly data: unknown }) => void) => void;
};

const SAY_EVERY_MS = 100;

export function answerInWorkshop(tasks: Tasks, thread: Thread = self as unknown as Thread): void {
  // as: in a worker `self` is such a thread
  let last: Promise<unknown> = Promise.resolve();
  thread.addEventListener('message', ({ data }) => {
    const { ticket, name, ask } = data as Heard; // as: our own page alone can post here
    let saidAt = 0;
    const said = (share: number): void => {
      if (performance.now() - saidAt < SAY_EVERY_MS) return;
      saidAt = performance.now();
      thread.postMessage({ ticket, share });
    };
    last = last.then(async () => {
      try {
        thread.postMessage({ ticket, value: await tasks[name](ask, said) });
      } catch (error) {
        thread.postMessage({ ticket, error: String(error) });
      }
    });
  });
}
