/** Cuts a text where a reader would. Stands apart from plain-text.ts so that a page which only shows essays loads no parser of markup. */

/** At a word's end where there is one near, else between two characters as people count them. */
export function shortened(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const head = text.slice(0, maxChars - 1);
  const space = head.lastIndexOf(' ');
  return `${space > maxChars / 2 ? head.slice(0, space) : withoutHalf(head)}…`;
}

/** Takes off a character that the cut may have halved: the last of its segments. */
function withoutHalf(head: string): string {
  const whole = head.replace(/[\ud800-\udbff]$/, '');
  const tail = whole.slice(-64);
  const last = [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(tail)].at(-1);
  return whole.slice(0, whole.length - tail.length + (last?.index ?? tail.length));
}
