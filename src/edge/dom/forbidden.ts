/**
 * What nothing is marked beside: a password, a code, a card number, an editor, a letter being written. Looked for everywhere on a page, in closed roots and
 * in frames of its own site too, apart from what is read of it. Reads nothing that was typed, changes nothing.
 */
import {
  allWithin,
  attributeOf,
  bodyOf,
  boxOfElement,
  closest,
  DOCUMENT,
  designModeOf,
  documentOf,
  ELEMENT,
  isConnected,
  isVisible,
  localName,
  matches,
  nodeType,
  parentOf,
  rootOf,
  styleOf,
  visibilityOf,
  windowOf,
} from './native';
import { anyShadowRoot, holdersWithin, mayHostShadow } from './roots';
import { sightIn } from './sight';
import { type Breathe, slices } from './slices';

export type Forbidden = 'password' | 'editor';

type Guard = {
  /** Everything that stands there by now, in slices. From the first look on changes are told. */
  readonly look: (breathe?: Breathe) => Promise<Forbidden | undefined>;
  readonly rest: () => void; // until the next look
};

/** Parts of names; for a blank, nothing, - or _. "otp" and "mfa" alone are in footpath and formfactor. */
const NAMES =
  'passw|passcode|cvc|cvv|verif|totp|2fa|otp-|otp_|-otp|_otp|one time|two fa|mfa code|auth code|sms code|security code|card num|cc num|credit card'
    .split('|')
    .flatMap((name) => ['', '-', '_'].map((between) => name.replace(' ', between)));
const TOKENS = ['current-password', 'new-password', 'one-time-code'];
/** Said by its kind, by what the browser may fill in, or by its name: a field shown as text has no other sign. */
const SECRET = [
  'input[type="password" i]',
  ...TOKENS.map((token) => `[autocomplete~="${token}" i]`),
  ...['^="', '*=" '].map((at) => `[autocomplete${at}cc-" i]`),
  `input:not([type="checkbox" i],[type="button" i],[type="submit" i],[type="search" i],[type="radio" i]):is([maxlength="1"],${['name', 'id'].flatMap((by) => [`[${by}="otp" i]`, `[${by}="pin" i]`, ...NAMES.map((name) => `[${by}*="${name}" i]`)]).join()})`,
].join();
const CODE_EDITORS = '.monaco-editor,.CodeMirror,.cm-editor,.ace_editor';
/** A link that says it is edited is there to be copied. */
const FIELDS = `${SECRET},[contenteditable]:not(a,[contenteditable="false" i]),[role="textbox" i]:not(input),textarea:not([readonly],[disabled])`;
/** Whatever FIELDS may fit. Asked first: on a page of 60,000 elements the long question alone would take too long at once. */
const MAY_FIT = 'input,select,textarea,[contenteditable],[role="textbox" i]';
/** A box for these stands empty below many an article. */
const LETS_SPEAK = /comment|respond|feedback|contact|captcha|search/i;

const FRAMES = /^i?frame$|^object$/;

const CUTS = /hidden|clip/;
const LIFTS = /absolute|fixed/;

const LOOK_MS = 500;
const SEARCH_MS = 2_000; // what a page does without a change that can be heard: a root that comes late, a frame that loads, design mode
const SEARCH_SHARE = 30; // a search that took longer waits so many times as long for the next
const MAX_ADDED = 2_000; // more than so many new nodes, and all is searched
const NODES_PER_LOOK = 64;
const TINY_PX = 1;
const LINE_PX = 16; // an editor without a word in it has no height in Firefox

type Root = Document | ShadowRoot;

