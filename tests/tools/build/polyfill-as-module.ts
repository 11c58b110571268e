/**
 * The polyfill as a module. Its own form is that of Node, which the bundler meets by copying everything it gives, one thing after the other: where the
 * browser itself has `browser` that woke every interface there is, before a page or the worker did anything.
 */
import type { Plugin } from 'vite';

const FILE = /\/node_modules\/webextension-polyfill\/dist\/browser-polyfill\.js$/;

/** Fails where the package has changed so that it is no longer known how it gives what it gives. */
export function polyfillAsModule(): Plugin {
  return {
    name: 'sidelight:polyfill-as-module',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      return FILE.test(id) ? { code: asModule(code), map: null } : undefined;
    },
  };
}

export function asModule(code: string): string {
  if (!code.includes('factory(module);') || /^(?:import|export) /m.test(code))
    throw new Error('webextension-polyfill gives itself in a way that is not known here');
  return `const module = { exports: {} };\nconst { exports } = module;\n${code}\nexport default module.exports;\n`;
}
