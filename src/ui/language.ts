/** How a language writes numbers, days, distances in time and lists, and which way it runs. Intl knows; this only asks it once. */

export type Language = {
  readonly tag: string; // BCP 47
  readonly direction: 'ltr' | 'rtl';
  readonly number: (value: number) => string;
  readonly plural: (count: number) => Intl.LDMLPluralRule;
  readonly list: (parts: readonly string[]) => string; // "a, b and c"
  readonly day: (at: number) => string; // "5 Feb 2022"
  readonly clock: (at: number) => string; // "18:10", where the reader is
  readonly weekday: (at: number) => string; // "Tuesday", likewise
  readonly yesterday: string;
  readonly dayHere: (at: number) => string; // "5 Feb 2022", the reader's own day and not the one in UTC
  readonly monthHere: (at: number) => string; // "October 2023", likewise
  readonly percent: (share: number) => string; // "41 %"
  readonly distance: (count: number, unit: Intl.RelativeTimeFormatUnit) => string; // "4 minutes ago", "in 3 days"
};

/** Scripts that run from the right: Arabic, Hebrew, Thaana, Syriac, N’Ko, Adlam, Hanifi Rohingya. */
const FROM_THE_RIGHT = /^(Arab|Hebr|Thaa|Syrc|Nkoo|Adlm|Rohg)$/;

/** `words`: what the words are written in. `ui`: the browser's, which stands where it is the same language: it knows the reader's country. */
export function languageOf(words: string, ui: string): Language {
  const tag = baseOf(ui) === baseOf(words) ? ui : words;
  // In UTC: many sources give a bare day, which is stored as midnight UTC and must not become the day before further west.
  const day = once(() => new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }));
  const dayHere = once(() => new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric' }));
  const monthHere = once(() => new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric' }));
  const weekday = once(() => new Intl.DateTimeFormat(tag, { weekday: 'long' }));
  const clock = once(() => new Intl.DateTimeFormat(tag, { timeStyle: 'short' }));
  const number = once(() => new Intl.NumberFormat(tag));
  const percent = once(() => new Intl.NumberFormat(tag, { style: 'percent' }));
  const plurals = once(() => new Intl.PluralRules(tag));
  const list = once(() => new Intl.ListFormat(tag));
  const distance = once(() => new Intl.RelativeTimeFormat(tag));
  const yesterday = once(() => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(-1, 'day'));
  return {
    tag,
    direction: FROM_THE_RIGHT.test(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr',
    number: (value) => number().format(value),
    plural: (count) => plurals().select(count),
    list: (parts) => list().format(parts),
    day: (at) => day().format(at),
    clock: (at) => clock().format(at),
    weekday: (at) => weekday().format(at),
    get yesterday() {
      return yesterday();
    },
    dayHere: (at) => dayHere().format(at),
    monthHere: (at) => monthHere().format(at),
    percent: (share) => percent().format(share),
    distance: (count, unit) => distance().format(count, unit),
  };
}

/** Each is made when it is first needed: all of them at once kept a page that opens from its first words for a frame. */
function once<T extends object | string>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function baseOf(tag: string): string {
  return /^[a-z]+/i.exec(tag)?.[0].toLowerCase() ?? '';
}
