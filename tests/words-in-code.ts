/** Finds words that a person would read and that stand in code, where no translator finds them. Reads the syntax: comments, types, keys and names of classes are none. */
import { parseSync } from 'vite';

export type Found = { readonly line: number; readonly words: string };

type Node = { readonly type: string; readonly start: number; readonly [field: string]: unknown };

/** What browsers show or read out of an element. */
const SHOWN = /^(title|alt|placeholder|label|summary|aria-(label|description|placeholder|roledescription|valuetext))$/;
/** Names and addresses, for machines. */
const FOR_MACHINES = /^(class|d|id|href|rel|accept|type|role|key|viewBox|list|autocomplete|detail)$/;
/** What `KeyboardEvent.key` says; a person reads the names that `_locales` has for them. */
const KEYS = /^(Arrow(Up|Down|Left|Right)|Enter|Escape|Shift|Home|End|Tab|Space|Page(Up|Down)|Backspace|Delete)$/;
/** Two words, or one that begins like a sentence. */
const SENTENCE = /^\s*\p{Lu}\p{Ll}|\p{L}{2}[,.:;…]? \p{L}/u;
/** Stands for a key of `_locales`, or is compared and not shown. */
const NOT_SHOWN = /^(CallExpression|BinaryExpression|MemberExpression)$/;
const NO_CODE = /^(Import|ExportAll)Declaration$|^ImportExpression$|^TS\w*(Literal|Type)/;

export function wordsIn(file: string, code: string): readonly Found[] {
  const { program, errors } = parseSync(file, code);
  if (errors.length > 0) throw new Error(`${file} could not be read: ${errors[0]?.message}`);
  const found: Found[] = [];
  visit(program as unknown as Node, [], (node, parents) => {
    const words = textOf(node);
    if (words === undefined || !isRead(words, node, parents)) return;
    found.push({ line: code.slice(0, node.start).split('\n').length, words: words.trim() });
  }); // as: the tree is walked by its shape alone
  return found;
}

function textOf({ type, value }: Node): string | undefined {
  if (type === 'TemplateElement') return (value as { readonly raw: string }).raw; // as: so the syntax has it
  return (type === 'JSXText' || type === 'Literal') && typeof value === 'string' ? value : undefined;
}

function isRead(words: string, node: Node, parents: readonly Node[]): boolean {
  const { type } = node;
  if (!/\p{L}/u.test(words) || parents.at(-1)?.['key'] === node || parents.some((parent) => NO_CODE.test(parent.type) || isMistake(parent)))
    return false;
  const place = placeOf(parents);
  if (type === 'JSXText' || (place !== undefined && SHOWN.test(place))) return true;
  if (place !== undefined && FOR_MACHINES.test(place)) return false;
  return SENTENCE.test(words) && !KEYS.test(words);
}

/** Where the text ends up: an attribute or field by its name, `title` for what stands between tags; undefined where a call or a comparison takes it. */
function placeOf(parents: readonly Node[]): string | undefined {
  for (const [index, parent] of [...parents.entries()].reverse()) {
    if (NOT_SHOWN.test(parent.type) || parent.type === 'ArrowFunctionExpression') return undefined;
    if (parent.type === 'JSXAttribute') return nameOf(parent['name']);
    if (parent.type === 'Property') return nameOf(parent['key']);
    if (parent.type === 'JSXExpressionContainer' && parents[index - 1]?.type !== 'JSXAttribute') return 'title';
  }
  return undefined;
}

/** What a mistake of ours says to whoever mends it. */
function isMistake({ type, callee }: Node): boolean {
  return type === 'NewExpression' && /Error$/.test(nameOf(callee) ?? '');
}

function nameOf(node: unknown): string | undefined {
  const { name, value } = node as { readonly name?: unknown; readonly value?: unknown }; // as: both are looked at next
  return typeof name === 'string' ? name : typeof value === 'string' ? value : undefined;
}

function visit(node: Node, parents: readonly Node[], see: (node: Node, parents: readonly Node[]) => void): void {
  see(node, parents);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, [...parents, node], see);
  }
}

function isNode(child: unknown): child is Node {
  return typeof child === 'object' && child !== null && typeof (child as Node).type === 'string'; // as: the field is checked here
}
