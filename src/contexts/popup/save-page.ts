/** The button that saves the open page, and what the foot says of it: just saved, with its tags, or kept already. Asks the store first, the page never. */
import { computed, signal } from '@preact/signals';
import type { EssayId } from '../../core/essay';
import type { Act } from '../../core/library/marks';
import type { PageNames } from '../../core/library/saved-page';
import type { Problem } from '../../core/problem';
import type { Copied } from '../../messages/contract';
import { minutesOf } from '../../ui/byline';
import { moment } from '../../ui/moment';
import { counted, language, say } from '../../ui/words';
import type { KnownPage, Needs, OpenPage } from './needs';
import { tagsModel } from './tags';

/** just: it was saved a moment ago, and typing adds tags. kept: it is there already, and its button was pressed again. */
export type SaveFoot = {
  readonly kind: 'just' | 'kept';
  readonly essayId: EssayId;
  readonly fact: string;
  readonly more?: string | undefined; // a second fact
};

type Around = {
  readonly opened: Promise<OpenPage | undefined>; // undefined: no page of the web
  readonly tell: (words: string, undo?: () => Promise<void>) => void;
  readonly fail: (problem: Problem) => void;
  readonly changed: () => void; // what is saved is another now
};

export type SavePage = ReturnType<typeof savePageModel>;

export function savePageModel(needs: Pick<Needs, 'send' | 'reads' | 'openReader' | 'now'>, { opened, tell, fail, changed }: Around) {
  const known = signal<KnownPage | undefined>(undefined);
  const isWanted = signal<boolean | undefined>(undefined); // what was asked for here, before the store has it
  const canSave = signal<boolean | undefined>(undefined); // undefined: not known yet
  const foot = signal<SaveFoot | undefined>(undefined);
  const isSaved = computed(() => isWanted.value ?? known.value?.savedAt !== undefined);
  const tags = tagsModel(needs, act, fail);
  let isBusy = false;

  const page = opened.then((open) => {
    canSave.value = open !== undefined;
    return open;
  });
  let named: Promise<PageNames | undefined> | undefined;

  /** Once, and by then the first rows are painted. */
  function names(): Promise<PageNames | undefined> {
    named ??= page.then(async (open) => {
      if (open === undefined) return undefined;
      const reply = await needs.send('namesOfTab', { tabId: open.id });
      const told: PageNames = { address: open.url, ...(open.title !== undefined && { title: open.title }) };
      return reply.ok && reply.value.address === open.url ? { ...told, ...reply.value } : told;
    });
    return named;
  }

  /** By its address alone at once, then by what the page calls itself. */
  async function look(): Promise<void> {
    const open = await page;
    if (open === undefined) return;
    await read({ address: open.url, title: open.title });
    const called = await names();
    if (known.peek()?.savedAt === undefined && called?.canonical !== undefined) await read(called);
  }

  async function read(called: PageNames): Promise<void> {
    known.value = await needs.reads.known(called).catch(() => known.peek());
    isWanted.value = undefined;
  }

  /** Saves what is not saved; where it is, it says so and never takes it out at once. */
  async function press(): Promise<void> {
    const open = await page;
    if (open === undefined || isBusy) return;
    const there = known.peek();
    if (isSaved.peek()) {
      if (there !== undefined) foot.value = keptFoot(there);
      if (there?.hasCopy === false) await copyNow(open, there);
      return;
    }
    isBusy = true;
    isWanted.value = true;
    await save(open).finally(() => {
      isBusy = false;
    });
  }

  /** Saved without being open, by a link or in a list: now it is, and saving it again brings its copy. */
  async function copyNow(open: OpenPage, { essayId }: KnownPage): Promise<void> {
    const called = (await names()) ?? { address: open.url };
    const reply = await needs.send('saveTab', { tabId: open.id, page: called, from: 'popup' });
    if (!reply.ok) return fail(reply.problem);
    const copied = await needs.send('whenCopied', { essayId });
    if (!copied.ok) fail(copied.problem);
    await read(called);
    changed();
  }

  async function save(open: OpenPage): Promise<void> {
    const called = (await names()) ?? { address: open.url };
    const reply = await needs.send('saveTab', { tabId: open.id, page: called, from: 'popup' });
    if (!reply.ok) {
      isWanted.value = undefined;
      return fail(reply.problem);
    }
    await read(called);
    const there = known.peek();
    tell(say('saidSavedPage'));
    changed();
    if (there?.savedAt === undefined) return;
    if (reply.value !== 'done' && reply.value.wasSaved) {
      foot.value = keptFoot(there);
      return;
    }
    await tags.begin(there.essayId);
    foot.value = { kind: 'just', essayId: there.essayId, fact: say('saidSavedPage') };
    void sayMore(there.essayId);
  }

  /** What became of the copy, as long as the foot is about it. */
  async function sayMore(essayId: EssayId): Promise<void> {
    const reply = await needs.send('whenCopied', { essayId });
    const more = reply.ok ? await moreOf(essayId, reply.value) : undefined;
    if (!reply.ok) fail(reply.problem);
    else if (more !== undefined && foot.peek()?.kind === 'just' && foot.peek()?.essayId === essayId) {
      foot.value = { kind: 'just', essayId, fact: say('saidSavedPage'), more };
    }
    changed();
  }

  async function moreOf(essayId: EssayId, copied: Copied): Promise<string | undefined> {
    if (copied.state !== 'kept') return say('saidSavedPartly');
    if (copied.isPartial) return say('saidSavedCut');
    const [entry] = await needs.reads.entries([essayId]).catch(() => []);
    const minutes = entry && minutesOf(entry.essay);
    return minutes === undefined ? undefined : counted('minutes', minutes);
  }

  function keptFoot({ essayId, savedAt = needs.now(), progress = 0 }: KnownPage): SaveFoot {
    const since = say('keptSince', { day: moment(savedAt, needs.now()) });
    const more = progress > 0 ? say('shareRead', { percent: language().number(Math.round(progress * 100)) }) : undefined;
    return { kind: 'kept', essayId, fact: since, more };
  }

  function act(essayId: EssayId, done: Act): ReturnType<Needs['send']> {
    return needs.send('act', { essayId, act: done, from: 'popup' }) as ReturnType<Needs['send']>; // as: the reply of any message
  }

  async function setSaved(essayId: EssayId, kind: 'save' | 'unsave'): Promise<boolean> {
    isWanted.value = kind === 'save';
    const reply = await act(essayId, { kind });
    const called = await names();
    if (called !== undefined) await read(called);
    else isWanted.value = undefined;
    changed();
    if (!reply.ok) fail(reply.problem);
    return reply.ok;
  }

  /** Takes the whole act back, with the tags that were given in it. */
  async function undo(): Promise<void> {
    const there = foot.peek();
    if (there === undefined) return;
    await tags.takeBack();
    if (await setSaved(there.essayId, 'unsave')) tell(say('undone'));
  }

  async function remove(): Promise<void> {
    const there = foot.peek();
    if (there === undefined || !(await setSaved(there.essayId, 'unsave'))) return;
    tell(say('saidRemoved'), async () => {
      if (await setSaved(there.essayId, 'save')) tell(say('undone'));
    });
  }

  return {
    ...{ foot, isSaved, canSave, tags, look, press, undo, remove },
    readHere: () => {
      const there = foot.peek();
      if (there !== undefined) needs.openReader(there.essayId);
    },
    /** Something else was done, and the foot is about that. */
    clear: () => {
      foot.value = undefined;
    },
  };
}
