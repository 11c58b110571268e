/** Opens the popup: hands the model everything outside it, shows the view, and starts. */
import { render } from 'preact';
import { frontPageAskedEarly } from '../../edge/browser/front-page';
import { notebook } from '../../edge/browser/notebook';
import { send } from '../../edge/browser/own-messenger';
import { openPanel } from '../../edge/browser/panel';
import { ALL_SITES, grantedOrigins, hasOrigins, requestOrigins } from '../../edge/browser/permissions';
import { loadProblems } from '../../edge/browser/problems';
import { loadProgress, onProgress } from '../../edge/browser/progress';
import { askToPersist } from '../../edge/browser/sentinel';
import { loadSettings } from '../../edge/browser/settings';
import { activeTab, openOptions, openTab, thisWindow } from '../../edge/browser/tabs';
import { voice } from '../../edge/browser/voice';
import { packagedAddress } from '../../edge/browser/wakes';
import { libraryPath } from '../../ui/library-address';
import { nameThePage } from '../../ui/page-words';
import { readerPath } from '../../ui/reader-address';
import { speak } from '../../ui/words';
import { fitWindow } from './fit-window';
import { popupModel } from './model';
import type { OpenPage } from './needs';
import { Popup } from './popup';
import { storeReads } from './reads';

const OPTIONS = 'src/contexts/options/options.html';

speak(voice);
nameThePage(document, 'name');

let windowId: number | undefined; // known before anybody presses: a click does not wait
void thisWindow().then((id) => {
  windowId = id;
});

const model = popupModel({
  reads: storeReads({ loadSettings, grantedOrigins, loadProblems }),
  send,
  permissions: { allSites: ALL_SITES, has: hasOrigins, request: requestOrigins },
  notebook,
  frontPage: frontPageAskedEarly,
  openPage,
  isOnline: () => navigator.onLine,
  onOnline: (listener) => {
    window.addEventListener('online', listener);
    window.addEventListener('offline', listener);
  },
  isCompact: async () => (await loadSettings()).compactRows,
  markOrigins: async () => (await loadSettings()).markOrigins,
  progress: loadProgress,
  onProgress,
  painted: () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))), // a task after the frame: it is on the screen
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  openSync: () => void openTab(`${packagedAddress(OPTIONS)}#sync`, { active: true }).then(() => window.close()),
  openImport: () => void openTab(`${packagedAddress(OPTIONS)}#import`, { active: true }).then(() => window.close()),
  openPanel: () =>
    void openPanel(undefined, windowId).then(
      () => window.close(),
      () => {},
    ),
  openBackup: () => void openTab(`${packagedAddress(OPTIONS)}#backup`, { active: true }).then(() => window.close()),
  openReader: (id) => void openTab(packagedAddress(readerPath(id)), { active: true }).then(() => window.close()),
  openOptions: () => void openOptions().then(() => window.close()),
  openLibrary: (typed) =>
    void openTab(packagedAddress(libraryPath(typed === '' ? {} : { q: typed })), { active: true }).then(() => window.close()),
  openSources: (isTroubleOnly) =>
    void openTab(`${packagedAddress(OPTIONS)}${isTroubleOnly ? '?trouble' : ''}#sources`, { active: true }).then(() => window.close()),
  close: () => window.close(),
  now: Date.now,
});

void begin();

/** Drawn once, with the rows where they were kept ready: they were asked for before this script had come. */
async function begin(): Promise<void> {
  const root = document.querySelector('#popup');
  await model.showFrontPage();
  void model.start().then(askToPersist); // a service worker cannot ask; started first, so that the library opens while the frame is drawn
  if (root) render(<Popup model={model} />, root);
  fitWindow(window);
}

async function openPage(): Promise<OpenPage | undefined> {
  const tab = await activeTab();
  const url = tab?.url === undefined ? null : URL.parse(tab.url);
  return tab && url ? { id: tab.id, url: url.href, host: url.hostname, ...(tab.title !== undefined && { title: tab.title }) } : undefined;
}
