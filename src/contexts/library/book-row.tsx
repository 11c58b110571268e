/** One essay of the library: what it is, what a search found it by, and whether it is selected. While it is read, a hairline stands. */
import { useComputed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { isSaved, tagsOn } from '../../core/library/fold';
import type { Light, Snippet } from '../../core/library/snippet';
import { ago } from '../../ui/ago';
import { bylineOf, minutesOf, writtenAt } from '../../ui/byline';
import { LitText } from '../../ui/lit-text';
import { placeOfClick } from '../../ui/plain-click';
import { counted, say } from '../../ui/words';
import type { LibraryModel } from './model';
import type { Lighting, Row, Said } from './needs';

const SNIPPET_CHARS = 150;

type BookRowProps = { readonly model: LibraryModel; readonly place: number; readonly top: number };

export function BookRow({ model, place, top }: BookRowProps) {
  const { list, selection } = model;
  const isAt = useComputed(() => list.at.value === place).value;
  const id = list.order.value[place];
  const isSelected = useComputed(() => id !== undefined && selection.ids.value.has(id)).value;
  void list.drawn.value; // rows are read after they are drawn, and a row hears of it here
  const row = list.rowAt(place);
  const kind = `${isAt ? ' is-at' : ''}${isSelected ? ' is-selected' : ''}${row?.entry.isUnread === false ? ' is-read' : ''}`;
  return (
    <li class={`book${kind}`} aria-setsize={list.total.value} aria-posinset={place + 1} style={{ transform: `translateY(${top}px)` }}>
      {row !== undefined && <Book model={model} row={row} place={place} isAt={isAt} isSelected={isSelected} />}
    </li>
  );
}

type BookProps = {
  readonly model: LibraryModel;
  readonly row: Row;
  readonly place: number;
  readonly isAt: boolean;
  readonly isSelected: boolean;
};

function Book({ model, row, place, isAt, isSelected }: BookProps) {
  const { essay, marks, isUnread } = row.entry;
  const light = model.finding.light.value;
  const told = model.said.value.get(essay.id);
  const lighting = model.finding.lighting.value;
  const said = useMemo(() => foundBy(essay, told, light, lighting), [essay, told, light, lighting]);
  const open = (event: MouseEvent): void => {
    const where = placeOfClick(event);
    if (where === undefined) return;
    event.preventDefault();
    model.moveTo(place);
    void model.open(row, { beside: where === 'beside', ...(said.at !== undefined && { at: said.at }) });
  };
  const share = marks.progress?.[0] ?? 0;
  return (
    <>
      <input
        type="checkbox"
        class="book-check"
        tabIndex={-1}
        checked={isSelected}
        aria-label={say('selectNamed', { title: essay.title })}
        onClick={(event) => {
          model.moveTo(place);
          model.select(event.shiftKey);
        }}
      />
      {isUnread && !isSelected && <span class="book-dot" />}
      <div class="book-text">
        <a
          class="book-title"
          href={essay.url}
          dir="auto"
          lang={essay.language}
          title={essay.title}
          tabIndex={isAt ? 0 : -1}
          onFocus={() => model.moveTo(place)}
          onClick={open}
          onAuxClick={open}
        >
          <LitText text={essay.title} lit={lighting?.litIn(essay.title, light) ?? []} />
        </a>
        <About model={model} row={row} />
        <p class="book-said" dir="auto" lang={essay.language}>
          {said.label !== undefined && <span class="book-label">{said.label} </span>}
          {said.snippet?.isCut[0] && '… '}
          {said.snippet && <LitText text={said.snippet.text} lit={said.snippet.lit} />}
        </p>
      </div>
      {share > 0 && share < 1 && <span class="book-share" style={{ inlineSize: `${share * 100}%` }} />}
    </>
  );
}

function About({ model, row: { entry, highlights, hasText } }: { readonly model: LibraryModel; readonly row: Row }) {
  const { essay, marks, isUnread } = entry;
  const minutes = minutesOf(essay);
  const share = marks.progress?.[0] ?? 0;
  const tags = tagsOn(marks);
  const source = model.names.value.get(essay.sourceId) ?? essay.siteName ?? bylineOf(essay);
  return (
    <p class="book-about">
      {isUnread && <span class="unseen">{say('unread')} </span>}
      <bdi>
        <LitText text={source} lit={model.finding.lighting.value?.litIn(source, model.finding.light.value) ?? []} />
      </bdi>
      {minutes !== undefined && <span>{counted('minutes', minutes)}</span>}
      {minutes !== undefined && share > 0 && share < 1 && (
        <span class="book-rest">{counted('minutesLeft', Math.max(1, Math.round(minutes * (1 - share))))}</span>
      )}
      {writtenAt(essay) !== undefined && <span>{ago(writtenAt(essay), model.now())}</span>}
      {tags.length > 0 && <bdi>{tags.join(', ')}</bdi>}
      {highlights > 0 && <span>{counted('highlightCount', highlights)}</span>}
      {isSaved(marks) && !hasText && <span>{say('bookAddressOnly')}</span>}
    </p>
  );
}

type FoundBy = { readonly snippet?: Snippet; readonly label?: string; readonly at?: string };

/** The stretch with most of the words: of the reader's own before the essay's. Without a search, how it begins. Cost  a pass over all it says. */
function foundBy(essay: Row['entry']['essay'], said: Said | undefined, light: Light | undefined, lighting: Lighting | undefined): FoundBy {
  const beginning = { text: essay.summary.slice(0, 2 * SNIPPET_CHARS), lit: [], words: 0, isCut: [false, true] } as const;
  if (light === undefined || said === undefined || lighting === undefined) return { snippet: beginning };
  const own = said.own.map((text) => lighting.snippetIn(text, light, SNIPPET_CHARS)).reduce<Snippet | undefined>(better, undefined);
  const text = lighting.snippetIn(said.text, light, SNIPPET_CHARS);
  if (own !== undefined && own.words > 0 && own.words >= text.words) return { snippet: own, label: say('ownWords') };
  return text.words === 0 ? { snippet: beginning } : { snippet: text, at: text.text };
}

const better = (best: Snippet | undefined, next: Snippet): Snippet => (best === undefined || next.words > best.words ? next : best);
