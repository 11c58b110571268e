/** Takes the one place out of preact that would turn text into markup. Nothing here asks for it, and what is not there cannot be reached by a bug. */
import type { Plugin } from 'vite';

const SINK = /(\w+)\.innerHTML=(\w+)\.__html/g;

/** Fails where preact has changed so that the place is no longer found. */
export function noMarkupFromText(): Plugin {
  return {
    name: 'sidelight:no-markup-from-text',
    apply: 'build',
    transform(code, id) {
      if (!/\/node_modules\/preact\/dist\/preact\.m?js$/.test(id)) return undefined;
      const without = code.replace(SINK, '$1.textContent=$2.__html');
      if (without === code || /\.innerHTML\s*=(?!=)/.test(without))
        throw new Error(`${id} turns text into markup in a way that is not known here`);
      return { code: without, map: null };
    },
  };
}
