/** Opens the panel: hands the model everything outside it, shows the view, and starts. */
import { render } from 'preact';
import { send } from '../../edge/browser/own-messenger';
import { onPageNews } from '../../edge/browser/page-news';
import { activeTab, onTabInFront } from '../../edge/browser/tabs';
import { voice } from '../../edge/browser/voice';
import { nameThePage } from '../../ui/page-words';
import { singleKey } from '../../ui/single-key';
import { speak } from '../../ui/words';
import { panelModel } from './model';
import { Panel } from './panel';

speak(voice);
nameThePage(document, 'panelName');

const model = panelModel({
  send,
  openPage: activeTab,
  onOtherPage: onTabInFront,
  onNews: onPageNews,
  onLeave: (listener) => window.addEventListener('pagehide', listener),
  now: Date.now,
});

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const key = singleKey(event);
  if (key === 'n') void model.step(1);
  if (key === 'p') void model.step(-1);
});
const root = document.querySelector('#panel');
if (root) render(<Panel model={model} />, root);
void model.start();
