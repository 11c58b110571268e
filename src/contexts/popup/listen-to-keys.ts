/** Runs the popup without a pointer: turns commands into acts and moves the focus, which is the one truth about where one is. */
import type { Entry } from '../../core/library/marks';
import { shownOf } from '../../ui/entry-row';
import { language } from '../../ui/words';
import { type Command, commandFor } from './keys';
import { type PopupModel, TABS } from './model';

/** Gives back the way to stop listening. */
export function listenToKeys(model: PopupModel): () => void {
  const press = (event: KeyboardEvent): void => {
    if (model.isHelpOpen.peek() || model.isFollowOpen.peek() || event.defaultPrevented) return; // an open dialog has its own keys
    if (event.target instanceof HTMLSelectElement && event.key !== 'Escape') return; // so has a menu
    const command = commandFor(event, isField(event.target));
    if (command === undefined || (command === 'unfold' && !isTitle(event.target))) return; // elsewhere it presses or scrolls
    event.preventDefault();
    RUN[command](model, event.target);
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}

const RUN: Readonly<Record<Command, (model: PopupModel, target: EventTarget | null) => void>> = {
  down: () => focusRow((at, last) => (at === undefined ? undefined : Math.min(at + 1, last))),
  up: () => focusRow((at) => (at === undefined ? undefined : Math.max(at - 1, 0))),
  first: () => focusRow(() => 0),
  last: () => focusRow((_at, last) => last),
  save: (model) =>
    model.list.peek() === model.saved
      ? withSaved(model, (entry) => model.saved.unsave(entry).then(focusAt))
      : withEntry(model, model.toggleSaved),
  read: (model) => withEntry(model, model.toggleRead),
  unfold: (model) => model.toggleFold(),
  unread: (model) => model.tab.peek() === 'latest' && model.search.query.peek() === '' && model.filter.toggleUnread(),
  archive: (model) => withSaved(model, (entry) => model.saved.archive(entry).then(focusAt)),
  tag: (model) => withSaved(model, model.tagAt),
  undo: (model) => void model.undoLast().then(() => model.tab.peek() === 'saved' && focusAt()),
  'part-before': (model) => stepPart(model, -1),
  'part-after': (model) => stepPart(model, 1),
  'save-page': (model) => void model.savePage.press(),
  elsewhere: (model) => withEntry(model, (id, stored) => model.open(id, stored, false, true)),
  search: () => searchField()?.focus(),
  back: goBack,
  help: (model) => {
    model.isHelpOpen.value = true;
  },
  'tab-left': (model) => showTab(model, TABS.indexOf(model.tab.peek()) - toTheRight()),
  'tab-right': (model) => showTab(model, TABS.indexOf(model.tab.peek()) + toTheRight()),
  'tab-1': (model) => showTab(model, 0),
  'tab-2': (model) => showTab(model, 1),
  'tab-3': (model) => showTab(model, 2),
};

function withEntry(model: PopupModel, act: (...entry: Parameters<PopupModel['toggleSaved']>) => Promise<unknown>): void {
  const entry = model.entryAt();
  if (entry) void act(entry.essay.id, shownOf(entry));
}

function withSaved(model: PopupModel, act: (entry: Entry) => unknown): void {
  const entry = model.entryAt();
  if (entry !== undefined && model.list.peek() === model.saved) void act(entry);
}

function stepPart(model: PopupModel, by: 1 | -1): void {
  if (model.tab.peek() !== 'saved' || model.search.query.peek() !== '') return;
  model.saved.step(by);
}

/** The row that took the place of the one that left, once it is drawn. */
function focusAt(): void {
  requestAnimationFrame(() => focusTitle([...document.querySelectorAll<HTMLElement>('.row-title')].find(({ tabIndex }) => tabIndex === 0)));
}

/** From the focused row, or undefined when the focus is elsewhere, to the row that gets it; undefined is the one reachable by Tab. */
type Move = (at: number | undefined, last: number) => number | undefined;

function focusRow(move: Move): void {
  const titles = [...document.querySelectorAll<HTMLElement>('.row-title, .card-title')];
  const focused = document.activeElement?.closest('.row, .card');
  const at = titles.findIndex((title) => focused?.contains(title));
  const next = move(at === -1 ? undefined : at, titles.length - 1);
  const title = next === undefined ? titles.find(({ tabIndex }) => tabIndex === 0) : titles[next];
  focusTitle(title);
}

/** With its whole row in view: the browser sees to the title alone. */
function focusTitle(title: HTMLElement | undefined): void {
  title?.focus();
  title?.closest('.row, .card')?.scrollIntoView({ block: 'nearest' });
}

/** To the row where one was, or the first. Where there is none, to nowhere: letters are keys again all the same. */
export function focusList(): void {
  const titles = [...document.querySelectorAll<HTMLElement>('.row-title, .card-title')];
  const title = titles.find(({ tabIndex }) => tabIndex === 0) ?? titles[0];
  if (title) focusTitle(title);
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** The tab to the right is the one before where a language runs from there. */
const toTheRight = (): number => (language().direction === 'rtl' ? -1 : 1);

const searchField = () => document.querySelector<HTMLElement>('input[type=search]');

function showTab(model: PopupModel, index: number): void {
  const tab = TABS[index];
  if (tab === undefined) return;
  model.show(tab);
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`#tab-${tab}`)?.focus()); // after a search the tabs are back only then
}

/** Escape in an empty field leaves it; in a filled one it clears it and stays. */
function goBack(model: PopupModel, target: EventTarget | null): void {
  const isSearching = model.search.query.peek() !== '';
  if (isField(target) && !isSearching) searchField()?.blur();
  else model.back();
  if (isSearching) searchField()?.focus();
}

function isTitle(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('.row-title');
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
