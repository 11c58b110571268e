/** A copy of the build that notes when the steps to a page's marks and to the rows of the popup and the library happen. It is measured and thrown away; nothing of it ships. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIBRARY } from '../../../src/ui/library-address';
import type { BrowserName } from '../../drive/driver';
import { PRELUDE } from '../../drive/sent-code';
import { builtAt } from '../../drive/under-test';
import { POPUP } from '../../e2e/person';
import { CONTENT_SCRIPT } from '../../tools/build.mjs';

/** When each step happened, ms since 1970; every process of a browser reads the same clock. */
export type Times = {
  readonly loaded: number; // the page's load event
  readonly started: number; // the content script's first line
  readonly asked: number; // the page is read, its text on the way
  readonly born?: number; // the worker's process or thread
  readonly first?: number; // the first line of its script
  readonly evaluated?: number; // its script has run once
  readonly heard: number; // the text is there
  readonly replied: number; // in the worker
  readonly answered: number; // on the page
  readonly painted: number;
};

/** What the content script keeps the page's main thread with, ms: each piece of work by itself, whatever else slipped in between counted too. */
export type Work = {
  readonly pieces: readonly number[]; // the script's first run, then its turns
  readonly restyled?: number; // the page's styles computed anew, once the marks' style had come
  readonly isDone: boolean; // an answer was painted or called for no marks
};

/** The steps of a page of ours with a list, ms since it was asked for. */
export type PageTimes = {
  readonly parsed: number; // its document has come so far that scripts run
  readonly shown: number; // something is in it
  readonly rows: number; // the first row is
  readonly painted: number; // and on the screen
};

/** A page of ours that shows one word and runs nothing: what it takes is the browser's own. */
export const FLOOR = 'floor.html';
const LOADER = 'service-worker-loader.js';

/** Copies the last build into `folder` and gives its place. */
export function probedBuild(browser: BrowserName, folder: string): string {
  const copy = join(folder, browser);
  cpSync(builtAt(browser, undefined), copy, { recursive: true });
  const script = join(copy, CONTENT_SCRIPT);
  writeFileSync(script, `${called(onThePage)}${readFileSync(script, 'utf8')};globalThis.sidelightWork.begun();`);
  const loader = join(copy, LOADER);
  writeFileSync(join(copy, 'first.js'), called(inTheWorker));
  writeFileSync(join(copy, 'last.js'), 'globalThis.sidelightTimes.evaluated = performance.timeOrigin + performance.now();');
  writeFileSync(loader, `import './first.js';\n${readFileSync(loader, 'utf8')}\nimport './last.js';\n`);
  writeFileSync(join(copy, 'opened.js'), called(onOurPage));
  writeFileSync(join(copy, FLOOR), '<!doctype html><head><title>Floor</title></head><body><div><p class="row">A row</p></div></body>');
  for (const path of [POPUP, LIBRARY, FLOOR]) {
    const page = join(copy, path);
    writeFileSync(page, readFileSync(page, 'utf8').replace('<head>', '<head><script src="/opened.js"></script>'));
  }
  return copy;
}

const called = (run: () => void): string => `(() => { ${PRELUDE} (${run})(); })();\n`;

/** Written in front of the content script, in whose world the page sees nothing. */
function onThePage(): void {
  const now = () => performance.timeOrigin + performance.now();
  const times: Record<string, number> = { started: now() };
  Object.assign(globalThis, { sidelightTimes: times });
  const pieces: number[] = [];
  const work: { pieces: number[]; isDone: boolean; restyled?: number; begun: () => void } = {
    pieces,
    isDone: false,
    begun: () => pieces.push(now() - readyAt),
  };
  let readyAt = 0; // what stands here is not the script's own work
  Object.assign(globalThis, { sidelightWork: work });
  const channel = new MessageChannel();
  const ending: (() => void)[] = [];
  channel.port1.onmessage = () => ending.shift()?.();
  /** Until the next task: what was promised runs before that. */
  const piece = (then?: () => void) => {
    const from = now();
    ending.push(() => {
      pieces.push(now() - from);
      then?.();
    });
    channel.port2.postMessage(0);
  };
  const idle = requestIdleCallback;
  globalThis.requestIdleCallback = (run, options) =>
    idle((deadline) => {
      piece();
      run(deadline);
    }, options);
  const send: (message: object) => Promise<{ readonly times?: object } | undefined> = chrome.runtime.sendMessage.bind(chrome.runtime);
  chrome.runtime.sendMessage = (async (message: { readonly name: string }) => {
    if (message.name === 'relatePage') times['asked'] = now();
    const reply = await send(message);
    if (message.name === 'relatePage') {
      Object.assign(times, reply?.times, { answered: now() });
      const { value } = (reply ?? {}) as { readonly value?: { readonly passages?: readonly unknown[] } };
      piece(() => {
        work.isDone = (value?.passages ?? []).length === 0;
      });
    }
    if (message.name === 'paintable') {
      const from = now();
      getComputedStyle(document.documentElement).color; // the frame that follows would do it
      work.restyled = now() - from;
      piece(() => {
        work.isDone = true;
      });
    }
    return reply;
  }) as typeof chrome.runtime.sendMessage; // as: it is called in this one of its ways
  const set = HighlightRegistry.prototype.set;
  HighlightRegistry.prototype.set = function (...given) {
    times['painted'] ??= now();
    return set.apply(this, given);
  };
  readyAt = now();
}

/** Runs before the worker's own script. What was noted goes with the answer. */
function inTheWorker(): void {
  const now = () => performance.timeOrigin + performance.now();
  const times: Record<string, number> = { born: performance.timeOrigin, first: now() };
  Object.assign(globalThis, { sidelightTimes: times });
  Object.assign(globalThis, {
    T: (name: string) => {
      times[name] = now();
    },
  });
  type Hear = (message: unknown, sender: unknown, reply: (answer: object) => void) => unknown;
  const noting =
    (hear: Hear): Hear =>
    (message, sender, reply) => {
      if ((message as { readonly name?: unknown } | null)?.name !== 'relatePage') return hear(message, sender, reply);
      times['heard'] = now();
      const noted = (answer: object) => ({ ...answer, times: { ...times, replied: now() } });
      const heard = hear(message, sender, (answer) => reply(noted(answer)));
      return heard instanceof Promise ? heard.then(noted) : heard;
    };
  const { browser } = globalThis as { readonly browser?: typeof chrome };
  for (const { onMessage } of new Set([chrome.runtime, browser?.runtime ?? chrome.runtime])) {
    const add = onMessage.addListener;
    onMessage.addListener = (hear) => add.call(onMessage, noting(hear as Hear) as never);
  }
}

/** Runs before the page's own script. */
function onOurPage(): void {
  const times: Record<string, number> = { parsed: performance.now() };
  Object.assign(globalThis, { sidelightTimes: times });
  const observer = new MutationObserver(() => {
    if (document.querySelector('body > div > *') !== null) times['shown'] ??= performance.now();
    if (document.querySelector('.row, .book-title') === null) return;
    observer.disconnect();
    times['rows'] = performance.now();
    requestAnimationFrame(() =>
      setTimeout(() => {
        times['painted'] = performance.now();
      }),
    );
  });
  observer.observe(document, { childList: true, subtree: true });
}
