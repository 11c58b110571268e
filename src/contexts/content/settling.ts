/** Tells when what one can read on a page may be something else, once it stands still. Looks at how much was touched, and keeps nothing of it. */
import { nodeType, parentNode, TEXT, textContent } from '../../edge/dom/native';

/** text: so much of it came or went. look: what shows and hides it has changed; perhaps nothing one reads. */
export type Touched = 'text' | 'look';

type SettlingNeeds = {
  readonly redrawn: (records: readonly MutationRecord[]) => void; // before anybody sees it
  readonly settled: (touched: Touched) => void;
};

const SETTLE_MS = 600; // no change for so long is standing still
const PATIENCE_MS = 6_000; // a page that never rests is taken as it is
const WORTH_CHARS = 200; // less that came or went makes no other page
const MAX_TOUCHED = 400; // more nodes, and it is worth a look whatever they hold
const LOOKS = ['class', 'style', 'hidden', 'open', 'lang', 'aria-hidden', 'aria-selected'];

export function onSettled(document: Document, { redrawn, settled }: SettlingNeeds): () => void {
  const text = new Set<Node>();
  const looks = new Set<Node>();
  const stopping = new AbortController();
  let calm: ReturnType<typeof setTimeout> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;

  function finish(): void {
    clearTimeout(calm);
    clearTimeout(patience);
    patience = undefined;
    const touched = isWorth(text) ? 'text' : isWorth(looks) ? 'look' : undefined;
    text.clear();
    looks.clear();
    if (touched !== undefined) settled(touched);
  }

  function wait(): void {
    clearTimeout(calm);
    calm = setTimeout(finish, SETTLE_MS);
    patience ??= setTimeout(finish, PATIENCE_MS);
  }

  const observer = new MutationObserver((records) => {
    redrawn(records);
    for (const { type, target, addedNodes, removedNodes } of records) {
      if (type === 'attributes') note(looks, target);
      else if (type === 'characterData') note(text, target);
      else {
        for (const node of addedNodes) note(text, node);
        for (const node of removedNodes) note(text, node);
      }
    }
    if (text.size + looks.size > 0) wait();
  });
  observer.observe(document, { childList: true, characterData: true, attributes: true, attributeFilter: LOOKS, subtree: true });
  // What is chosen by style alone, a tab of radio buttons, is heard of in no other way.
  document.addEventListener(
    'change',
    ({ isTrusted }) => {
      if (!isTrusted) return;
      note(looks, document.documentElement);
      wait();
    },
    { capture: true, passive: true, signal: stopping.signal },
  );
  return () => {
    observer.disconnect();
    stopping.abort();
    clearTimeout(calm);
    clearTimeout(patience);
  };
}

function note(touched: Set<Node>, node: Node): void {
  if (touched.size <= MAX_TOUCHED) touched.add(nodeType(node) === TEXT ? (parentNode(node) ?? node) : node);
}

function isWorth(touched: ReadonlySet<Node>): boolean {
  if (touched.size > MAX_TOUCHED) return true;
  let chars = 0;
  for (const node of touched) {
    chars += textContent(node)?.trim().length ?? 0;
    if (chars >= WORTH_CHARS) return true;
  }
  return false;
}
