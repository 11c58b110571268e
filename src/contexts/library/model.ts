/** The library page without its view: what it knows and what can be done. Everything outside is handed in; writes go through messages. */
import { batch, computed, signal } from '@preact/signals';
import type { EssayId, SourceId } from '../../core/essay';
import { isArchived, isSaved, noteOf, tagsOn } from '../../core/library/fold';
import type { HistoryRow } from '../../core/library/marks';
import type { Problem } from '../../core/problem';
import type { Shelf, ShelfCounts, ShelfName, Sort } from '../../edge/store/shelves';
import { undoModel } from '../../ui/undo';
import { counted, say } from '../../ui/words';
import { perform, STEPS, type Step, tagStep, untagStep } from './acts';
import { findingModel } from './finding';
import { listModel } from './list';
import type { Needs, Row, Said } from './needs';
import { selectionModel } from './selection';
import { isUnmoved, standsOn } from './stands-on';
import { type Year, yearsIn } from './years';

export type LibraryModel = ReturnType<typeof libraryModel>;
export type Panel = 'tags' | 'help' | 'filters';

const LEAST_OF_A_RAIL = 60; // rows: fewer are seen at a glance

export function libraryModel(needs: Needs) {
  const { reads, send } = needs;
  const shelf = signal<Shelf>(needs.place.shelf);
  const counts = signal<ShelfCounts | undefined>(undefined);
  const names = signal<ReadonlyMap<SourceId, string>>(new Map());
  const trouble = signal<Problem | undefined>(undefined);
  const panel = signal<Panel | undefined>(undefined);
  const thread = signal<readonly HistoryRow[]>([]);
  const said = signal<ReadonlyMap<EssayId, Said>>(new Map()); // of the rows in sight, while one searches
  const years = signal<readonly Year[] | undefined>(undefined);
  const suggested = signal<readonly string[]>([]);
  const renaming = signal<string | undefined>(undefined); // the tag that is given another name
  const list = listModel(reads);
  const finding = findingModel(needs, list, shelf, needs.place.typed);
  const selection = selectionModel();
  const undoing = undoModel(() => say('undone'));

  const fail = (problem: Problem): void => {
    undoing.hush();
    trouble.value = problem;
  };

  /** The row that the keys act on, and that the details are of. */
  const current = computed((): Row | undefined => {
    void list.drawn.value;
    void list.order.value;
    return list.rowAt(list.at.value);
  });

  async function start(): Promise<void> {
    await Promise.all([finding.load(), readNames()]);
    const reply = await send('wake', {});
    if (!reply.ok) fail(reply.problem);
    const isOld = list.total.peek() === 0 || (reply.ok && reply.value === 'caught-up');
    await Promise.all([isOld && finding.load(), isOld && readNames()]);
    await readCounts();
    void readYears();
  }

  async function readNames(): Promise<void> {
    names.value = await reads.names().catch(() => names.peek());
  }

  let tookMs = 0; // the last count

  async function readCounts(): Promise<void> {
    const from = needs.now();
    counts.value = await reads.counts().catch(() => counts.peek());
    tookMs = Math.max(0, needs.now() - from);
  }

  let isCounting = false;
  let isCountOld = false;

  /** After acts: one count at a time, and in a large library with pauses as long as it takes, so that the next act does not wait for it. */
  async function countAgain(): Promise<void> {
    isCountOld = true;
    if (isCounting) return;
    isCounting = true;
    while (isCountOld) {
      await needs.wait(tookMs);
      isCountOld = false;
      await Promise.all([readCounts(), readYears()]);
    }
    isCounting = false;
  }

  async function readYears(): Promise<void> {
    const [order, place] = [list.order.peek(), shelf.peek()];
    const hasRail = !finding.isSearching.peek() && order.length >= LEAST_OF_A_RAIL;
    const read = hasRail ? await yearsIn(order, (id) => reads.day(id, place)).catch(() => undefined) : undefined;
    if (list.order.peek() === order) years.value = read;
  }

  async function load(): Promise<void> {
    needs.keepPlace({ shelf: shelf.peek(), typed: finding.typed.peek() });
    years.value = undefined;
    await finding.load();
    await readYears();
  }

  function show(
    change: Partial<Omit<Shelf, 'tag' | 'source' | 'kept'>> & { readonly [N in 'tag' | 'source' | 'kept']?: Shelf[N] | undefined },
  ): void {
    const { tag, source, kept, ...rest } = { ...shelf.peek(), ...change };
    batch(() => {
      shelf.value = {
        ...rest,
        ...(tag !== undefined && { tag }),
        ...(source !== undefined && { source }),
        ...(kept !== undefined && { kept }),
      };
      list.at.value = 0;
      selection.clear();
      undoing.hush();
    });
    void load();
  }

  /** Later and the archive stand as one filled them; everything else by day. */
  function showShelf(name: ShelfName): void {
    const sort: Sort = name === 'later' || name === 'archive' ? 'saved' : 'newest';
    show({ name, sort, tag: undefined, source: undefined, kept: undefined });
  }

  function type(text: string): void {
    undoing.hush();
    selection.clear();
    years.value = undefined;
    finding.type(text);
    needs.keepPlace({ shelf: shelf.peek(), typed: text });
    if (text.trim() === '') void load();
  }

  /** What stands in sight is read, and what the search found it by. */
  async function want(first: number, last: number): Promise<void> {
    list.want(first, last);
    if (last >= list.order.peek().length && list.order.peek().length < list.total.peek()) await finding.findAll();
    if (!finding.isSearching.peek()) return;
    const missing = list.order
      .peek()
      .slice(first, last + 1)
      .filter((id) => !said.peek().has(id));
    if (missing.length === 0) return;
    const read = await reads.said(missing).catch(() => undefined);
    if (read !== undefined) said.value = new Map([...(said.peek().size > 500 ? [] : said.peek()), ...read]);
  }

  function targets(): readonly EssayId[] {
    if (selection.ids.peek().size > 0) return [...selection.ids.peek()];
    const row = current.peek();
    return row === undefined ? [] : [row.entry.essay.id];
  }

  /** What was done to is read again where it stands; the place stays, so that the next row moves up to it. */
  async function readAgain(changed?: readonly EssayId[]): Promise<void> {
    said.value = new Map();
    await list.readAgain();
    await standAnew(changed);
    void countAgain();
    void readThread();
  }

  /** The order is read anew only where rows cannot tell it: a large one takes longer than the act. */
  async function standAnew(changed: readonly EssayId[] | undefined): Promise<void> {
    const place = shelf.peek();
    if (changed === undefined || finding.isSearching.peek()) return finding.load();
    if (isUnmoved(place)) return;
    const here = new Set(list.order.peek());
    const rows = changed.map((id) => (here.has(id) ? list.rowOf(id) : undefined));
    if (rows.some((row) => row === undefined)) return finding.load();
    list.drop(new Set(changed.filter((_, at) => rows[at] !== undefined && !standsOn(place, rows[at]))));
  }

  async function doSteps(steps: readonly Step[], words: (count: number) => string, ids = targets()): Promise<void> {
    if (ids.length === 0) return;
    trouble.value = undefined;
    const done = await perform(send, fail, ids, steps);
    if (done === undefined) return;
    selection.clear();
    undoing.tell(words(done.changed.length), async () => {
      const isUndone = await done.undo();
      await readAgain(ids);
      return isUndone;
    });
    await readAgain(ids);
  }

  const all = (isSo: (row: Row) => boolean): boolean =>
    targets().every((id) => {
      const row = list.rowOf(id);
      return row === undefined || isSo(row);
    });

  /** What is put into the archive is saved by that. */
  function archive(): Promise<void> {
    return all(({ entry: { marks } }) => isSaved(marks) && isArchived(marks))
      ? doSteps([STEPS.unarchive], (count) => counted('saidUnarchived', count))
      : doSteps([STEPS.save, STEPS.archive], (count) => counted('saidArchived', count));
  }

  function toggleSaved(): Promise<void> {
    return all(({ entry: { marks } }) => isSaved(marks))
      ? doSteps([STEPS.unsave], (count) => counted('saidManyUnsaved', count))
      : doSteps([STEPS.save], (count) => counted('saidManySaved', count));
  }

  function toggleRead(): Promise<void> {
    return all(({ entry }) => !entry.isUnread)
      ? doSteps([STEPS.markUnread], (count) => counted('saidManyUnread', count))
      : doSteps([STEPS.markRead], (count) => counted('saidManyRead', count));
  }

  /** One tag, or several with commas between. */
  async function tag(typed: string, ids = targets()): Promise<void> {
    const tags = [
      ...new Set(
        typed
          .split(',')
          .map((each) => each.trim())
          .filter((each) => each !== ''),
      ),
    ];
    panel.value = undefined;
    if (tags.length > 0) await doSteps(tags.map(tagStep), (count) => counted('saidTagged', count, { tag: tags.join(', ') }), ids);
  }

  async function untag(name: string): Promise<void> {
    await doSteps([untagStep(name)], (count) => counted('saidUntagged', count, { tag: name }));
  }

  async function renameTag(from: string, to: string): Promise<void> {
    renaming.value = undefined;
    const name = to.trim();
    if (name === '' || name === from) return;
    const reply = await send('renameTag', { tag: from, to: name, from: 'library' });
    if (!reply.ok) return fail(reply.problem);
    const { moved, joined } = reply.value === 'done' ? { moved: [], joined: [] } : reply.value;
    const had = new Set(joined);
    undoing.tell(say('saidRenamed', { tag: from, to: name }), async () => {
      const back = await perform(send, fail, moved, [tagStep(from)]);
      const off = await perform(
        send,
        fail,
        moved.filter((id) => !had.has(id)),
        [untagStep(name)],
      );
      await readAgain();
      return back !== undefined && off !== undefined;
    });
    if (shelf.peek().tag === from) show({ tag: name });
    await readAgain();
  }

  async function note(text: string): Promise<void> {
    const row = current.peek();
    if (row === undefined || noteOf(row.entry.marks) === text) return;
    const { id } = row.entry.essay;
    const before = noteOf(row.entry.marks);
    const write = async (words: string): Promise<boolean> => {
      const reply = await send('act', { essayId: id, act: { kind: 'note', text: words }, from: 'library' });
      if (!reply.ok) fail(reply.problem);
      await readAgain([id]);
      return reply.ok;
    };
    if (await write(text)) undoing.tell(say('saidNoted'), () => write(before));
  }

  /** Here, or on the web. `at`: words of the essay to open at. */
  async function open(
    row: Row | undefined,
    how: { readonly beside?: boolean; readonly isTurned?: boolean; readonly at?: string },
  ): Promise<void> {
    if (row === undefined) return;
    const { beside = false, isTurned = false, at } = how;
    const ask = {
      essayId: row.entry.essay.id,
      from: 'library',
      beside,
      ...(isTurned && { isTurned }),
      ...(at !== undefined && { at }),
    } as const;
    const reply = await send('openEssay', ask);
    if (!reply.ok) return fail(reply.problem);
    await readAgain([row.entry.essay.id]);
  }

  async function readThread(): Promise<void> {
    const id = current.peek()?.entry.essay.id;
    const rows = id === undefined ? [] : await reads.thread(id).catch(() => []);
    if (current.peek()?.entry.essay.id === id) thread.value = rows;
  }

  function moveTo(place: number): void {
    list.at.value = Math.max(0, Math.min(place, list.total.peek() - 1));
  }

  function select(isRange: boolean): void {
    const place = list.at.peek();
    const id = list.order.peek()[place];
    if (id === undefined) return;
    undoing.hush();
    if (isRange) selection.upTo(place, list.order.peek());
    else selection.toggle(id, place);
  }

  async function selectAll(): Promise<void> {
    await finding.findAll();
    undoing.hush();
    selection.all(list.order.peek());
  }

  async function openTags(): Promise<void> {
    const ids = targets();
    if (ids.length === 0) return;
    suggested.value = [];
    panel.value = 'tags';
    const [id] = ids;
    if (ids.length !== 1 || id === undefined) return;
    const reply = await send('suggestTags', { essayId: id });
    if (reply.ok && panel.peek() === 'tags') suggested.value = reply.value;
  }

  /** Of what is selected, in the order of the list. */
  function exportSelected(): void {
    const { ids } = selection;
    needs.onExport?.(list.order.peek().filter((id) => ids.peek().has(id)));
  }

  function showPanel(next: Panel | undefined): void {
    panel.value = next;
  }

  function startRenaming(tag: string | undefined): void {
    renaming.value = tag;
  }

  /** Escape: the innermost open thing closes, then the selection goes, then the search. */
  function back(): void {
    if (panel.peek() !== undefined) panel.value = undefined;
    else if (renaming.peek() !== undefined) renaming.value = undefined;
    else if (selection.ids.peek().size > 0) selection.clear();
    else if (undoing.said.peek() !== undefined) undoing.hush();
    else if (finding.typed.peek() !== '') type('');
  }

  const tagsOfCurrent = computed(() => (current.value ? tagsOn(current.value.entry.marks) : []));

  return {
    ...{
      shelf,
      counts,
      names,
      trouble,
      panel,
      thread,
      said,
      years,
      suggested,
      renaming,
      list,
      finding,
      selection,
      undoing,
      current,
      tagsOfCurrent,
    },
    ...{ start, load, show, showShelf, type, want, archive, toggleSaved, toggleRead, tag, untag, renameTag, note, open, readThread },
    ...{ moveTo, select, selectAll, openTags, showPanel, startRenaming, back, lookAgain: start, fail },
    openImport: needs.openImport,
    ...(needs.onExport !== undefined && { exportSelected }),
    dayOf: (id: EssayId) => reads.day(id, shelf.peek()).catch(() => undefined),
    now: needs.now,
  };
}
