/**
 * Takes the two places out of Readability that would have a page's markup parsed: it sets a property of ours instead, which edge/dom/copy/choose-article.ts
 * answers with nodes.
 */
import type { Plugin } from 'vite';

const COPIER = /\/copier\/copier\.iife\.js$/;
const SINK = /\.innerHTML=(?!=)/g;
const SINKS = 2;

/** Over what was written, for plugins do not come into a self-contained file. Fails where Readability has changed so that the places are no longer known. */
export function noMarkupFromReadability(): Plugin {
  return {
    name: 'sidelight:no-markup-from-readability',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const [file, output] of Object.entries(bundle)) {
        if (!COPIER.test(file)) continue;
        const code = output.type === 'chunk' ? output.code : String(output.source);
        if (code.match(SINK)?.length !== SINKS) throw new Error(`${file} turns text into markup in a way that is not known here`);
        const without = code.replace(SINK, '.markup=');
        if (output.type === 'chunk') output.code = without;
        else output.source = without;
      }
    },
  };
}
