/** The popup's view: the bar and tabs, one panel that scrolls, and the foot. Chooses what to show. */
import { useLayoutEffect } from 'preact/hooks';
import { Banner } from '../../ui/banner';
import { say } from '../../ui/words';
import { Empty } from './empty';
import { FollowPanel } from './follow-panel';
import { Footer } from './footer';
import { Header } from './header';
import { Help } from './help';
import { ListBar } from './list-bar';
import { listenToKeys } from './listen-to-keys';
import type { PopupModel } from './model';
import { Rows } from './rows';
import { SavedBar } from './saved-bar';
import { SavedRows } from './saved-rows';
import { ThisPageView } from './this-page-view';

export function Popup({ model }: { readonly model: PopupModel }) {
  useLayoutEffect(() => listenToKeys(model), [model]); // not after the next frame: the first key may come before it
  return (
    <>
      <Header model={model} />
      <Panel model={model} />
      <Footer model={model} />
      {model.isHelpOpen.value && <Help onClose={() => model.isHelpOpen.value && model.back()} />}
      {model.isFollowOpen.value && <FollowPanel model={model} />}
    </>
  );
}

function Panel({ model }: { readonly model: PopupModel }) {
  const isSearching = model.search.query.value !== '';
  const damage = model.latest.problem.value;
  const problems = damage ? [...model.lasting.value, damage] : model.lasting.value;
  const banner = <Banner problems={problems} onStep={model.openOptions} onRead={() => void model.acknowledge()} />;
  if (isSearching) {
    return (
      <main class={model.isCompact.value ? 'panel is-compact' : 'panel'} key="found">
        {banner}
        <ListView model={model} name={say('searchResults')} />
      </main>
    );
  }
  const tab = model.tab.value;
  return (
    <main class={model.isCompact.value ? 'panel is-compact' : 'panel'} key={tab}>
      {banner}
      <div class="panel-inside" id="panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'page' ? (
          <ThisPageView model={model} />
        ) : (
          <>
            {tab === 'latest' && <ListBar model={model} />}
            {tab === 'saved' && model.hasSaved.value && <SavedBar model={model} />}
            <ListView model={model} name={say(tab === 'saved' ? 'savedEssaysList' : 'latestEssaysList')} />
          </>
        )}
      </div>
    </main>
  );
}

function ListView({ model, name }: { readonly model: PopupModel; readonly name: string }) {
  const { entries, state } = model.list.value;
  if (entries.value.length > 0 && model.list.value === model.saved) return <SavedRows model={model} />;
  if (entries.value.length > 0) return <Rows model={model} name={name} />;
  const isFirstRun = model.list.value === model.latest && !model.isAwake.value;
  if (state.value === 'reading' || isFirstRun) return <p class="waiting panel-waiting">{say('openingLibrary')}</p>;
  return <Empty model={model} />;
}
