/** Opens the options page: hands the model everything outside it, shows the view, and starts. */
import { render } from 'preact';
import { send } from '../../edge/browser/messenger';
import { grantedOrigins, onOriginsChanged } from '../../edge/browser/permissions';
import { loadProblems } from '../../edge/browser/problems';
import { loadSettings, onSettings } from '../../edge/browser/settings';
import { versionOfSidelight } from '../../edge/browser/wakes';
import { dumpLibrary, resetLibrary } from '../../edge/store/export';
import { optionsModel } from './model';
import { Options } from './options';
import { readCounts } from './reads';

const model = optionsModel({
  send,
  loadSettings,
  onSettings,
  grantedOrigins,
  onOrigins: (listener) => onOriginsChanged(listener, listener),
  counts: readCounts,
  problems: loadProblems,
  dump: () => dumpLibrary(Date.now()),
  reset: resetLibrary,
  download,
  copy: (text) => navigator.clipboard.writeText(text),
  about: { version: versionOfSidelight(), browser: navigator.userAgent },
  now: Date.now,
});

const root = document.querySelector('#options');
if (root) render(<Options model={model} />, root);
void model.start();

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // Firefox reads the blob after the click
}
