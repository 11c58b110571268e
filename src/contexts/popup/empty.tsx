/** What stands where a list has no rows: what will be here, and the one next step. */
import { counted, say } from '../../ui/words';
import type { PopupModel } from './model';
import { ARCHIVE, LATER } from './saved';

export function Empty({ model }: { readonly model: PopupModel }) {
  const query = model.search.query.value.trim();
  if (model.list.value.state.value === 'failed') return <Nothing fact={say('listUnread')} step={say('tryAgain')} go={model.lookAgain} />;
  if (query !== '' && model.search.unread.value > 0)
    return <Nothing fact={say('noMatchYet', { query })} step={say('clearSearch')} go={model.search.clear} />;
  if (query !== '' && model.search.some.value > 0)
    return (
      <Nothing fact={say('noneHasAll', { query })} step={counted('showThoseWithAny', model.search.some.value)} go={model.search.widen} />
    );
  if (query !== '')
    return (
      <Nothing fact={say('nothingMatches', { place: model.search.place.value, query })} step={say('clearSearch')} go={model.search.clear} />
    );
  if (model.tab.value === 'latest' && model.filter.unreadOnly.value) {
    return <Nothing fact={say('nothingUnread')} step={say('showAll')} go={model.filter.toggleUnread} />;
  }
  const part = model.filter.name.value;
  if (model.tab.value === 'latest' && part !== undefined) {
    return <Nothing fact={say('nothingOfPart', { name: part })} step={say('showAllSources')} go={model.filter.showAll} />;
  }
  if (model.tab.value === 'latest') {
    return (
      <Nothing
        fact={say('latestIsHere')}
        more={say('latestNoneYet')}
        step={say('tryAgain')}
        go={model.lookAgain}
        restore={model.openBackup}
      />
    );
  }
  const { later = 0, archive = 0 } = model.saved.counts.value ?? {};
  const { kind } = model.saved.part.value;
  if (kind === 'tag') return <Nothing fact={say('nothingTagged')} step={say('shelfLater')} go={() => model.saved.show(LATER)} />;
  if (kind === 'later' && archive > 0)
    return <Nothing fact={counted('allReadArchive', archive)} step={say('shelfArchive')} go={() => model.saved.show(ARCHIVE)} />;
  if (kind === 'archive' && later > 0)
    return <Nothing fact={say('emptyArchive')} step={say('shelfLater')} go={() => model.saved.show(LATER)} />;
  if (model.savePage.canSave.value === true && !model.savePage.isSaved.value)
    return (
      <Nothing
        fact={say('nothingSavedYet')}
        more={say('savedMeans')}
        step={say('keysSavePage')}
        go={model.savePage.press}
        bring={model.openImport}
        restore={model.openBackup}
      />
    );
  return (
    <Nothing
      fact={say('savedIsHere')}
      more={say('savedHow')}
      step={say('goToLatest')}
      go={() => model.show('latest')}
      bring={model.openImport}
      restore={model.openBackup}
    />
  );
}

type NothingProps = {
  readonly fact: string;
  readonly more?: string;
  readonly step: string;
  readonly go: () => unknown;
  readonly bring?: () => void;
  readonly restore?: () => void;
};

function Nothing({ fact, more, step, go, bring, restore }: NothingProps) {
  return (
    <div class="empty">
      <p class="empty-fact">{fact}</p>
      {more && <p>{more}</p>}
      <button type="button" class="button-plain" onClick={() => void go()}>
        {step}
      </button>
      {bring && (
        <button type="button" class="button-words" onClick={bring}>
          {say('importSaved')}
        </button>
      )}
      {restore && (
        <button type="button" class="button-words" onClick={restore}>
          {say('haveBackup')}
        </button>
      )}
    </div>
  );
}