export function openGuard(document: Document, changed: (now: Forbidden | undefined) => void): Guard {
  const fields = new Set<Element>();
  const secrets = new WeakSet<Element>(); // shown as text they still are
  const observer = new MutationObserver(heard);
  let roots = new Set<Root>();
  let added: Node[] = [];
  let timer: ReturnType<typeof setInterval> | undefined; // while awake
  let looking: Promise<unknown> = Promise.resolve();
  let isLooking = false;
  let told: Forbidden | undefined;
  let nextSearchAt = 0;

  function heard(records: readonly MutationRecord[]): void {
    for (const { type, target, addedNodes } of records) {
      const nodes = type === 'attributes' ? [target] : addedNodes;
      if (added.length + nodes.length > MAX_ADDED) {
        nextSearchAt = Math.min(nextSearchAt, performance.now() + LOOK_MS);
        return;
      }
      added.push(...nodes);
    }
  }

  /** All that lies in a root or under an element, and in the roots and frames there. */
  async function gather(from: Root | Element, breathe: Breathe): Promise<void> {
    const inside = [from];
    for (const each of inside) {
      if (!isAlive(each)) continue;
      if (isElement(each)) {
        note(each);
        enter(each);
      } else {
        roots.add(each);
        observer.observe(each, { childList: true, subtree: true, attributeFilter: ['type', 'autocomplete', 'contenteditable', 'role'] });
      }
      await all(allWithin(each, MAY_FIT), note);
      if (!isAlive(each)) continue;
      for (const holders of holdersWithin(each)) await all(holders, enter);
    }

    async function all(elements: ArrayLike<Element>, act: (element: Element) => void): Promise<void> {
      let mayBeGone = false; // nobody else has had a turn yet
      const { length } = elements;
      for (let i = 0; i < length; i += 1) {
        const element = elements[i] as Element; // as: below its length
        if (!mayBeGone || isAlive(element)) act(element);
        const pause = i % NODES_PER_LOOK === 0 ? breathe() : undefined;
        if (pause === undefined) continue;
        await pause;
        mayBeGone = true;
      }
    }

    function enter(holder: Element): void {
      const root = rootIn(holder);
      if (root && !roots.has(root)) inside.push(root);
    }
  }

  function note(field: Element): void {
    if (!matches(field, FIELDS)) return;
    fields.add(field);
    if (matches(field, SECRET)) secrets.add(field);
  }

  async function search(breathe: Breathe): Promise<void> {
    const startedAt = performance.now();
    observer.disconnect();
    added = [];
    roots = new Set();
    await gather(document, breathe);
    nextSearchAt = performance.now() + Math.max(SEARCH_MS, (performance.now() - startedAt) * SEARCH_SHARE);
  }

  async function lookOnce(breathe: Breathe): Promise<Forbidden | undefined> {
    isLooking = true;
    try {
      heard(observer.takeRecords());
      if (performance.now() >= nextSearchAt) await search(breathe);
      const news = new Set(added);
      added = [];
      for (const node of news) if (isAlive(node) && isElement(node)) await gather(node, breathe);
    } finally {
      isLooking = false;
    }
    told = now();
    return told;
  }

  function look(breathe: Breathe = slices()): Promise<Forbidden | undefined> {
    if (timer === undefined) {
      timer = setInterval(() => void tell(), LOOK_MS);
      window.addEventListener('focusin', focused, true);
    }
    const found = looking.then(() => lookOnce(breathe));
    looking = found.catch(() => {});
    return found;
  }

  async function tell(): Promise<void> {
    if (isLooking || visibilityOf(document) !== 'visible') return;
    const before = told;
    const found = await look();
    if (timer !== undefined && found !== before) changed(found);
  }

  function now(): Forbidden | undefined {
    let found: Forbidden | undefined;
    for (const field of fields) {
      if (!isAlive(field)) fields.delete(field);
      else {
        const kind = secrets.has(field) ? 'password' : matches(field, FIELDS) && isWritten(field) ? 'editor' : undefined;
        if (kind !== undefined && kind !== found && isSeen(closest(field, CODE_EDITORS) ?? field)) found = kind;
        if (found === 'password') return found;
      }
    }
    return found ?? ([...roots].some((root) => isAlive(root) && isDesigned(root)) ? 'editor' : undefined);
  }

  /** Somebody is in it: what can not be heard otherwise is looked at now. */
  function focused({ isTrusted, target }: Event): void {
    if (!isTrusted) return;
    added.push(target as Node); // as: nothing else is focused
    void tell();
  }

  return {
    look,
    rest() {
      clearInterval(timer);
      timer = undefined;
      window.removeEventListener('focusin', focused, true);
      nextSearchAt = 0;
      void looking.then(() => {
        if (timer !== undefined) return;
        observer.disconnect();
        nextSearchAt = 0; // a look was under way
      });
    },
  };
}

