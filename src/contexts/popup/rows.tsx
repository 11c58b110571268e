/** The rows of one list: Latest, Saved or what a search found. One row is reachable by Tab; the keys lead to the others. */
import { useComputed } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { EssayId } from '../../core/essay';
import type { Entry } from '../../core/library/marks';
import { EntryRow, shownOf } from '../../ui/entry-row';
import { moment } from '../../ui/moment';
import { language, say } from '../../ui/words';
import type { List } from './list';
import { canMarkSeen, MarkSeen } from './list-bar';
import type { PopupModel } from './model';

const AHEAD = '600px'; // the next rows are read before the last one is in sight

type RowsProps = { readonly model: PopupModel; readonly name: string };

export function Rows({ model, name }: RowsProps) {
  const list = model.list.value;
  const entries = list.entries.value;
  const fresh = 'fresh' in list ? list.fresh.value : 0;
  return (
    <>
      {fresh === 0 ? (
        <RowsOf model={model} entries={entries} label={name} />
      ) : (
        <>
          <RowsOf model={model} entries={entries.slice(0, fresh)} label={newWords(model)} count={model.news.count.value} />
          {entries.length > fresh && <RowsOf model={model} entries={entries.slice(fresh)} label={say('earlier')} isFurther />}
        </>
      )}
      {'more' in list && <Below list={list} />}
    </>
  );
}

/** Stands after the last row: what comes next is read before it is in sight. */
export function Below({ list }: { readonly list: Pick<List, 'isCut' | 'more' | 'turn'> }) {
  return list.isCut.value ? <Cut onTry={list.more} /> : <MoreBelow turn={list.turn.value} onSeen={list.more} />;
}

/** "New since yesterday 18:10"; where the list was never looked at before, there is no time to name. */
function newWords({ since, now }: PopupModel): string {
  return since.value === 0 ? say('newHeading') : say('newSince', { moment: moment(since.value, now()) });
}

type PartProps = {
  readonly model: PopupModel;
  readonly entries: readonly Entry[];
  readonly label: string;
  readonly count?: number; // beside a heading
  readonly isFurther?: boolean; // stands below another part
};

/** A part of a list: with a heading where there are two. */
function RowsOf({ model, entries, label, count, isFurther = false }: PartProps) {
  const isHeaded = count !== undefined || isFurther;
  const hasAt = useComputed(() => model.list.value.entries.value.some(({ essay }) => essay.id === model.list.value.at.value));
  return (
    <>
      {isHeaded && (
        <div class="part-heading">
          <h2>
            {label}
            {count !== undefined && count > 0 && <span class="part-count"> · {language().number(count)}</span>}
          </h2>
          {count !== undefined && canMarkSeen(model) && <MarkSeen model={model} />}
        </div>
      )}
      <ul class="rows" aria-label={label}>
        {entries.map((entry, index) => (
          <Row key={entry.essay.id} model={model} entry={entry} isFallback={index === 0 && !isFurther && !hasAt.value} />
        ))}
      </ul>
    </>
  );
}

type RowProps = { readonly model: PopupModel; readonly entry: Entry; readonly isFallback: boolean };

function Row({ model, entry, isFallback }: RowProps) {
  const { id, sourceId, alsoIn = [] } = entry.essay;
  const stored = shownOf(entry);
  const shown = useComputed(() => model.wanted.value.get(id)).value ?? stored;
  const isAt = useComputed(() => model.list.value.at.value === id).value;
  const isLit = useComputed(() => model.list.value === model.latest && model.news.lit.value.has(id)).value;
  const source = useComputed(() => model.names.value.get(sourceId)).value;
  const others = useComputed(() => alsoIn.flatMap((each) => model.names.value.get(each) ?? [])).value;
  const isUnfolded = useComputed(() => model.news.unfolded.value === id).value;
  const isKept = useComputed(() => model.list.value === model.saved).value;
  return (
    <EntryRow
      entry={entry}
      shown={shown}
      light={isLit ? 'new' : shown.isUnread ? 'unread' : 'read'}
      source={source}
      others={others}
      isKept={isKept}
      isUnfolded={isUnfolded}
      now={model.now()}
      isReachable={isAt || isFallback}
      onOpen={(beside) => void model.open(id, stored, beside)}
      onToggleSaved={() => void model.toggleSaved(id, stored)}
      onToggleRead={() => void model.toggleRead(id, stored)}
      onFocus={() => moveTo(model, id)}
    />
  );
}

function moveTo(model: PopupModel, id: EssayId): void {
  model.list.peek().at.value = id;
  model.news.moved(id);
}

type MoreBelowProps = { readonly turn: number; readonly onSeen: () => Promise<void> };

/** Stands after the last row; looks anew whenever the list was read, so that a short batch, or one that was overtaken, is asked for again. */
function MoreBelow({ turn, onSeen }: MoreBelowProps) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (end.current === null) return;
    const root = end.current.closest('.panel');
    const watch = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && void onSeen(), {
      root,
      rootMargin: AHEAD,
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [turn, onSeen]);
  return <div class="more-below" ref={end} />;
}

function Cut({ onTry }: { readonly onTry: () => Promise<void> }) {
  return (
    <p class="list-line">
      <span>{say('restNotRead')}</span>
      <button type="button" class="button-words" onClick={() => void onTry()}>
        {say('tryAgain')}
      </button>
    </p>
  );
}
