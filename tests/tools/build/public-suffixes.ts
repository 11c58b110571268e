/** Puts the public suffix list into the package as lines of text, out of the library that keeps it: a worker reads it where it needs it, and parses nothing for it when it starts. */
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const FILE = 'index/suffixes.txt';

/** The list as tldts has it: a tree of labels, the last one first. Nodes with a flag end a rule. */
type Trie = {
  readonly nodeFlags: Uint8Array;
  readonly edgeStart: Uint16Array;
  readonly edgeLength: Uint8Array;
  readonly edgeChild: Uint16Array;
  readonly labelText: string;
  readonly rulesRoot: number;
  readonly exceptionsRoot: number;
};

export function publicSuffixes(): Plugin {
  return {
    name: 'sidelight:public-suffixes',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: FILE, source: publicSuffixList() });
    },
  };
}

/** In ASCII and in order; a line for all rules that end alike, for a fifth of the packed bytes: `uk:ac co gov`. */
export function publicSuffixList(): string {
  const trie = createRequire(import.meta.url)('tldts/dist/cjs/src/data/trie.js') as Trie; // as: a test holds the list to what the library answers
  const rules = rulesBelow(trie, trie.rulesRoot);
  const exceptions = rulesBelow(trie, trie.exceptionsRoot).map((rule) => `!${rule}`);
  if (rules.length < 8_000 || exceptions.length === 0)
    throw new Error('tldts keeps the public suffix list in a way that is not known here');
  const labels = new Map<string, string[]>(); // by what stands behind them
  for (const rule of [...new Set([...rules, ...exceptions])].sort()) {
    const [label = '', ...after] = rule.split('.');
    labels.set(after.join('.'), [...(labels.get(after.join('.')) ?? []), label]);
  }
  return [...labels]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([after, all]) => `${after}:${all.join(' ')}`)
    .join('\n');
}

function rulesBelow(trie: Trie, root: number): string[] {
  const offsets = [0];
  for (const length of trie.edgeLength) offsets.push((offsets.at(-1) ?? 0) + length);
  const rules: string[] = [];
  const walk = (node: number, after: string): void => {
    for (let edge = trie.edgeStart[node] ?? 0; edge < (trie.edgeStart[node + 1] ?? 0); edge++) {
      const label = trie.labelText.slice(offsets[edge], offsets[edge + 1]);
      const rule = inAscii(after === '' ? label : `${label}.${after}`);
      const child = trie.edgeChild[edge] ?? 0;
      if ((trie.nodeFlags[child] ?? 0) !== 0) rules.push(rule);
      walk(child, rule);
    }
  };
  walk(root, '');
  return rules;
}

/** As addresses write it. */
function inAscii(rule: string): string {
  if (/^[\x20-\x7e]*$/.test(rule)) return rule;
  const isWild = rule.startsWith('*.');
  return `${isWild ? '*.' : ''}${new URL(`http://${isWild ? rule.slice(2) : rule}/`).hostname}`;
}