/** What stood in a frame is dead in Firefox once the frame is gone, and throws whatever it is asked. */
function isAlive(node: Node): boolean {
  try {
    return isConnected(node);
  } catch {
    return false;
  }
}

function isElement(node: Node): node is Element {
  return nodeType(node) === ELEMENT;
}

/** Null for frames of other sites. Asked of every element that may hold one. */
function rootIn(holder: Element): Root | null | undefined {
  const name = localName(holder);
  if (mayHostShadow(name)) return anyShadowRoot(holder);
  return FRAMES.test(name) ? (holder as HTMLIFrameElement).contentDocument : null; // as: objects and old frames have it as well
}

function isDesigned(root: Root): boolean {
  return nodeType(root) === DOCUMENT && designModeOf(root as Document) === 'on' && isSeen(rootOf(root as Document)); // as: its type says so
}

/** How much stands in it is asked, never what. */
function isWritten(field: Element): boolean {
  if (localName(field) !== 'textarea' || closest(field, CODE_EDITORS)) return true;
  if ((field as HTMLTextAreaElement).textLength > 0 || matches(field, ':focus')) return true; // as: its name says so
  const said = [field, closest(field, 'form')].flatMap(
    (each) => each && ['id', 'name', 'class', 'placeholder', 'aria-label'].map((name) => attributeOf(each, name)),
  );
  return !LETS_SPEAK.test(said.join());
}

/**
 * Whether one can see it, or come to it by scrolling: a closed drawer or drop-down is not seen. What covers it does not count.
 *
 * Cost  style and box of the elements around it.
 */
export function isSeen(element: Element): boolean {
  if (matches(element, ':focus-within')) return true;
  const document = documentOf(element) as Document; // as: an element has one
  const view = windowOf(document);
  if (view === null || !isVisible(element, true) || !sightIn(document).isPlaced(element)) return false;
  let { left, top, right, bottom } = boxOfElement(element);
  if (matches(element, 'input,textarea') && Math.min(right - left, bottom - top) <= TINY_PX) return false;
  bottom = Math.max(bottom, top + LINE_PX);
  let lifted = ''; // out of the boxes that it lies in, up to the one that holds it
  const frames = [rootOf(document), bodyOf(document)];
  let isCut = false; // on its right by the window
  for (let each: Element | undefined = element; each !== undefined; each = parentOf(each)) {
    const { position, overflowX, transform } = styleOf(each);
    const cuts = CUTS.test(overflowX);
    if (frames.includes(each as HTMLElement))
      isCut ||= cuts; // as: only compared
    else if (lifted === '' || transform !== 'none' || (lifted === 'absolute' && position !== 'static')) {
      const box = boxOfElement(each);
      if (cuts && each !== element)
        [left, top, right, bottom] = [
          Math.max(left, box.left),
          Math.max(top, box.top),
          Math.min(right, box.right),
          Math.min(bottom, box.bottom),
        ];
      lifted = LIFTS.test(position) ? position : '';
    }
  }
  const { innerWidth, innerHeight, frameElement } = view;
  if (right - left <= TINY_PX || bottom - top <= TINY_PX || (isCut && left >= innerWidth)) return false;
  if (lifted === 'fixed' && (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight)) return false;
  return frameElement === null || isSeen(frameElement);
}
