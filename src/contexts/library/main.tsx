/** Opens the library page: hands the model everything outside it, shows the view, and starts. */
import { render } from 'preact';
import { send } from '../../edge/browser/own-messenger';
import { voice } from '../../edge/browser/voice';
import { nameThePage } from '../../ui/page-words';
import { speak } from '../../ui/words';
import { LibraryPage } from './library';
import { libraryModel } from './model';
import { placeAsSearch, readPlace } from './place';
import { storeReads } from './reads';

speak(voice);
nameThePage(document, 'titleLibrary');

const model = libraryModel({
  reads: storeReads(),
  send,
  place: readPlace(location.search),
  keepPlace: (place) => history.replaceState(null, '', placeAsSearch(place)),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  now: Date.now,
});

void model.start();
const root = document.querySelector('#library');
if (root) render(<LibraryPage model={model} />, root);
