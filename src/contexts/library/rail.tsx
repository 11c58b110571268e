/** The years beside the list and the thumb that leads through them. For the pointer: keys have their own way. */
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { language, say } from '../../ui/words';
import type { LibraryModel } from './model';
import { ROW_PX } from './window';

const THUMB_PX = 34;
const LEAST_APART_PX = 18; // two years that stand closer cannot be read

type RailProps = {
  readonly model: LibraryModel;
  readonly top: number;
  readonly height: number; // of what is in sight
  readonly whole: number; // of the list
  readonly box: RefObject<HTMLDivElement | null>;
};

export function Rail({ model, top, height, whole, box }: RailProps) {
  const [isDragged, setDragged] = useState(false);
  const way = height - THUMB_PX;
  const share = whole <= height ? 0 : top / (whole - height);
  if (whole <= height || height === 0) return null; // null: what preact calls nothing
  const total = model.list.total.value;
  const drag = (event: PointerEvent): void => {
    const { top: start } = (event.currentTarget as HTMLElement).getBoundingClientRect(); // as: it is heard on an element
    const to = Math.max(0, Math.min(1, (event.clientY - start - THUMB_PX / 2) / way));
    if (box.current) box.current.scrollTop = to * (whole - height);
  };
  let last = -LEAST_APART_PX;
  const years = (model.years.value ?? []).flatMap(({ year, place }) => {
    const at = (place / Math.max(1, total)) * way;
    if (at - last < LEAST_APART_PX) return [];
    last = at;
    return { year, at };
  });
  return (
    <div
      class="rail"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragged(true);
        drag(event);
      }}
      onPointerMove={(event) => isDragged && drag(event)}
      onPointerUp={() => setDragged(false)}
      onPointerCancel={() => setDragged(false)}
    >
      {years.map(({ year, at }) => (
        <span key={year} class="rail-year" style={{ transform: `translateY(${at}px)` }}>
          {year}
        </span>
      ))}
      <span class="rail-thumb" style={{ transform: `translateY(${share * way}px)` }} />
      {isDragged && (
        <Bubble model={model} place={Math.min(total - 1, Math.round((share * (total * ROW_PX - height)) / ROW_PX))} at={share * way} />
      )}
    </div>
  );
}

/** "October 2023 · 61,204 of 100,412". */
function Bubble({ model, place, at }: { readonly model: LibraryModel; readonly place: number; readonly at: number }) {
  const [day, setDay] = useState<number | undefined>(undefined);
  const id = model.list.order.value[place];
  useEffect(() => {
    let isGone = false;
    if (id !== undefined) void model.dayOf(id).then((found) => !isGone && setDay(found));
    return () => {
      isGone = true;
    };
  }, [id]);
  const position = say('positionOf', { position: place + 1, total: model.list.total.value });
  return (
    <span class="rail-bubble" style={{ transform: `translateY(${at}px)` }}>
      {day === undefined ? position : say('joined', { first: language().monthHere(day), second: position })}
    </span>
  );
}
