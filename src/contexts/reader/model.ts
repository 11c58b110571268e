/** The reader page without its view: what it shows and what can be done. Everything outside is handed in; writes go through messages. */
import { computed, signal } from '@preact/signals';
import type { EssayId } from '../../core/essay';
import { lengthInLetters } from '../../core/follow/text-asking';
import type { Quote } from '../../core/highlight/quote';
import { changesIn } from '../../core/library/changed-paragraphs';
import { isArchived, isSaved, tagsOn } from '../../core/library/fold';
import type { HighlightId } from '../../core/library/highlight';
import type { Act, Entry, HistoryRow } from '../../core/library/marks';
import type { Problem } from '../../core/problem';
import { DEFAULT_LOOK, type Measured, type ReaderLook, stepped } from '../../core/reader-look';
import { minutesFor } from '../../ui/byline';
import { say } from '../../ui/words';
import type { ArticleText } from './article-text';
import type { Heading } from './dress';
import type { Asked, Needs, Whole } from './needs';
import { ownWords } from './own-words';
import type { Place } from './place';
import { relatedModel } from './related';

/** The article as it stands on the page. */
export type Shown = { readonly root: HTMLElement; readonly text: ArticleText; readonly headings: readonly Heading[] };

export type Panel = 'highlights' | 'about' | 'look' | 'contents' | 'tags' | 'help' | 'changed';
export type Said = { readonly words: string; readonly undo?: () => Promise<void> };
export type Picture = { readonly address: string; readonly alt: string; readonly words: string };

export type ReaderModel = ReturnType<typeof readerModel>;

