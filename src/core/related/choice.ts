/** What is shown beside a page: the one rule of silence, for the product, the terminal and whatever measures them. Marks nothing. */
import { canonicalAddress } from '../address';
import type { Essay, EssayId, TextFacts } from '../essay';
import { type Accepts, indexedEssay, type Near, spokenBy, type TermIndex } from '../index/term-index';
import { isRefused, isSilenced } from '../library/fold';
import type { Marks } from '../library/marks';
import type { PageText } from '../page';
import { mayBeSameLanguage, type Spoken, spokenIn } from '../text/language';
import { commonIn } from './everyday';
import { isLikeness, isNear, type Likeness, likenessOf } from './likeness';
import { isNearCopy, type Original, originalOf } from './near-copy';
import { isShownThere } from './own-site';
import { type PageTerm, pageTerms } from './page-terms';
import type { Ranking } from './rank';
import { LOOKED_AT, type Looked, lookTwice, type TitlesOf } from './second-look';
import { MAX_ESSAYS, standingOf, threshold } from './silence';
import { spread } from './spread';
import { headOf, nearestStretch, type Stretches, stretchesOf, titleNamed } from './stretch';
import type { Rarities } from './weights';

export type Described = {
  readonly essay: Essay & Partial<TextFacts>; // with facts of a text where the text itself was not asked for
  readonly marks: Marks;
  readonly sourceTitle: string;
  readonly demands?: number; // so many times the line it must stand above: of a source of which less is wanted; 1 where absent
};

/** Essays as lists show them, or with their texts, which is asked for few. One that is gone is left out. */
export type Describe = (found: readonly Pick<Near, 'id' | 'docId'>[], how: 'listed' | 'whole') => Promise<ReadonlyMap<EssayId, Described>>;

export type Shown = { readonly looked: Looked; readonly described: Described; readonly standing: number }; // as silence.ts counts
type Choice = { readonly shown: readonly Shown[]; readonly rarities: Rarities }; // shown: best first; none is silence

/** A last look at what would be shown, for whatever can tell more than words do: it may take away, and adds nothing. */
type Veto = (page: Page, shown: readonly Shown[]) => Promise<readonly Shown[]>;

type Page = Omit<PageText, 'sentences'>;
type Hope = {
  readonly looked: Looked;
  readonly described: Described;
  readonly standing: () => number | undefined; // undefined: only its text can tell
  readonly standingWhole: (whole: Described) => number | undefined;
};
type Found = Pick<Ranking, 'rarities' | 'stuffed'> & { readonly hopes: readonly Hope[] };

/**
 * The essays that are worth a reader's look beside `page`, three at most. The same page and library give the same choice.
 *
 * Errors  Damaged.
 */
export async function choose(
  page: Page,
  index: TermIndex,
  describe: Describe,
  terms: readonly PageTerm[] = pageTerms(page),
  veto: Veto = async (_page, shown) => shown,
): Promise<Choice> {
  const spoken = spokenIn(page.text, page.language);
  const asked = { terms, page, spoken, standing: standingAmong(page, terms, spoken) };
  const { hopes, rarities } = await hopesOf(asked, index, describe);
  const placed = ({ described: { essay, marks } }: Hope) => ({ source: essay.sourceId, isSaved: marks.saved?.[0] === true });
  const best = spread(hopes, placed, ({ standing }) => standing() !== 0);
  const chosen = await firstThree(best, asked, describe);
  const placeOf = new Map(hopes.map(({ looked }, place) => [looked.id, place]));
  const shown = chosen.toSorted((a, b) => (placeOf.get(a.looked.id) ?? 0) - (placeOf.get(b.looked.id) ?? 0));
  return { shown: await veto(page, shown), rarities };
}

type Asked = { readonly page: Page; readonly terms: readonly PageTerm[]; readonly spoken: Spoken; readonly standing: Standing };

/**
 * Those that may pass, best first. Beside a source that says all words of the page, the others are looked for as though it were not there: it decides
 * neither what is common, nor what is long, nor how large the library is. What it has itself comes last, and as the whole library sees it.
 */
async function hopesOf(asked: Asked, index: TermIndex, describe: Describe): Promise<Found> {
  const all = await lookAgain(asked, index, describe);
  const others = all.stuffed === undefined ? undefined : await index.without?.(all.stuffed);
  if (others === undefined) return all;
  const heard = await lookAgain(asked, others, describe);
  const own = all.hopes.filter(({ described: { essay } }) => essay.sourceId === all.stuffed);
  return { ...heard, hopes: [...heard.hopes, ...own] };
}

/** Where one source fills all places that are looked at, the others are looked for behind it. */
async function lookAgain(asked: Asked, index: TermIndex, describe: Describe): Promise<Found> {
  const first = await lookFor(asked, index, describe);
  if (first.looked < LOOKED_AT - 1 || index.besides === undefined) return first; // - 1: the page itself
  const only = onlySource(first.hopes);
  if (only === undefined) return first;
  const others = await index.besides(only);
  if (others === undefined) return first;
  const behind = await lookFor(asked, index, describe, others);
  return { ...first, hopes: [...first.hopes, ...behind.hopes] };
}

