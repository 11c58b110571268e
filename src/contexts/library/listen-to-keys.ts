/** Runs the library without a pointer. The focus follows the row that the keys act on. */
import { type Command, commandFor, type Where } from './keys';
import type { LibraryModel } from './model';
import { ROW_PX } from './window';

/** Gives back the way to stop listening. */
export function listenToKeys(model: LibraryModel): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return; // an open dialog has its own keys
    const command = commandFor(event, whereIs(event.target));
    if (command === undefined) return;
    event.preventDefault();
    RUN[command](model);
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}

const RUN: Readonly<Record<Command, (model: LibraryModel) => void>> = {
  down: (model) => move(model, 1),
  up: (model) => move(model, -1),
  'page-down': (model) => move(model, rowsInSight()),
  'page-up': (model) => move(model, -rowsInSight()),
  first: (model) => move(model, Number.NEGATIVE_INFINITY),
  last: (model) => move(model, Number.POSITIVE_INFINITY),
  select: (model) => model.select(false),
  'select-to': (model) => model.select(true),
  'select-all': (model) => void model.selectAll(),
  archive: (model) => void model.archive(),
  tag: (model) => void model.openTags(),
  save: (model) => void model.toggleSaved(),
  read: (model) => void model.toggleRead(),
  open: (model) => void model.open(model.current.peek(), {}),
  elsewhere: (model) => void model.open(model.current.peek(), { isTurned: true }),
  undo: (model) => void model.undoing.undo(),
  search: () => searchField()?.focus(),
  back: goBack,
  help: (model) => {
    model.panel.value = 'help';
  },
};

/** The first press only brings the focus to the row where one is. */
function move(model: LibraryModel, by: number): void {
  const isThere = document.activeElement?.closest('.book') !== null && document.activeElement?.closest('.book') !== undefined;
  const at = model.list.at.peek();
  if (isThere || Math.abs(by) > 1) model.moveTo(at + by);
  else if (focusNow(model)) return; // at once: who presses twice does not wait for a frame between
  focusRow(model);
}

/** By its place: how a row looks is drawn a moment later, and the focus of another row would lead back to that. */
function focusNow({ list }: LibraryModel): boolean {
  const title = document.querySelector<HTMLElement>(`.book[aria-posinset="${list.at.peek() + 1}"] .book-title`);
  title?.focus({ preventScroll: true });
  return title !== null;
}

/** Once it is drawn: a row far away has to be scrolled to first. */
function focusRow(model: LibraryModel, tries = 3): void {
  requestAnimationFrame(() => {
    if (!focusNow(model) && tries > 0) focusRow(model, tries - 1);
  });
}

const rowsInSight = (): number => Math.max(1, Math.floor((document.querySelector('.list')?.clientHeight ?? 0) / ROW_PX) - 1);
const searchField = () => document.querySelector<HTMLElement>('input[type=search]');

/** Escape in an empty field leaves it; in a filled one it clears it and stays. */
function goBack(model: LibraryModel): void {
  const field = searchField();
  if (field === document.activeElement && model.finding.typed.peek() === '') field?.blur();
  else if (field === document.activeElement) model.type('');
  else model.back();
}

function whereIs(target: EventTarget | null): Where {
  if (target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'checkbox')) return 'field';
  return target instanceof HTMLSelectElement || (target instanceof Element && target.closest('button') !== null) ? 'control' : 'list';
}
