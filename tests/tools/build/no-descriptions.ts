/** What a translator is told of each sentence, left out of what is shipped: it is more than half of the file, and no browser reads it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

type Sentences = Readonly<Record<string, { readonly description?: string }>>;

export function withoutDescriptions(sentences: Sentences): Sentences {
  return Object.fromEntries(Object.entries(sentences).map(([name, { description: _, ...said }]) => [name, said]));
}

export function noDescriptions(): Plugin {
  return {
    name: 'sidelight:no-descriptions',
    apply: 'build',
    enforce: 'post',
    writeBundle({ dir = '' }) {
      const locales = join(dir, '_locales');
      for (const language of readdirSync(locales)) {
        const file = join(locales, language, 'messages.json');
        writeFileSync(file, JSON.stringify(withoutDescriptions(JSON.parse(readFileSync(file, 'utf8')) as Sentences))); // as: tests/locales.test.ts holds what they are
      }
    },
  };
}
