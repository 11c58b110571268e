/** Opens the reader page: hands the model everything outside it, shows the view, and starts. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { send } from '../../edge/browser/own-messenger';
import { voice } from '../../edge/browser/voice';
import { nameThePage } from '../../ui/page-words';
import { readerPath, readReaderAddress } from '../../ui/reader-address';
import { speak } from '../../ui/words';
import { readerModel } from './model';
import { keepingPlace } from './place';
import { Reader } from './reader';
import { storeReads } from './reads';
import { wear } from './wear';

const root = document.querySelector<HTMLElement>('#reader');
if (root !== null && window.parent === window) open(root); // a page that framed it would show it as its own

function open(root: HTMLElement): void {
  speak(voice);
  nameThePage(document, 'name');
  const asked = () => readReaderAddress(location.search);
  let steps = 0; // taken within the page
  const model = readerModel({
    reads: storeReads(),
    send,
    asked,
    go: (id) => {
      steps += 1;
      history.pushState(undefined, '', `/${readerPath(id)}`);
    },
    back: () => {
      if (history.length > 1 && (steps > 0 || document.referrer !== '' || history.length > 2)) history.back();
      else window.close(); // opened from the popup, it is a tab of its own
    },
    copy: (text) => navigator.clipboard.writeText(text),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    now: Date.now,
  });

  effect(() => {
    const { look } = model;
    const next = look.value;
    keepingPlace(model.shown.peek()?.text, () => wear(document.documentElement, next));
  });
  effect(() => {
    const title = model.entry.value?.essay.title;
    if (title !== undefined) document.title = title;
  });
  window.addEventListener('popstate', () => {
    const next = asked();
    if (next?.essayId !== model.entry.peek()?.essay.id) void model.load(next); // a step to a note changes the address too
  });
  render(<Reader model={model} />, root);
  void model.start();
}
