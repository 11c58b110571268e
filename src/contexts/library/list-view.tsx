/** The list: only the rows in sight are drawn, each at its own height, so that a hundred thousand scroll like twelve. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { say } from '../../ui/words';
import { BookRow } from './book-row';
import { BulkBar } from './bulk-bar';
import type { LibraryModel } from './model';
import { Nothing } from './nothing';
import { Rail } from './rail';
import { ROW_PX, windowOf } from './window';

export function ListView({ model }: { readonly model: LibraryModel }) {
  const { list } = model;
  const box = useRef<HTMLDivElement>(null);
  const marked = useRef('');
  const [seen, setSeen] = useState({ top: 0, height: 0 });
  const total = list.total.value;
  const part = windowOf({ ...seen, total, rowPx: ROW_PX });
  void list.drawn.value;

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = (): void => setSeen({ top: element.scrollTop, height: element.clientHeight });
    /** Anywhere on a row: its details stand beside it from then on. */
    const press = ({ target }: Event): void => {
      const place = (target instanceof Element ? target : null)?.closest('.book')?.getAttribute('aria-posinset');
      if (place !== null && place !== undefined) model.moveTo(Number(place) - 1);
    };
    const watch = new ResizeObserver(look);
    element.addEventListener('click', press);
    watch.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      watch.disconnect();
      element.removeEventListener('click', press);
      element.removeEventListener('scroll', look);
    };
  }, []);

  useLayoutEffect(() => {
    if (part.last >= part.first) void model.want(part.first, part.last);
  }, [part.first, part.last, list.order.value]);

  const at = list.at.value;
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || seen.height === 0) return;
    const top = part.topFor(at, element.scrollTop);
    if (top !== undefined) element.scrollTop = top;
  }, [at]);

  useLayoutEffect(() => {
    if (box.current !== null) box.current.scrollTop = 0;
  }, [model.shelf.value, model.finding.typed.value]);

  useLayoutEffect(() => {
    const { isSearching, answered, typed } = model.finding;
    if (!isSearching.value) marked.current = '';
    if (!isSearching.value || answered.value !== typed.value || marked.current === answered.value) return;
    for (let place = part.first; place <= part.last; place++) if (list.rowAt(place) === undefined) return;
    marked.current = answered.value;
    performance.mark('found-shown', { detail: answered.value }); // for the benchmark, which holds this to 50 ms a key
  });

  const places = Array.from({ length: Math.max(0, part.last - part.first + 1) }, (_, index) => part.first + index);
  return (
    <div class="list-frame">
      <div class="list" ref={box} tabIndex={-1}>
        {total === 0 ? (
          <Nothing model={model} />
        ) : (
          <ul class="books" aria-label={say('libraryName')} style={{ height: `${part.height}px` }}>
            {places.map((place) => (
              <BookRow key={list.order.value[place] ?? place} model={model} place={place} top={part.offset(place)} />
            ))}
          </ul>
        )}
      </div>
      <Rail model={model} top={seen.top} height={seen.height} whole={part.height} box={box} />
      <BulkBar model={model} />
    </div>
  );
}
