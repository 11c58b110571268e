/** What stands in the list: a shelf in its order, or what a search found on it. The last question wins. */
import { batch, computed, signal } from '@preact/signals';
import type { EssayId } from '../../core/essay';
import { quoted, readQuery, soughtIn } from '../../core/library/query';
import type { Shelf } from '../../edge/store/shelves';
import type { Found } from '../../messages/contract';
import type { listModel } from './list';
import type { Lighting, Needs } from './needs';

const FIRST_ROWS = 20; // more than most windows show
const FOUND_AT_FIRST = 300;
const MOST_FOUND = 1_000_000;
const MOST_CHARS = 1_000; // of a text that is pasted; the background looks at no more
const MOST_TRIES = 5; // two that are open at once must not go on overtaking each other
const AGAIN_MS = 1_000; // while the index takes in what is new, twice as long each time it has not moved
const LONGEST_WAIT_MS = 30_000; // a disk that is full lets it take in nothing

type Counts = Pick<Found, 'total' | 'some' | 'unread'> & { readonly isCut: boolean };

export function findingModel(
  needs: Pick<Needs, 'reads' | 'send' | 'wait' | 'drawn' | 'lighting'>,
  list: ReturnType<typeof listModel>,
  shelf: { readonly value: Shelf; peek(): Shelf },
  first: string,
) {
  const typed = signal(first);
  const isAny = signal(false); // one of the words is enough
  const found = signal<Counts | undefined>(undefined); // of a search
  const isSorting = signal(false); // the beginning is there, the whole order is on its way
  const answered = signal(''); // what was typed when the rows that stand there were found: they are lit by that until others come
  const query = computed(() => readQuery(answered.value));
  const lighting = signal<Lighting | undefined>(undefined);
  const light = computed(() => lighting.value?.lightOf(soughtIn(query.value)));
  const isSearching = computed(() => typed.value.trim() !== '');
  let newest = 0;

  /** Reads again what is asked for. Never rejects: the list says that it failed. */
  async function load(): Promise<void> {
    newest += 1;
    const mine = newest;
    const isWanted = (): boolean => mine === newest;
    try {
      await (isSearching.peek() ? search(isWanted) : browse(isWanted));
    } catch {
      if (isWanted()) list.fail();
    }
    if (isWanted()) isSorting.value = false;
  }

  async function browse(isWanted: () => boolean): Promise<void> {
    isSorting.value = true;
    const place = shelf.peek();
    const rows = list.state.peek() === 'ready' && list.order.peek().length > 0 ? undefined : await needs.reads.first(place, FIRST_ROWS);
    if (!isWanted()) return;
    batch(() => {
      [found.value, answered.value] = [undefined, ''];
      if (rows === undefined || rows.length === 0) return;
      list.know(rows);
      list.show(rows.map(({ entry }) => entry.essay.id));
    });
    if (rows !== undefined) await needs.drawn(); // an order of a hundred thousand keeps the page from drawing while it comes
    const order = isWanted() ? await needs.reads.order(place) : [];
    if (isWanted()) list.show(order);
  }

  async function search(isWanted: () => boolean): Promise<void> {
    const text = typed.peek();
    const [answer, loaded] = await Promise.all([ask(isWanted, FOUND_AT_FIRST), lighting.peek() ?? needs.lighting().catch(() => undefined)]);
    if (!isWanted()) return;
    if (answer === undefined) return list.fail();
    lighting.value = loaded; // without it nothing is lit, and everything is found
    show(answer, text);
    for (let [last, waitMs] = [answer, AGAIN_MS]; last.unread > 0; ) {
      await needs.wait(waitMs);
      const next = isWanted() ? await ask(isWanted, FOUND_AT_FIRST) : undefined;
      if (!isWanted() || next === undefined) return;
      waitMs = next.unread === last.unread ? Math.min(2 * waitMs, LONGEST_WAIT_MS) : AGAIN_MS;
      last = next;
      show({ ...next, essays: below(list.order.peek(), next.essays) }, text);
    }
  }

  function show(answer: Found, text: string): void {
    batch(() => {
      answered.value = text;
      found.value = { total: answer.total, some: answer.some, unread: answer.unread, isCut: answer.isCut === true };
      list.show(answer.essays, Math.max(answer.essays.length, answer.total));
    });
  }

  /** Undefined where it could not be asked, or is not wanted any more. Another page of the same kind may have asked since: then it is asked again. */
  async function ask(isWanted: () => boolean, most: number): Promise<Found | undefined> {
    const place = shelf.peek();
    const within = { ...(place.source !== undefined && { sources: [place.source] }), ...(isAny.peek() && { any: true }) };
    const text = `${limitsOf(place)}${typed.peek().slice(0, MOST_CHARS)}`;
    for (let tries = 0; tries < MOST_TRIES && isWanted(); tries++) {
      const reply = await needs.send('search', { query: text, within, most });
      if (!reply.ok) return undefined;
      if (reply.value !== 'overtaken') return reply.value;
    }
    return undefined;
  }

  let isReadingAll: Promise<void> | undefined;

  /** All that were found, where only the first are known. For whoever scrolls so far, or selects them all. */
  function findAll(): Promise<void> {
    if (list.order.peek().length >= list.total.peek() || !isSearching.peek()) return Promise.resolve();
    const mine = newest;
    isReadingAll ??= ask(() => mine === newest, MOST_FOUND)
      .then((answer) => {
        if (answer !== undefined && mine === newest) list.show([...new Set([...list.order.peek(), ...answer.essays])], answer.total);
      })
      .finally(() => {
        isReadingAll = undefined;
      });
    return isReadingAll;
  }

  /** Somebody is about to type: the worker, which may sleep, and what lights the rows get ready meanwhile. */
  function getReady(): void {
    void needs.send('getReady', {});
    if (lighting.peek() === undefined) void needs.lighting().catch(() => {}); // the search asks for it again
  }

  function type(text: string): void {
    if (text === typed.peek()) return;
    batch(() => {
      typed.value = text;
      isAny.value = false;
      list.at.value = 0;
    });
    void load();
  }

  /** Those that have any of the words. */
  function widen(): void {
    isAny.value = true;
    list.at.value = 0;
    void load();
  }

  return { typed, answered, isAny, found, isSorting, isSearching, query, light, lighting, load, findAll, getReady, type, widen };
}

/** A shelf, as one would type it. In front of what was typed, whose last word may go on. */
export function limitsOf({ name, tag }: Pick<Shelf, 'name' | 'tag'>): string {
  const state = name === 'everything' ? '' : `is:${name === 'archive' ? 'archived' : name} `;
  return `${state}${tag === undefined ? '' : `tag:${quoted(tag)} `}`;
}

/** What was found since stands below what is on the screen: rows do not move by themselves. */
function below(shown: readonly EssayId[], found: readonly EssayId[]): readonly EssayId[] {
  const isThere = new Set(shown);
  return [...shown, ...found.filter((id) => !isThere.has(id))];
}
