/** What was typed into the search box, read: words, "phrases" and what they are limited to. Total on any text; finds nothing itself. */

/** What `is:` may say. */
export const STATES = ['unread', 'read', 'saved', 'later', 'archived', 'begun', 'highlighted', 'noted'] as const;
export type State = (typeof STATES)[number];

export type Clause =
  | { readonly kind: 'word'; readonly word: string; readonly mayGoOn: boolean } // mayGoOn: nothing stands behind it yet
  | { readonly kind: 'phrase'; readonly words: string }
  | { readonly kind: 'tag' | 'source'; readonly name: string }
  | { readonly kind: 'is'; readonly state: State }
  | { readonly kind: 'before' | 'after'; readonly at: number }; // ms since 1970, UTC: earlier than this, or not

export type Term = { readonly isNot: boolean; readonly clause: Clause };

/** All of the groups must hold, each by any one of its terms. */
export type Query = readonly (readonly Term[])[];

const MOST_CHARS = 1_000; // that are typed or pasted
const MOST_TERMS = 64;
const TOKEN = /(-?)(?:(tag|source|is|before|after):)?(?:"([^"]*)(?:"|$)|([^\s"]+))/giu;
const QUOTES = /[“”„«»]/gu; // as keyboards and pages write them
const OR = /^(?:or|\|)$/i;

/**
 * Reads what was typed: every word must be there, `or` between two takes either, `-` before one keeps it out, quotes keep words together, and
 * `tag:` `source:` `is:` `before:` `after:` limit. What reads as none of these is a word.
 */
export function readQuery(typed: string): Query {
  const text = typed.slice(0, MOST_CHARS).replace(QUOTES, '"');
  const groups: Term[][] = [];
  let isEither = false;
  const tokens = [...text.matchAll(TOKEN)].slice(0, MOST_TERMS);
  for (const [place, token] of tokens.entries()) {
    if (OR.test(token[0]) && place > 0 && place + 1 < tokens.length) {
      isEither = groups.length > 0;
      continue;
    }
    const term = termOf(token, token.index + token[0].length === typed.length);
    const last = groups.at(-1);
    if (term !== undefined && isEither && last !== undefined) last.push(term);
    else if (term !== undefined) groups.push([term]);
    if (term !== undefined) isEither = false;
  }
  return groups;
}

function termOf([whole, minus, operator, quoted, bare = '']: RegExpExecArray, isLast: boolean): Term | undefined {
  const isNot = minus === '-';
  const value = quoted ?? bare;
  const limit = operator === undefined ? undefined : limitOf(operator.toLowerCase(), value.trim());
  if (limit !== undefined) return { isNot, clause: limit };
  if (operator === undefined && quoted !== undefined)
    return quoted.trim() === '' ? undefined : { isNot, clause: { kind: 'phrase', words: quoted.trim() } };
  const word = (isNot ? whole.slice(1) : whole).replaceAll('"', '');
  return /[\p{L}\p{N}]/u.test(word)
    ? { isNot, clause: { kind: 'word', word, mayGoOn: isLast && !isNot && quoted === undefined } }
    : undefined;
}

function limitOf(operator: string, value: string): Clause | undefined {
  if (value === '') return undefined;
  switch (operator) {
    case 'tag':
    case 'source':
      return { kind: operator, name: value };
    case 'is': {
      const state = STATES.find((each) => each === value.toLowerCase());
      return state && { kind: 'is', state };
    }
    default: {
      const at = dayOf(value);
      return at === undefined ? undefined : { kind: operator === 'before' ? 'before' : 'after', at };
    }
  }
}

/** The beginning of a year, a month or a day. Units  ms since 1970, UTC. */
function dayOf(value: string): number | undefined {
  const found = /^(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?$/.exec(value);
  if (found === null) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1)];
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day); // Date.UTC takes years below 100 for others
  const isThere = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isThere ? at.getTime() : undefined;
}

/** The words and phrases that are looked for, not those that are kept out. */
export function soughtIn(query: Query): readonly Extract<Clause, { kind: 'word' | 'phrase' }>[] {
  return query.flatMap((group) =>
    group.flatMap(({ isNot, clause }) => (!isNot && (clause.kind === 'word' || clause.kind === 'phrase') ? clause : [])),
  );
}

/** The same with any of its words enough; what it is limited to stays. */
export function withAny(query: Query): Query {
  const isSought = ({ isNot, clause }: Term): boolean => !isNot && (clause.kind === 'word' || clause.kind === 'phrase');
  const sought = query.filter((group) => group.some(isSought));
  const others = query.filter((group) => !group.some(isSought));
  return sought.length < 2 ? query : [sought.flat(), ...others];
}

/** A value as it must be typed behind an operator. */
export function quoted(value: string): string {
  return /[\s"]/.test(value) ? `"${value.replaceAll('"', ' ')}"` : value;
}
