/** The top of the popup: search, the way to Options, and the tabs, in whose place a search says what it found. */

import { CloseIcon, GearIcon, SaveIcon, SearchIcon } from '../../ui/icons';
import { counted, language, type Phrase, say } from '../../ui/words';
import { LatestPart } from './latest-part';
import { type PopupModel, TABS, type Tab } from './model';
import type { SavePage } from './save-page';

const NAMES: Readonly<Record<Tab, Phrase>> = { latest: 'tabLatest', saved: 'tabSaved', page: 'tabPage' };
const MOST_IN_A_PILL = 999;

export function Header({ model }: { readonly model: PopupModel }) {
  return (
    <header class="top">
      <h1 class="unseen">{say('name')}</h1>
      <div class="bar">
        <SearchField model={model} />
        <SaveButton save={model.savePage} />
        <button type="button" class="button-icon" aria-label={say('options')} title={say('options')} onClick={model.openOptions}>
          <GearIcon />
        </button>
      </div>
      {model.search.query.value === '' ? <Tabs model={model} /> : <Found model={model} />}
    </header>
  );
}

/** Faded where nothing can be saved, with its reason. */
function SaveButton({ save }: { readonly save: SavePage }) {
  const isSaved = save.isSaved.value;
  const cannot = save.canSave.value === false;
  const words = say(cannot ? 'notAPage' : isSaved ? 'pageIsKept' : 'saveThisPage');
  return (
    <button
      type="button"
      class={isSaved ? 'button-icon save-page is-saved' : 'button-icon save-page'}
      aria-label={cannot ? say('joined', { first: say('saveThisPage'), second: words }) : words}
      title={words}
      aria-keyshortcuts="d"
      aria-disabled={cannot}
      onClick={() => void save.press()}
    >
      <SaveIcon isFilled={isSaved} />
    </button>
  );
}

function SearchField({ model }: { readonly model: PopupModel }) {
  const essays = model.counts.value?.essays ?? 0;
  const place = model.search.place.value;
  const toFirst = (event: Event): void => {
    event.preventDefault();
    document.querySelector<HTMLElement>('.row-title')?.focus();
  };
  return (
    <search>
      <form class="search" onSubmit={toFirst}>
        <SearchIcon />
        <input
          type="search"
          aria-label={say('searchPlace', { place })}
          aria-keyshortcuts="/"
          placeholder={say('searchPlace', { place: place === say('placeLibrary') && essays > 0 ? counted('essays', essays) : place })}
          autocomplete="off"
          spellcheck={false}
          value={model.search.query.value}
          onFocus={model.search.getReady}
          onInput={(event) => void model.search.type(event.currentTarget.value)}
        />
        {model.search.query.value === '' ? <KeyHint /> : <ClearButton onClick={model.search.clear} />}
      </form>
    </search>
  );
}

function KeyHint() {
  return (
    <span class="key" aria-hidden="true">
      /
    </span>
  );
}

function ClearButton({ onClick }: { readonly onClick: () => void }) {
  return (
    <button type="button" class="button-icon" aria-label={say('clearSearch')} title={say('clearSearch')} onClick={onClick}>
      <CloseIcon />
    </button>
  );
}

function Tabs({ model }: { readonly model: PopupModel }) {
  return (
    <div class="tab-line">
      <div class="tabs" role="tablist" aria-label={say('lists')}>
        {TABS.map((tab) => (
          <TabButton key={tab} model={model} tab={tab} />
        ))}
      </div>
      {model.tab.value === 'latest' && <LatestPart model={model} />}
    </div>
  );
}

function TabButton({ model, tab }: { readonly model: PopupModel; readonly tab: Tab }) {
  const isOn = model.tab.value === tab;
  const { count, what } = countOn(model, tab);
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${tab}`}
      class="tab"
      aria-selected={isOn}
      aria-controls="panel"
      tabIndex={isOn ? 0 : -1}
      onClick={() => model.show(tab)}
    >
      {say(NAMES[tab])}
      {count > 0 && (
        <>
          {' '}
          <span class="pill">{count > MOST_IN_A_PILL ? say('overLimit', { limit: MOST_IN_A_PILL }) : language().number(count)}</span>{' '}
          <span class="unseen">{what}</span>
        </>
      )}
    </button>
  );
}

function countOn(model: PopupModel, tab: Tab): { readonly count: number; readonly what: string } {
  if (tab === 'latest') return { count: model.news.count.value, what: say('newAfter') };
  const report = model.here.report.value;
  return { count: tab === 'page' && report?.state === 'related' ? report.marked : 0, what: say('markedAfter') };
}

function Found({ model }: { readonly model: PopupModel }) {
  const { state, entries, unread, total } = model.search;
  const count = entries.value.length;
  const found =
    unread.value > 0 && count === 0
      ? ''
      : total.value > count
        ? counted('foundOfEssays', count, { total: counted('essays', total.value) })
        : counted('essaysFound', count);
  const behind = unread.value > 0 ? counted('stillReading', unread.value) : '';
  return (
    <p class="found" role="status">
      {state.value === 'ready' && (found !== '' && behind !== '' ? say('joined', { first: found, second: behind }) : found || behind)}
    </p>
  );
}
