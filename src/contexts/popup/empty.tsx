/** What stands where a list has no rows: what will be here, and the one next step. */
import { say } from '../../ui/words';
import type { PopupModel } from './model';

export function Empty({ model }: { readonly model: PopupModel }) {
  const query = model.search.query.value.trim();
  if (model.list.value.state.value === 'failed')
    return <Nothing fact="The list could not be read." step="Try again" go={model.lookAgain} />;
  if (query !== '' && model.search.unread.value > 0)
    return <Nothing fact={say('noMatchYet', { query })} step="Clear the search" go={model.search.clear} />;
  if (query !== '')
    return <Nothing fact={`Nothing in ${model.search.place.value} matches “${query}”.`} step="Clear the search" go={model.search.clear} />;
  const part = model.filter.name.value;
  if (model.tab.value === 'latest' && part !== undefined) {
    return <Nothing fact={`Nothing of “${part}” is here yet.`} step="Show all sources" go={model.filter.showAll} />;
  }
  if (model.tab.value === 'latest') {
    return <Nothing fact="New essays are listed here, newest first." more="None has arrived yet." step="Look again" go={model.lookAgain} />;
  }
  return (
    <Nothing
      fact="Essays you save are kept here."
      more="The bookmark on a row saves it; so does the s key."
      step="Go to Latest"
      go={() => model.show('latest')}
    />
  );
}

type NothingProps = { readonly fact: string; readonly more?: string; readonly step: string; readonly go: () => unknown };

function Nothing({ fact, more, step, go }: NothingProps) {
  return (
    <div class="empty">
      <p class="empty-fact">{fact}</p>
      {more && <p>{more}</p>}
      <button type="button" class="button-plain" onClick={() => void go()}>
        {step}
      </button>
    </div>
  );
}
