/** Takes the places out of packages that would turn text into markup. Nothing here asks for them, and what is not there cannot be reached by a bug. */
import type { Plugin } from 'vite';

type Place = { readonly file: RegExp; readonly sink: RegExp; readonly without: string };

const PLACES: readonly Place[] = [
  { file: /\/node_modules\/preact\/dist\/preact\.m?js$/, sink: /(\w+)\.innerHTML=(\w+)\.__html/g, without: '$1.textContent=$2.__html' },
  {
    file: /\/node_modules\/dompurify\/dist\/purify\.es\.mjs$/, // for browsers without a parser: there are none here
    sink: /doc\.documentElement\.innerHTML = /g,
    without: 'doc.documentElement.textContent = ',
  },
];

/** Fails where a package has changed so that the place is no longer found. */
export function noMarkupFromText(): Plugin {
  return {
    name: 'sidelight:no-markup-from-text',
    apply: 'build',
    transform(code, id) {
      const place = PLACES.find(({ file }) => file.test(id));
      if (place === undefined) return undefined;
      const without = code.replace(place.sink, place.without);
      if (without === code || /\.innerHTML\s*=(?!=)/.test(without))
        throw new Error(`${id} turns text into markup in a way that is not known here`);
      return { code: without, map: null };
    },
  };
}
