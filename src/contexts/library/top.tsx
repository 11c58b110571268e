/** Above the list: the search field, what was found, how it is sorted, and the way to the shelves where the window is narrow. */
import { SORTS, type Sort } from '../../edge/store/shelves';
import { ChevronIcon, CloseIcon, SearchIcon } from '../../ui/icons';
import { sentenceFor } from '../../ui/sentence';
import { counted, type Phrase, say } from '../../ui/words';
import type { LibraryModel } from './model';

const SORT_BY_TITLE = 'sortTitle'; // a word beside the key "title" would pass for one that is shown

const SORT_NAMES: Readonly<Record<Sort, Phrase>> = {
  newest: 'sortNewest',
  oldest: 'sortOldest',
  saved: 'sortSaved',
  shortest: 'sortShortest',
  longest: 'sortLongest',
  title: SORT_BY_TITLE,
};

export function Top({ model }: { readonly model: LibraryModel }) {
  const { typed, isSearching } = model.finding;
  return (
    <header class="top">
      <div class="top-bar">
        <button type="button" class="button-plain filters-open" onClick={() => model.showPanel('filters')}>
          {say('filters')}
        </button>
        <search>
          <form
            class="search"
            onSubmit={(event) => {
              event.preventDefault();
              document.querySelector<HTMLElement>('.book-title')?.focus();
            }}
          >
            <SearchIcon />
            <input
              type="search"
              aria-label={say('searchPlace', { place: say('placeLibrary') })}
              aria-keyshortcuts="/"
              placeholder={say('searchHint')}
              autocomplete="off"
              spellcheck={false}
              value={typed.value}
              onFocus={model.finding.getReady}
              onInput={(event) => model.type(event.currentTarget.value)}
            />
            {typed.value === '' ? (
              <span class="key" aria-hidden="true">
                /
              </span>
            ) : (
              <button
                type="button"
                class="button-icon"
                aria-label={say('clearSearch')}
                title={say('clearSearch')}
                onClick={() => model.type('')}
              >
                <CloseIcon />
              </button>
            )}
          </form>
        </search>
      </div>
      {model.trouble.value && (
        <p class="trouble" role="alert">
          {sentenceFor(model.trouble.value)}
        </p>
      )}
      <div class="top-line">
        <p class="top-count" role="status">
          {isSearching.value ? <FoundLine model={model} /> : <ShelfLine model={model} />}
        </p>
        {isSearching.value ? <span class="top-sorted">{say('sortBest')}</span> : <SortMenu model={model} />}
      </div>
    </header>
  );
}

function ShelfLine({ model: { list, shelf, names } }: { readonly model: LibraryModel }) {
  const { tag, source } = shelf.value;
  const limits = [tag, source === undefined ? undefined : names.value.get(source)].filter((each) => each !== undefined);
  const count = list.state.value === 'ready' ? counted('essays', list.total.value) : '';
  return limits.length === 0 || count === '' ? count : say('joined', { first: count, second: limits.join(' · ') });
}

/** "214 essays with both words", "1,380 with either". */
function FoundLine({ model }: { readonly model: LibraryModel }) {
  const { found, query, isAny, widen } = model.finding;
  const answer = found.value;
  if (answer === undefined) return null; // null: what preact calls nothing
  const words = query.value.filter((group) =>
    group.some(({ isNot, clause }) => !isNot && (clause.kind === 'word' || clause.kind === 'phrase')),
  ).length;
  const { total, some, unread, isCut } = answer;
  const fact = isAny.value && words > 1 ? 'foundAny' : words === 2 ? 'foundBoth' : words > 2 ? 'foundAll' : 'essaysFound';
  const isBehind = unread > 0 && total === 0; // never "nothing" before that is so
  return (
    <>
      {!isBehind && (isCut ? say('moreThan', { what: counted(fact, total) }) : counted(fact, total))}
      {!isAny.value && words > 1 && some > total && (
        <button type="button" class="button-words" onClick={widen}>
          {counted(words === 2 ? 'withEither' : 'withAny', some)}
        </button>
      )}
      {unread > 0 && <span class="top-behind">{counted('stillReading', unread)}</span>}
    </>
  );
}

function SortMenu({ model }: { readonly model: LibraryModel }) {
  const { name, sort } = model.shelf.value;
  const sorts = name === 'everything' ? SORTS.filter((each) => each !== 'saved' || sort === 'saved') : SORTS;
  return (
    <span class="sort">
      <select
        aria-label={say('sortBy')}
        value={sort}
        onChange={({ currentTarget: { value } }) => model.show({ sort: SORTS.find((each) => each === value) ?? 'newest' })}
      >
        {sorts.map((each) => (
          <option key={each} value={each}>
            {say(each === 'saved' && name === 'archive' ? 'sortArchived' : SORT_NAMES[each])}
          </option>
        ))}
      </select>
      <ChevronIcon />
    </span>
  );
}
