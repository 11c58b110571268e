/** The shelves, tags and sources: what the list is limited to. A sheet where the window is narrow. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { SHELVES, type ShelfName } from '../../edge/store/shelves';
import { CloseIcon } from '../../ui/icons';
import { counted, language, type Phrase, say } from '../../ui/words';
import type { LibraryModel } from './model';

const NAMES: Readonly<Record<ShelfName, Phrase>> = {
  everything: 'shelfEverything',
  later: 'shelfLater',
  unread: 'shelfUnread',
  begun: 'shelfBegun',
  archive: 'shelfArchive',
  highlighted: 'shelfHighlighted',
};

const FIRST = 8; // tags and sources that stand there at once

export function Filters({ model }: { readonly model: LibraryModel }) {
  const { shelf, counts } = model;
  const { name, tag, source, kept } = shelf.value;
  const isPlain = tag === undefined && source === undefined && kept === undefined;
  const isOpen = model.panel.value === 'filters';
  return (
    <nav class={isOpen ? 'filters is-open' : 'filters'} aria-label={say('filters')}>
      <div class="filters-head">
        <h1>{say('libraryName')}</h1>
        <button type="button" class="button-icon filters-close" aria-label={say('close')} onClick={model.back}>
          <CloseIcon />
        </button>
      </div>
      <ul>
        {SHELVES.map((each) => (
          <Line
            key={each}
            words={say(NAMES[each])}
            count={counts.value?.shelves[each]}
            isOn={each === name && isPlain}
            onChoose={() => choose(model, () => model.showShelf(each))}
          />
        ))}
      </ul>
      <Tags model={model} />
      <Sources model={model} />
      {counts.value && (
        <Part heading={say('keptHow')}>
          <Line
            words={say('keptWhole')}
            count={counts.value.whole}
            isOn={kept === 'whole'}
            onChoose={() => choose(model, () => model.show({ kept: kept === 'whole' ? undefined : 'whole' }))}
          />
          <Line
            words={say('keptAddress')}
            count={Math.max(0, counts.value.shelves.everything - counts.value.whole)}
            isOn={kept === 'address'}
            onChoose={() => choose(model, () => model.show({ kept: kept === 'address' ? undefined : 'address' }))}
          />
        </Part>
      )}
    </nav>
  );
}

function choose(model: LibraryModel, go: () => void): void {
  if (model.panel.peek() === 'filters') model.panel.value = undefined;
  go();
}

function Tags({ model }: { readonly model: LibraryModel }) {
  const rows = [...(model.counts.value?.tags ?? [])].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const { tag } = model.shelf.value;
  if (rows.length === 0) return null; // null: what preact calls nothing
  return (
    <Long heading={say('tags')} count={rows.length} isWithin={rows.findIndex(([name]) => name === tag) < FIRST}>
      {rows.map(([name, count]) => (
        <Line
          key={name}
          words={name}
          count={count}
          isOn={name === tag}
          onChoose={() => choose(model, () => model.show({ tag: name === tag ? undefined : name }))}
          step={
            name === tag && (
              <button type="button" class="button-words" onClick={() => model.startRenaming(name)}>
                {say('renameTag')}
              </button>
            )
          }
        />
      ))}
    </Long>
  );
}

function Sources({ model }: { readonly model: LibraryModel }) {
  const { counts, names, shelf } = model;
  const rows = [...(counts.value?.sources ?? [])].sort(([, x], [, y]) => y - x);
  const { source } = shelf.value;
  if (rows.length === 0) return null; // null: what preact calls nothing
  return (
    <Long heading={say('sourcesHeading')} count={rows.length} isWithin={rows.findIndex(([id]) => id === source) < FIRST}>
      {rows.map(([id, count]) => (
        <Line
          key={id}
          words={names.value.get(id) ?? id}
          count={count}
          isOn={id === source}
          onChoose={() => choose(model, () => model.show({ source: id === source ? undefined : id }))}
        />
      ))}
    </Long>
  );
}

function Part({ heading, count, children }: { readonly heading: string; readonly count?: number; readonly children: ComponentChildren }) {
  return (
    <section>
      <h2 class="filters-heading">
        {heading}
        {count !== undefined && <span>{language().number(count)}</span>}
      </h2>
      <ul>{children}</ul>
    </section>
  );
}

type LongProps = {
  readonly heading: string;
  readonly count: number;
  readonly isWithin: boolean;
  readonly children: readonly ComponentChildren[];
};

/** The first ones, and the rest when asked for. */
function Long({ heading, count, isWithin, children }: LongProps) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole || !isWithin ? children : children.slice(0, FIRST);
  return (
    <Part heading={heading} count={count}>
      {shown}
      {shown.length < children.length && (
        <li>
          <button type="button" class="filters-more" onClick={() => setWhole(true)}>
            {counted('moreOfThem', children.length - shown.length)}
          </button>
        </li>
      )}
    </Part>
  );
}

type LineProps = {
  readonly words: string;
  readonly count?: number | undefined;
  readonly isOn: boolean;
  readonly onChoose: () => void;
  readonly step?: ComponentChildren;
};

function Line({ words, count, isOn, onChoose, step }: LineProps) {
  return (
    <li class={isOn ? 'filters-line is-on' : 'filters-line'}>
      <button type="button" aria-pressed={isOn} onClick={onChoose}>
        <bdi>{words}</bdi>
        {count !== undefined && <span class="filters-count">{language().number(count)}</span>}
      </button>
      {step}
    </li>
  );
}
