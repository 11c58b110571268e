/** Opens the options page: hands the model everything outside it, shows the view, and starts. */
import { render } from 'preact';
import { maySaveFiles, requestSavingFiles } from '../../edge/browser/downloads';
import { send } from '../../edge/browser/own-messenger';
import { ALL_SITES, grantedOrigins, hasOrigins, onOriginsChanged, requestOrigins } from '../../edge/browser/permissions';
import { loadProblems } from '../../edge/browser/problems';
import { loadProgress, onProgress } from '../../edge/browser/progress';
import { forgetReserve } from '../../edge/browser/sentinel';
import { loadSettings, onSettings } from '../../edge/browser/settings';
import { loadHint, saveHint } from '../../edge/browser/sync-hint';
import { voice } from '../../edge/browser/voice';
import { versionOfSidelight } from '../../edge/browser/wakes';
import { openWorkshop } from '../../edge/browser/workshop';
import { saveFile } from '../../edge/dom/save-file';
import { dumpLibrary, resetLibrary } from '../../edge/store/export';
import { readerFacts } from '../../edge/store/greader';
import { sendFacts } from '../../edge/store/sendings';
import { heldTitles } from '../../edge/store/sync-keep';
import { syncFacts } from '../../edge/store/sync-state';
import { nameThePage } from '../../ui/page-words';
import { speak } from '../../ui/words';
import { backupReads } from './backup-reads';
import { optionsModel } from './model';
import { Options } from './options';
import { readImports, reading, storeReads } from './reads';

const MOST_HELD_SHOWN = 50;

speak(voice);
nameThePage(document, 'titleOptions');

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const workshop = openWorkshop();

const model = optionsModel({
  ...storeReads,
  send,
  loadSettings,
  onSettings,
  grantedOrigins,
  onOrigins: (listener) => onOriginsChanged(listener, listener),
  permissions: { allSites: ALL_SITES, has: hasOrigins, request: requestOrigins },
  backup: {
    ...backupReads,
    maySave: maySaveFiles,
    requestSaving: requestSavingFiles,
    saveFile,
    wait,
  },
  sendTo: { facts: () => reading(sendFacts) },
  bring: { workshop, wait, imports: readImports, saveFile },
  sync: {
    ...{ facts: () => reading(syncFacts), held: () => reading((library) => heldTitles(library, MOST_HELD_SHOWN)) },
    ...{ hint: loadHint, setHint: saveHint },
  },
  readerServer: () => reading(readerFacts),
  progress: loadProgress,
  onProgress,
  problems: loadProblems,
  dump: () => dumpLibrary(Date.now()),
  reset: async () => {
    await forgetReserve(); // given up by its reader, it is not begun again
    await resetLibrary();
  },
  download,
  copy: (text) => navigator.clipboard.writeText(text),
  about: { version: versionOfSidelight(), browser: navigator.userAgent },
  now: Date.now,
});

/** `#sources` shows the sources; `?add=ADDRESS` shows them with the address in the field, and looks at nothing before a click;
 * `?trouble` shows those that need a look. */
function showPlace(): void {
  const asked = new URLSearchParams(location.search);
  const given = asked.get('add');
  if (given !== null) model.sources.given.value = { address: given, isTyped: asked.get('from') !== 'link' };
  if (asked.has('trouble')) model.sources.showTroubleOnly(true);
  const isSources = location.hash === '#sources' || (location.hash === '' && given !== null);
  model.view.value = isSources ? 'sources' : 'settings';
}

showPlace();
window.addEventListener('hashchange', showPlace);
const root = document.querySelector('#options');
if (root) render(<Options model={model} />, root);
void model.start().then(showSection);

/** `#backup`, `#import`, `#sync`: the sections are there only once the library is. */
function showSection(): void {
  const section = ['#backup', '#import', '#sync'].find((each) => each === location.hash);
  if (section !== undefined) document.querySelector(section)?.scrollIntoView();
}

function download(name: string, text: string): void {
  const type = name.endsWith('.opml') ? 'text/x-opml' : 'application/json';
  saveFile(name, new Blob([text], { type }));
}