/** The source of all that pass as far as lists tell. */
function onlySource(hopes: readonly Hope[]): string | undefined {
  let only: string | undefined;
  for (const { described, standing } of hopes) {
    const { sourceId } = described.essay;
    if (sourceId === only || standing() === 0) continue;
    if (only !== undefined) return undefined;
    only = sourceId;
  }
  return only;
}

async function lookFor(
  { page, terms, spoken: { language, script }, standing }: Asked,
  index: TermIndex,
  describe: Describe,
  accepts?: Accepts,
): Promise<Found & { readonly looked: number }> {
  const here = canonicalAddress(page.url);
  const likeness = once(() => likenessOf(terms));
  let known: ReadonlyMap<EssayId, Described> = new Map();
  const titlesOf: TitlesOf = async (essays) => {
    known = await describe(essays, 'listed');
    known = new Map([...known].filter(([, described]) => isWelcome(described, here, likeness)));
    return new Map([...known].map(([id, { essay }]) => [id, essay.title]));
  };
  const { looked, ...told } = await lookTwice(index, terms, titlesOf, {
    least: threshold(index.live, language, script),
    language,
    accepts,
  });
  const hopes = looked.flatMap((one): Hope[] => {
    const described = known.get(one.id);
    if (described === undefined) return [];
    const standingAs = (known: Described) => standing(one, known, index.live);
    return [{ looked: one, described, standing: once(() => standingAs(described)), standingWhole: standingAs }];
  });
  return { hopes, ...told, looked: looked.length };
}

type Standing = (looked: Looked, described: Described, essays: number) => number | undefined;

/** Worked out when it is first asked for: of most that are found nobody asks. */
function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: work() };
    return done.value;
  };
}

/** The page is cut into stretches when first asked: on most pages nothing comes so far. */
function standingAmong(page: Page, terms: readonly PageTerm[], { language, script }: Spoken): Standing {
  let stretches: Stretches | undefined;
  return ({ score, shared }, { essay, demands = 1 }, essays) => {
    const isKnownWhole = essay.text !== undefined || essay.textLetters !== undefined;
    const head = headOf(essay, language);
    if (head === undefined) return undefined;
    stretches ??= stretchesOf(terms, page.title, commonIn(language), language);
    const knownAs = isKnownWhole ? 'text' : 'summary';
    const evidence = { score, stretch: nearestStretch(stretches, head), named: titleNamed(stretches, shared), knownAs } as const;
    const standing = standingOf(evidence, essays, language, script) / demands;
    return standing >= 1 ? standing : 0;
  };
}

/** The first three that neither are in another language, nor shown by the page itself, nor one of the three again from another source. */
async function firstThree(best: Iterator<Hope>, { page, terms, spoken }: Asked, describe: Describe): Promise<readonly Shown[]> {
  const shown: Shown[] = [];
  let original: Original | undefined;
  while (shown.length < MAX_ESSAYS) {
    const next = taken(best, MAX_ESSAYS);
    if (next.length === 0) break;
    original ??= originalOf(terms, page.title);
    const whole = await describe(
      next.map(({ looked }) => looked),
      'whole',
    );
    for (const { looked, standing, standingWhole } of next) {
      const described = whole.get(looked.id);
      if (described === undefined || shown.some((other) => isTwin(other.described, described))) continue;
      if (isNearCopy(original, described.essay, spoken.language, looked.shared) || isShownThere(page, described.essay)) continue;
      if (!mayBeSameLanguage(spoken, spokenBy(indexedEssay(described.essay)))) continue;
      const stands = standing() ?? standingWhole(described) ?? 0;
      if (stands > 0) shown.push({ looked, described, standing: stands });
    }
  }
  return shown.slice(0, MAX_ESSAYS);
}

function taken<T>(from: Iterator<T>, count: number): readonly T[] {
  const some: T[] = [];
  for (let next = from.next(); next.done !== true; next = from.next()) if (some.push(next.value) === count) break;
  return some;
}

/** Neither the page itself, nor refused there, on a near copy of it, or for good. */
function isWelcome({ essay, marks }: Described, here: string | undefined, likeness: () => Likeness | undefined): boolean {
  if (isSilenced(marks)) return false;
  if (here === undefined) return true;
  return canonicalAddress(essay.url) !== here && !isRefused(marks, here) && !isRefusedOnCopy(marks, likeness);
}

function isRefusedOnCopy({ refused = {} }: Marks, likeness: () => Likeness | undefined): boolean {
  return Object.entries(refused).some(([page, [isRefusedThere]]) => {
    if (!isRefusedThere || !isLikeness(page)) return false;
    const here = likeness();
    return here !== undefined && isNear(page, here);
  });
}

function isTwin({ essay: one }: Described, { essay: other }: Described): boolean {
  return one.title === other.title && canonicalAddress(one.url) === canonicalAddress(other.url);
}
