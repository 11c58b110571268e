/** Opens the reader page: hands the model everything outside it, shows the view, and starts. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { send } from '../../edge/browser/own-messenger';
import { closeThisTab } from '../../edge/browser/tabs';
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
  const model = readerModel({
    reads: storeReads(),
    send,
    asked,
    go: (id) => history.pushState(undefined, '', `/${readerPath(id)}`),
    back: () => {
      if (history.length > 1) history.back();
      else void closeThisTab(); // opened from the popup or a card
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
