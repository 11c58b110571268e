/** Puts the bundled index into the library as a welcome, which follows nothing: read → parse → source → essays. Once for each version of Sidelight, or until it has worked. */
import type { Essay, Source } from '../core/essay';
import { readBundle } from '../core/feed/bundle';
import type { Problem, Result } from '../core/problem';

export type Seeding = {
  readonly seededBy: () => Promise<string | undefined>; // the version that seeded last; a new library knows none
  readonly fetchBundle: () => Promise<Result<string>>;
  readonly putSource: (source: Source, isNew: boolean) => Promise<Result<'here' | 'forgotten'>>; // isNew: nothing was ever seeded here; forgotten: the reader wants none of it
  readonly putEssays: (essays: readonly Essay[]) => Promise<Result<{ readonly added: number }>>;
  readonly markSeeded: (version: string) => Promise<Result<unknown>>;
};

type Seeded = { readonly added: number; readonly problems: readonly Problem[] };

const EDITION = 3; // of what seeding does, so that a library seeded by an earlier one is given the rest
const AT_ONCE = 500; // essays a transaction: a worker that is killed loses no more than one

/**
 * Seeding again is safe: essays keep their ids and the moment they were first seen. What could not be put in is tried again next time, and
 * items that cannot be read are told once for each version.
 */
export async function seedLibrary(effects: Seeding, { version, now }: { readonly version: string; readonly now: number }): Promise<Seeded> {
  const seeding = `${version} (${EDITION})`;
  const seededBy = await effects.seededBy();
  if (seededBy === seeding) return { added: 0, problems: [] };
  const text = await effects.fetchBundle();
  const bundle = text.ok ? readBundle(text.value, now) : text;
  if (!bundle.ok) return { added: 0, problems: [bundle.problem] };
  const { source, essays, skipped } = bundle.value;
  const damaged: Problem[] = skipped > 0 ? [{ kind: 'bundle-damaged', kept: essays.length, skipped }] : [];

  let added = 0;
  const stopped = (problem: Problem): Seeded => ({ added, problems: [...damaged, problem] });
  const here = await effects.putSource({ ...source, addedAt: source.addedAt - 1 }, seededBy === undefined); // before its essays: they are news
  if (!here.ok) return stopped(here.problem);
  const wanted = here.value === 'here' ? essays : [];
  for (let i = 0; i < wanted.length; i += AT_ONCE) {
    const put = await effects.putEssays(wanted.slice(i, i + AT_ONCE));
    if (!put.ok) return stopped(put.problem);
    added += put.value.added;
  }
  const marked = await effects.markSeeded(seeding);
  return marked.ok ? { added, problems: damaged } : stopped(marked.problem);
}
