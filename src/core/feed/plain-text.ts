/** Markup → plain text without a document: what titles, summaries and the index are made of. Makes no markup and keeps no hidden text. */
import { Parser } from 'htmlparser2';
import { shortened } from '../text/shortened';
import type { Markup } from './parsed';
import { drained, type Steps } from './steps';

const SILENT: ReadonlySet<string> = new Set(
  'script style noscript template iframe object embed svg math select textarea head title audio video canvas'.split(' '),
);
/** Elements that begin a line of their own. */
export const BLOCK: ReadonlySet<string> = new Set(
  [
    'address article aside blockquote br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6',
    'header hr legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul',
  ].flatMap((names) => names.split(' ')),
);
/** In a title, `<` opens a tag only where HTML has an element of that name: "Why <T> matters" is about T. */
const TITLE_TAG =
  /<(?:\/?(a|abbr|acronym|b|bdi|bdo|big|br|cite|code|data|del|dfn|div|em|font|h[1-6]|i|img|ins|kbd|mark|p|q|s|samp|script|small|span|strike|strong|style|sub|sup|svg|time|tt|u|var|wbr)(?=[\s/>])([^<>]*))?/gi;
const WITHOUT_END: ReadonlySet<string> = new Set(['br', 'img', 'wbr', 'p']);
/** What attributes look like: "x<b and c>d" has a `<b` and none. */
const ATTRIBUTES = /^\s*\/?$|^\s+[\w:-]+\s*=/;
const MAX_MARKUP_CHARS = 1_500_000; // past this a text is no essay
const STEP_CHARS = 32_768; // of markup: two or three milliseconds of work

/** Running text, blocks separated by a newline, white space folded. Text that scripts, styles and hidden elements hold is left out. */
export function plainText(markup: Markup, maxChars = Number.POSITIVE_INFINITY): string {
  return drained(plainTextSteps(markup, maxChars));
}

/** The same in steps. */
export function* plainTextSteps(markup: Markup, maxChars: number): Steps<string> {
  const source = markup.slice(0, MAX_MARKUP_CHARS);
  const text = /[<&]/.test(source) ? yield* textSteps(source, maxChars) : source;
  if (text.length > STEP_CHARS) yield;
  return shortened(
    cleaned(text)
      .replace(/ *\n[ \n]*/g, '\n')
      .trim(),
    maxChars,
  );
}

/** One line. */
export function plainTitle(markup: Markup, maxChars: number): string {
  return plainText(titleMarkup(markup.slice(0, maxChars * 8)), maxChars).replace(/\n/g, ' ');
}

/** A tag that is left open hides nothing of a title: what looks like one of a silent element, or has no attributes, is text. */
function titleMarkup(markup: Markup): Markup {
  if (!markup.includes('<')) return markup;
  const closed = new Set([...markup.matchAll(/<\/([a-z]\w*)\s*>/gi)].map((tag) => (tag[1] ?? '').toLowerCase()));
  return markup.replace(TITLE_TAG, (whole, name: string | undefined, attributes: string | undefined) => {
    const lower = (name ?? '').toLowerCase();
    const isEnd = whole.startsWith('</');
    const isTag = closed.has(lower) || WITHOUT_END.has(lower) || (!SILENT.has(lower) && ATTRIBUTES.test(attributes ?? 'x'));
    return name !== undefined && (isEnd || isTag) ? whole : `&lt;${whole.slice(1)}`;
  });
}

function* textSteps(markup: Markup, maxChars: number): Steps<string> {
  const parts: string[] = [];
  let chars = 0;
  let silent = 0; // how many elements deep inside one whose text is not read
  let depth = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      depth++;
      if (silent === 0 && (SILENT.has(name) || isHidden(attributes))) silent = depth;
      if (BLOCK.has(name)) parts.push('\n');
    },
    onclosetag(name) {
      if (silent === depth) silent = 0;
      depth--;
      if (BLOCK.has(name)) parts.push('\n');
    },
    ontext(text) {
      if (silent > 0 || chars > maxChars * 4) return; // white space folds: four times as much is plenty
      parts.push(text.replace(/[\n\t\r]/g, ' '));
      chars += text.length;
    },
  });
  for (let from = 0; from < markup.length && chars <= maxChars * 4; from += STEP_CHARS) {
    if (from > 0) yield;
    parser.write(markup.slice(from, from + STEP_CHARS));
  }
  parser.end();
  return parts.join('');
}

const HIDDEN_STYLE =
  /display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?![.\d]*[1-9])|(?:left|top|text-indent)\s*:\s*-\d{3}/i;

/** Hidden by the element itself; what a style sheet hides is not known here. */
export function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  return 'hidden' in attributes || attributes['aria-hidden'] === 'true' || HIDDEN_STYLE.test(attributes['style'] ?? '');
}

/** Controls, direction overrides and invisible tag letters out (a flag's letters stay), lone surrogates mended, spaces folded. */
function cleaned(text: string): string {
  return withoutInvisible(text)
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\t\r\f\v]/g, ' ')
    .replace(/(?!\n)[\p{Cc}\p{Noncharacter_Code_Point}\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/(\u{1F3F4}[\u{E0020}-\u{E007F}]{1,8})|[\u{E0000}-\u{E007F}]+/gu, (_whole, flag: string | undefined) => flag ?? '')
    .replace(/[^\S\n]{2,}|[^\S\n ]/g, ' ');
}

/** Letters that nobody sees and a search stumbles over: soft hyphens, invisible operators and separators, fillers, variation marks upon variation marks. */
const INVISIBLE =
  /\u00ad|\u034f|\u061c|[\u115f\u1160\u3164\uffa0]|\u17b4|\u17b5|[\u180b-\u180f]|[\u2061-\u2064\u206a-\u206f]|(?<![\p{Extended_Pictographic}\p{Emoji}\p{Script=Han}])\p{Variation_Selector}+|(?<=\p{Variation_Selector})\p{Variation_Selector}+/gu;
const JOINER = /\u200c|\u200d/g;
/** A quick look for any of them: nearly every text has none. */
const MAY_BE_INVISIBLE =
  /\u00ad|\u034f|\u061c|[\u115f\u1160\u3164\uffa0]|\u17b4|\u17b5|[\u180b-\u180f]|\u200c|\u200d|[\u2061-\u2064\u206a-\u206f]|\p{Variation_Selector}/u;
/** Scripts in which the joiners say how a letter is written. */
const JOINING =
  /\ufe0f|[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;

function withoutInvisible(text: string): string {
  if (!MAY_BE_INVISIBLE.test(text)) return text;
  return text.replace(INVISIBLE, '').replace(JOINER, (joiner, at: number, whole: string) => (isJoining(whole, at) ? joiner : ''));
}

/** Between what it joins a joiner is part of the writing; anywhere else it is an invisible letter. */
function isJoining(text: string, at: number): boolean {
  const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
  return JOINING.test(before);
}
