/** Lines that a publishing tool puts around an essay: "The post … appeared first on …", "Thanks for reading". Known by what they are made of. */

const MAX_FOOTER_CHARS = 60; // of a footer, besides the two names in it
const MAX_SITE_CHARS = 60;
const MAX_LINE_CHARS = 240; // what is longer was written by somebody
/** "First" as the footer of the most used tool says it in the languages that it speaks. */
const FIRST =
  /\b(?:first|zuerst|premier|primero|primeiro|primo|prima|eerst|först|først|pierwszy|poprvé|ensimmäise|először|ilk|pertama)|впервые|сначала|вперше|最初|首先|먼저|처음|أولا/i;
/** The end of an excerpt: a link to the rest, with the post's title in it. */
const GOES_ON = /\s(?:continue|keep) reading\b/i;
/** Said of a link that a reader shared: nothing is told but where others speak of it. */
const POINTERS: readonly RegExp[] = [
  /^submitted by\s+\/?u\/\S+(?:\s+to\s+\/?r\/\S+)?$/i,
  /^\[link\]\s*\[comments\]$/i,
  /^(?:view )?comments$/i,
];
const EDGE_LINES = 3; // such lines stand at the end, and at the beginning
/** Said by newsletters and buttons in so many words; each a whole line. */
const SAID: readonly RegExp[] = [
  /^thanks (?:so much )?for reading\b.*(?:subscribe|share|support|free|paid|posts?|!)/i,
  /^(?:subscribe|sign up|upgrade)(?: now)?(?: for free)?(?: to| today|$|\.|!)/i,
  /^(?:share|leave a comment|read more|continue reading|keep reading|view comments?|comments?)(?: this post)?\W{0,4}$/i,
  /^this (?:post|episode) is (?:public|free),? so (?:feel free to|please) share it/i,
  ...POINTERS,
  /\bwas originally published (?:in|on)\b.{1,120}\bcontinuing the conversation\b/i,
  /^\S.{0,80} is a reader-supported publication\b/i,
];

/** The text without them. A text of nothing else stays as it is, unless it only points elsewhere. */
export function withoutBoilerplate(text: string, { title, site }: { readonly title: string; readonly site: string }): string {
  const lines = text.split('\n');
  const isEdge = (at: number) => at < EDGE_LINES || at >= lines.length - EDGE_LINES;
  const kept = lines.filter((line, at) => !(isEdge(at) && isBoilerplate(line, at === lines.length - 1, title, site)));
  if (kept.length === 0) return lines.every((line) => POINTERS.some((pattern) => pattern.test(line))) ? '' : text;
  const last = kept.at(-1) ?? '';
  const ended = withoutGoingOn(last, title);
  return kept.length === lines.length && ended === last ? text : [...kept.slice(0, -1), ended].join('\n');
}

function withoutGoingOn(line: string, title: string): string {
  const found = GOES_ON.exec(line);
  if (found === null || found.index === 0) return line;
  const rest = line.slice(found.index + found[0].length).replace(title, '');
  return /[\p{L}\p{N}]/u.test(rest) ? line : line.slice(0, found.index);
}

function isBoilerplate(line: string, isLast: boolean, title: string, site: string): boolean {
  if (line.length > MAX_LINE_CHARS + title.length + site.length) return false;
  return SAID.some((pattern) => pattern.test(line)) || (isLast && isFooter(line, title, site));
}

/** A last line that holds the post's title, and besides it a site's name or the word for "first", and little more. */
function isFooter(line: string, title: string, site: string): boolean {
  const at = title === '' ? -1 : line.indexOf(title);
  if (at < 0) return false;
  const rest = line.slice(0, at) + line.slice(at + title.length);
  const hasSite = site !== '' && line.indexOf(site, at + title.length) >= 0;
  if (hasSite) return rest.length - site.length >= 2 && rest.length - site.length <= MAX_FOOTER_CHARS;
  return rest.length <= MAX_FOOTER_CHARS + MAX_SITE_CHARS && FIRST.test(rest);
}
