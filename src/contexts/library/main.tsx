/** Opens the library page: hands the model everything outside it, shows the view, and starts. */
import { render } from 'preact';
import { send } from '../../edge/browser/own-messenger';
import { openTab } from '../../edge/browser/tabs';
import { voice } from '../../edge/browser/voice';
import { packagedAddress } from '../../edge/browser/wakes';
import { openWorkshop } from '../../edge/browser/workshop';
import { saveFile } from '../../edge/dom/save-file';
import { nameThePage } from '../../ui/page-words';
import { speak } from '../../ui/words';
import { ExportDialog, exportingWith } from './export-dialog';
import { LibraryPage } from './library';
import { libraryModel } from './model';
import { placeAsSearch, readPlace } from './place';
import { storeReads } from './reads';

const OPTIONS = 'src/contexts/options/options.html';
const LONGEST_FRAME_MS = 200; // a page that nobody looks at draws none

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

speak(voice);
nameThePage(document, 'titleLibrary');

const exporting = exportingWith({ workshop: openWorkshop(), saveFile }, () => ({
  tell: (words) => {
    model.selection.clear();
    model.undoing.tell(words);
  },
  fail: model.fail,
}));

const model = libraryModel({
  reads: storeReads(),
  send,
  place: readPlace(location.search),
  keepPlace: (place) => history.replaceState(null, '', placeAsSearch(place)),
  wait,
  drawn: () => Promise.race([nextFrame(), wait(LONGEST_FRAME_MS)]),
  lighting: () => import('../../core/library/snippet'),
  openImport: () => void openTab(`${packagedAddress(OPTIONS)}#import`, { active: true }),
  onExport: exporting.ask,
  now: Date.now,
});

void model.start();
const root = document.querySelector('#library');
if (root)
  render(
    <>
      <LibraryPage model={model} />
      <ExportDialog exporting={exporting} />
    </>,
    root,
  );
