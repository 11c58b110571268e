/** The tags that are given to what was just saved: typed, completed from those in use, taken off again. */
import { computed, signal } from '@preact/signals';
import type { EssayId } from '../../core/essay';
import type { Act } from '../../core/library/marks';
import type { Problem, Result } from '../../core/problem';
import { MOST_TAG_CHARS } from '../../messages/readers';
import type { Needs } from './needs';

type Perform = (essayId: EssayId, act: Act) => Promise<Result<unknown>>;

export type Tags = ReturnType<typeof tagsModel>;

export function tagsModel({ reads }: Pick<Needs, 'reads'>, perform: Perform, fail: (problem: Problem) => void) {
  const given = signal<readonly string[]>([]); // in this act, in the order they came
  const typed = signal('');
  const inUse = signal<readonly string[]>([]); // the most used first
  let essay: EssayId | undefined;

  /** What Tab would make of what is typed. A tag that was given already is no offer. */
  const offered = computed(() => {
    const begun = folded(typed.value.trimStart());
    return begun === ''
      ? undefined
      : inUse.value.find((tag) => folded(tag).startsWith(begun) && folded(tag) !== begun && !given.value.includes(tag));
  });

  async function begin(id: EssayId): Promise<void> {
    essay = id;
    given.value = [];
    typed.value = '';
    inUse.value = await reads.tags().catch(() => []);
  }

  /** Commas part tags: what stands before one is given at once. */
  function type(text: string): void {
    const parts = text.split(',');
    typed.value = (parts.pop() ?? '').slice(0, MOST_TAG_CHARS);
    for (const part of parts) void give(part);
  }

  /** As it is written elsewhere, where it is: capital letters make no other tag. */
  async function give(text: string): Promise<void> {
    const plain = text.replace(/\s+/g, ' ').trim().slice(0, MOST_TAG_CHARS).trim();
    const tag = inUse.peek().find((each) => folded(each) === folded(plain)) ?? plain;
    if (tag === '' || essay === undefined || given.peek().includes(tag)) return;
    given.value = [...given.peek(), tag];
    const reply = await perform(essay, { kind: 'tag', tag });
    if (reply.ok) return;
    given.value = given.peek().filter((each) => each !== tag);
    fail(reply.problem);
  }

  async function take(tag: string): Promise<void> {
    if (essay === undefined) return;
    given.value = given.peek().filter((each) => each !== tag);
    const reply = await perform(essay, { kind: 'untag', tag });
    if (!reply.ok) fail(reply.problem);
  }

  function done(): void {
    const text = typed.peek();
    typed.value = '';
    void give(text);
  }

  return {
    ...{ given, typed, offered, begin, type, take, done },
    /** Tab: what is offered is given. False where nothing is. */
    complete(): boolean {
      const tag = offered.peek();
      if (tag === undefined) return false;
      typed.value = '';
      void give(tag);
      return true;
    },
    /** Backspace before the first letter takes the last one off. */
    async takeLast(): Promise<void> {
      const last = given.peek().at(-1);
      if (last !== undefined) await take(last);
    },
    async takeBack(): Promise<void> {
      for (const tag of given.peek()) await take(tag);
    },
  };
}

/** Accents and capital letters make no other tag. */
const folded = (tag: string): string =>
  tag
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
