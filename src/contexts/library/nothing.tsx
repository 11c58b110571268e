/** Where the list has no rows: the fact once, then the nearest thing that is there. Never blank, and never "nothing" before that is so. */
import type { ShelfName } from '../../edge/store/shelves';
import { counted, type Phrase, say } from '../../ui/words';
import type { LibraryModel } from './model';

const EMPTY: Readonly<Record<ShelfName, Phrase>> = {
  everything: 'emptyEverything',
  later: 'emptyLater',
  unread: 'emptyUnread',
  begun: 'emptyBegun',
  archive: 'emptyArchive',
  highlighted: 'emptyHighlighted',
};

export function Nothing({ model }: { readonly model: LibraryModel }) {
  const { list, finding, shelf } = model;
  const query = finding.typed.value.trim();
  const { some = 0, unread = 0 } = finding.found.value ?? {};
  const { name, tag, source, kept } = shelf.value;
  if (list.state.value === 'failed') return <Empty fact={say('listUnread')} step={say('tryAgain')} go={model.lookAgain} />;
  if (list.state.value === 'reading') return <p class="waiting list-waiting">{say('openingLibrary')}</p>;
  if (query !== '' && finding.found.value === undefined) return <p class="waiting list-waiting">{say('searching')}</p>;
  if (query !== '' && unread > 0) return <Empty fact={say('noMatchYet', { query })} step={say('clearSearch')} go={() => model.type('')} />;
  if (query !== '' && some > 0)
    return <Empty fact={say('noneHasAll', { query })} step={counted('showThoseWithAny', some)} go={finding.widen} />;
  if (query !== '')
    return (
      <Empty fact={say('nothingMatches', { place: say('placeLibrary'), query })} step={say('clearSearch')} go={() => model.type('')} />
    );
  if (tag !== undefined || source !== undefined || kept !== undefined)
    return <Empty fact={say('nothingOnShelf')} step={say('showEverything')} go={() => model.showShelf('everything')} />;
  if (name === 'everything')
    return <Empty fact={say(EMPTY.everything)} more={say('emptyHow')} step={say('importSaved')} go={model.openImport} />;
  const counts = model.counts.value;
  const archived = counts?.shelves.archive ?? 0;
  if (name === 'later' && archived > 0)
    return <Empty fact={counted('allReadArchive', archived)} step={say('shelfArchive')} go={() => model.showShelf('archive')} />;
  if (name === 'later' && counts?.shelves.archive === 0)
    return <Empty fact={say(EMPTY.later)} more={say('savedMeans')} step={say('importSaved')} go={model.openImport} />;
  return <Empty fact={say(EMPTY[name])} step={say('showEverything')} go={() => model.showShelf('everything')} />;
}

type EmptyProps = { readonly fact: string; readonly more?: string; readonly step?: string; readonly go?: () => unknown };

function Empty({ fact, more, step, go }: EmptyProps) {
  return (
    <div class="empty">
      <p class="empty-fact">{fact}</p>
      {more && <p>{more}</p>}
      {step !== undefined && (
        <button type="button" class="button-plain" onClick={() => void go?.()}>
          {step}
        </button>
      )}
    </div>
  );
}