export function readerModel(needs: Needs) {
  const state = signal<'opening' | 'open' | 'missing' | 'failed'>('opening');
  const entry = signal<Entry | undefined>(undefined);
  const whole = signal<Whole | undefined>(undefined); // a moment after the entry, so that the title need not wait
  const thread = signal<readonly HistoryRow[]>([]);
  const look = signal<ReaderLook>(DEFAULT_LOOK);
  const shown = signal<Shown | undefined>(undefined);
  const share = signal(0);
  const panel = signal<Panel | undefined>(undefined);
  const picture = signal<Picture | undefined>(undefined);
  const said = signal<Said | undefined>(undefined);
  const trouble = signal<Problem | undefined>(undefined);
  const related = relatedModel(needs, entry);
  const own = ownWords({ ...needs, highlights: needs.reads.highlights, entry, shown, tell, fail, changed: readAgain });
  let at: Quote | undefined; // the words one was led to, until one is there
  let turn = 0;
  let kept = 0; // the share that is kept, as far as this page knows
  let readLook: Promise<void> | undefined;

  const minutes = computed(() => {
    const { body } = whole.value ?? {};
    if (body === undefined || body.kind === 'address') return undefined;
    return minutesFor(
      body.kind === 'copy' ? body.copy.letters || lengthInLetters(shown.value?.text.text ?? '') : lengthInLetters(body.text),
    );
  });
  const left = computed(() => minutes.value && Math.round(minutes.value * (1 - share.value)));
  const tags = computed(() => (entry.value ? tagsOn(entry.value.marks) : []));
  const changes = computed(() => {
    const { published } = whole.value ?? {};
    return published && changesIn(published.before, published.after);
  });

  async function start(): Promise<void> {
    readLook = needs.reads.look().then(
      (asKept) => {
        look.value = asKept;
      },
      () => {}, // unreadable now: as it comes
    );
    await load(needs.asked());
  }

  async function load(asked: Asked | undefined): Promise<void> {
    turn += 1;
    const mine = turn;
    [shown.value, whole.value, panel.value, picture.value] = [undefined, undefined, undefined, undefined];
    thread.value = [];
    related.clear();
    own.clear();
    at = asked?.at;
    if (asked === undefined) {
      state.value = 'missing';
      return;
    }
    const reading = needs.reads.whole(asked.essayId).catch(() => undefined); // beside the entry, not behind it; read again where that failed
    try {
      const found = await entryOf(asked.essayId);
      await readLook;
      if (mine !== turn) return;
      [entry.value, state.value] = [found, found === undefined ? 'missing' : 'open'];
      if (found === undefined) return;
      [share.value, kept] = [found.marks.progress?.[0] ?? 0, found.marks.progress?.[0] ?? 0];
      const { id } = found.essay;
      const read = (id === asked.essayId ? await reading : undefined) ?? (await needs.reads.whole(id));
      if (mine !== turn) return;
      if (read === undefined) throw new Error('it was taken out meanwhile');
      whole.value = read;
      if (read.body.kind !== 'copy' && isSaved(found.marks)) void bringCopy(id, mine);
      void own.load();
      if (found.isUnread) await needs.send('act', { essayId: id, act: { kind: 'open' }, from: 'reader' });
      void readThread();
    } catch (error) {
      if (mine !== turn) return;
      state.value = 'failed';
      trouble.value = { kind: 'library-unopened', detail: String(error) };
    }
  }

  /** The copy may be on another machine of its reader's. */
  async function bringCopy(id: EssayId, mine: number): Promise<void> {
    const said = await needs.send('bringCopy', { essayId: id }).catch(() => undefined);
    const again = said?.ok && said.value === 'brought' ? await needs.reads.whole(id).catch(() => undefined) : undefined;
    if (again !== undefined && mine === turn) whole.value = again;
  }

  /** A library that is not ready yet is made ready by the background. */
  async function entryOf(id: EssayId): Promise<Entry | undefined> {
    try {
      return await needs.reads.entry(id);
    } catch {
      await needs.send('wake', {});
      return needs.reads.entry(id);
    }
  }

  async function readAgain(): Promise<void> {
    const id = entry.peek()?.essay.id;
    const found = id === undefined ? undefined : await needs.reads.entry(id).catch(() => undefined);
    if (found !== undefined && found.essay.id === entry.peek()?.essay.id) entry.value = found;
    void readThread();
  }

  async function readThread(): Promise<void> {
    const id = entry.peek()?.essay.id;
    const rows = id === undefined ? [] : await needs.reads.thread(id).catch(() => []);
    if (id === entry.peek()?.essay.id) thread.value = rows;
  }

  function tell(words: string, undo?: () => Promise<void>): void {
    trouble.value = undefined;
    said.value = { words, ...(undo && { undo }) };
  }

  function fail(problem: Problem): void {
    said.value = undefined;
    trouble.value = problem;
  }

  async function act(essayId: EssayId, does: Act): Promise<boolean> {
    const reply = await needs.send('act', { essayId, act: does, from: 'reader' });
    if (!reply.ok) fail(reply.problem);
    await readAgain();
    return reply.ok;
  }

  /** Does one thing to this essay and says it, with the way back. */
  async function perform(does: Act, back: Act, words: string): Promise<boolean> {
    const id = entry.peek()?.essay.id;
    if (id === undefined || !(await act(id, does))) return false;
    tell(words, async () => {
      if (await act(id, back)) tell(say('undone'));
    });
    return true;
  }

  function toggleSaved(): Promise<boolean> {
    const isOn = isSaved(entry.peek()?.marks ?? {});
    return isOn
      ? perform({ kind: 'unsave' }, { kind: 'save' }, say('saidUnsaved'))
      : perform({ kind: 'save' }, { kind: 'unsave' }, say('saidSaved'));
  }

  /** Puts it away and goes on with the next; what is not saved is in no list, and has nowhere to go. */
  async function archive(): Promise<void> {
    const { essay, marks } = entry.peek() ?? {};
    if (essay === undefined || marks === undefined || !isSaved(marks)) return;
    if (isArchived(marks)) return void (await perform({ kind: 'unarchive' }, { kind: 'archive' }, say('saidOneUnarchived')));
    const next = whole.peek()?.next;
    const isDone = await perform({ kind: 'archive' }, { kind: 'unarchive' }, say('saidOneArchived', { title: essay.title }));
    if (isDone && next !== undefined) await go(next.id);
  }

  function tag(typed: string): Promise<unknown> {
    const wanted = typed.split(',').flatMap((each) => each.trim().replace(/\s+/g, ' ') || []);
    return wanted.reduce<Promise<unknown>>(
      (before, each) =>
        before.then(() => perform({ kind: 'tag', tag: each }, { kind: 'untag', tag: each }, say('saidOneTagged', { tag: each }))),
      Promise.resolve(),
    );
  }

  const untag = (each: string): Promise<boolean> =>
    perform({ kind: 'untag', tag: each }, { kind: 'tag', tag: each }, say('saidOneUntagged', { tag: each }));

  async function go(id: EssayId): Promise<void> {
    needs.go(id);
    await load({ essayId: id });
  }

  function setLook(next: ReaderLook): void {
    if (JSON.stringify(next) === JSON.stringify(look.peek())) return;
    look.value = next; // at once; it is kept by and by
    void needs.send('changeSettings', { change: { reader: next } });
  }

  const step = (what: Measured, by: 1 | -1): void => setLook(stepped(look.peek(), what, by));

  /** One has stopped scrolling there. Nothing is kept of a page that one only opened. */
  async function keepPlace({ share: far, quote }: Place): Promise<void> {
    const id = entry.peek()?.essay.id;
    if (id === undefined || Math.abs(far - kept) < 0.002) return;
    kept = far;
    await needs.send('act', { essayId: id, act: { kind: 'progress', share: far, ...(quote && { place: quote }) }, from: 'reader' });
  }

  /** The article stands on the page now. Gives where to open it: at the words one was led to, or where one was. */
  function showed(next: Shown): { readonly at?: Quote; readonly place?: Quote; readonly share: number } {
    shown.value = next;
    const { marks } = entry.peek() ?? {};
    const led = at;
    at = undefined;
    const far = marks?.progress?.[0] ?? 0;
    if (far >= FINISHED) share.value = 0;
    const place = far < FINISHED ? marks?.place?.[0] : undefined; // who has read it begins anew
    return { ...(led && { at: led }), ...(place && { place }), share: far < FINISHED ? far : 0 };
  }

  /** The innermost open thing closes, at last the page. */
  function back(): void {
    if (picture.peek() !== undefined) picture.value = undefined;
    else if (panel.peek() !== undefined) panel.value = undefined;
    else if (said.peek() !== undefined) said.value = undefined;
    else needs.back();
  }

  function openHighlights(id?: HighlightId): void {
    own.noted.value = id;
    panel.value = 'highlights';
  }

  async function noteSelected(): Promise<void> {
    if (await own.highlightWithNote()) panel.value = 'highlights';
  }

  async function askAboutSelected(): Promise<void> {
    panel.value = 'about';
    await own.askAbout();
  }

  function openOnWeb(): void {
    const id = entry.peek()?.essay.id;
    if (id !== undefined) void needs.send('openEssay', { essayId: id, from: 'reader', beside: false, isTurned: true });
  }

  /** A related essay, at the sentence that faces one here: in the reader or on the web, as the background finds it. */
  async function openRelated(essayId: EssayId, beside: boolean, words?: string): Promise<void> {
    const reply = await needs.send('openEssay', { essayId, from: 'reader', beside, ...(words !== undefined && { at: words }) });
    if (!reply.ok) trouble.value = reply.problem;
  }

  function close(which: Panel): void {
    if (panel.peek() === which) panel.value = undefined;
  }

  function toggle(which: Panel): void {
    panel.value = panel.peek() === which ? undefined : which;
  }

  return {
    ...{ state, entry, whole, thread, look, shown, share, panel, picture, said, trouble, related, own, minutes, left, tags, changes },
    ...{ start, load, toggleSaved, archive, tag, untag, go, setLook, step, keepPlace, showed, back, openOnWeb, openRelated, toggle, close },
    ...{ openHighlights, noteSelected, askAboutSelected },
    pictures: needs.reads.pictures,
    copy: needs.copy,
    wait: needs.wait,
    leave: needs.back,
    now: needs.now,
  };
}

const FINISHED = 0.98; // of the way: what is left are notes and a farewell
