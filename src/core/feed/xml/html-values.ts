/** Finds the attribute values of HTML where browsers would: not in text, comments, scripts or a tag that never ends. Builds nothing, decodes nothing. */

/** Elements whose content is text up to their own end tag, whatever stands in it. */
const TEXT_ONLY: ReadonlySet<string> = new Set(['script', 'style', 'title', 'textarea', 'xmp', 'iframe', 'noembed', 'noframes']);
const [SHORTEST_NAME, LONGEST_NAME] = [3, 9]; // of those: xmp and plaintext

const [TAB, LINE, FEED, RETURN, SPACE] = [9, 10, 12, 13, 32];
const [BANG, DOUBLE, SINGLE, SLASH, EQUALS, CLOSE, QUESTION] = [33, 34, 39, 47, 61, 62, 63];

/** Names of attributes that hold one address, in the elements an essay is made of. */
const ADDRESSES: ReadonlySet<string> = new Set(['href', 'src', 'cite', 'poster']);
const [F, C, E, R] = [102, 99, 101, 114];

/**
 * Tells each value that is an address, in order, as offsets into the markup; quotes are left out.
 *
 * Cost    one pass; tags without a `=` are passed over.
 * Source  the tokenization of the HTML Standard, section 13.2.5, where no element is foreign.
 */
export function eachAddress(markup: string, tell: (start: number, end: number) => void): void {
  let equals = markup.indexOf('=');
  for (let at = markup.indexOf('<'); at !== -1; at = markup.indexOf('<', at)) {
    if (equals !== -1 && equals < at) equals = markup.indexOf('=', at);
    if (equals === -1) return;
    const code = markup.charCodeAt(at + 1);
    if (isLetter(code)) at = endOfTag(markup, at, equals, tell);
    else if (code === SLASH || code === QUESTION) at = after(markup, '>', at + 2);
    else at = code === BANG ? endOfDeclaration(markup, at) : at + 1;
    if (at === NEVER) return;
  }
}

/** Whether an address may end here as the name of its attribute: by its last letter, which is soon seen. */
export function mayEndName(code: number): boolean {
  const lower = code | 32;
  return lower === E || lower === F || lower === C || lower === R;
}

const NEVER = -1; // the markup ends first
type Tell = Parameters<typeof eachAddress>[1];

/** After a start tag, and after the content of one that holds only text. `equals`: the next one in the markup. */
function endOfTag(markup: string, at: number, equals: number, tell: Tell): number {
  let nameEnd = at + 2;
  while (nameEnd < markup.length && !endsName(markup.charCodeAt(nameEnd))) nameEnd++;
  const close = markup.indexOf('>', nameEnd);
  if (close === -1) return NEVER;
  const end = equals > close ? close + 1 : endOfAttributes(markup, nameEnd, tell);
  const length = nameEnd - at - 1;
  if (end === NEVER || length < SHORTEST_NAME || length > LONGEST_NAME) return end;
  const name = markup.slice(at + 1, nameEnd).toLowerCase();
  if (name === 'plaintext') return NEVER;
  return TEXT_ONLY.has(name) ? endOfText(markup, end, name) : end;
}

function endOfAttributes(markup: string, from: number, tell: Tell): number {
  let at = from;
  for (;;) {
    while (isSpace(markup.charCodeAt(at)) || markup.charCodeAt(at) === SLASH) at++;
    if (markup.charCodeAt(at) === CLOSE) return at + 1;
    if (at >= markup.length) return NEVER;
    const nameStart = at++; // whatever it is: even a `=` may begin a name
    while (at < markup.length && markup.charCodeAt(at) !== EQUALS && !endsName(markup.charCodeAt(at))) at++;
    const nameEnd = at;
    at = afterSpace(markup, at);
    if (markup.charCodeAt(at) !== EQUALS) continue;
    at = afterSpace(markup, at + 1);
    const quote = markup.charCodeAt(at);
    const isQuoted = quote === DOUBLE || quote === SINGLE;
    const start = isQuoted ? at + 1 : at;
    const end = isQuoted ? markup.indexOf(quote === DOUBLE ? '"' : "'", start) : endOfBare(markup, start);
    if (end === NEVER) return NEVER;
    if (isAddress(markup, nameStart, nameEnd)) tell(start, end);
    at = isQuoted ? end + 1 : end;
  }
}

function isAddress(markup: string, nameStart: number, nameEnd: number): boolean {
  return mayEndName(markup.charCodeAt(nameEnd - 1)) && ADDRESSES.has(markup.slice(nameStart, nameEnd).toLowerCase());
}

function endOfBare(markup: string, from: number): number {
  for (let at = from; at < markup.length; at++) {
    const code = markup.charCodeAt(at);
    if (code === CLOSE || isSpace(code)) return at;
  }
  return NEVER;
}

/** After a comment, a CDATA section or anything else that begins with `<!`. */
function endOfDeclaration(markup: string, at: number): number {
  if (markup.startsWith('<!--', at)) return endOfComment(markup, at + 4);
  if (markup.startsWith('<![CDATA[', at)) return after(markup, ']]>', at + 9);
  return after(markup, '>', at + 2);
}

function endOfComment(markup: string, from: number): number {
  const abrupt = /-?>/y; // <!--> and <!---> are whole comments
  abrupt.lastIndex = from;
  if (abrupt.test(markup)) return abrupt.lastIndex;
  const end = /--!?>/g;
  end.lastIndex = from;
  return end.test(markup) ? end.lastIndex : NEVER;
}

function endOfText(markup: string, from: number, name: string): number {
  for (let at = markup.indexOf('</', from); at !== -1; at = markup.indexOf('</', at + 2)) {
    const nameEnd = at + 2 + name.length;
    if (markup.slice(at + 2, nameEnd).toLowerCase() === name && endsName(markup.charCodeAt(nameEnd))) return after(markup, '>', nameEnd);
  }
  return NEVER;
}

function after(markup: string, ending: string, from: number): number {
  const found = markup.indexOf(ending, from);
  return found === -1 ? NEVER : found + ending.length;
}

function afterSpace(markup: string, from: number): number {
  let at = from;
  while (isSpace(markup.charCodeAt(at))) at++;
  return at;
}

function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

function isSpace(code: number): boolean {
  return code === SPACE || code === LINE || code === TAB || code === RETURN || code === FEED;
}

function endsName(code: number): boolean {
  return code === CLOSE || code === SLASH || isSpace(code);
}
