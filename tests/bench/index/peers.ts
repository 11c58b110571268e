/**
 * The same measurements for what a person would otherwise pick, used as its documentation shows. One process a measurement.
 * FlexSearch, Orama and lunr are looked for in the folder SIDELIGHT_PEERS names; a peer that is not there is left out with a line saying so.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { memoryMegabytes, type Page, pages, spread } from './measure';

const [, , name = '', what = '', folder = '', data = ''] = process.argv;
const require = createRequire(join(process.env['SIDELIGHT_PEERS'] ?? '.', 'package.json'));
// biome-ignore lint/suspicious/noExplicitAny: peers are used, not typed
type Any = any; // any: packages that may be absent have no types here
type Peer = {
  build(essays: Any[]): Any;
  save(index: Any): Promise<string>;
  load(text: string): Promise<Any>;
  ask(index: Any, page: Page): Any;
};

const PEERS: Record<string, () => Peer> = {
  minisearch() {
    const MiniSearch = require('minisearch');
    const options = { fields: ['title', 'summary'], searchOptions: { boost: { title: 3 } } };
    return {
      build: (essays) => {
        const index = new MiniSearch(options);
        index.addAll(essays);
        return index;
      },
      save: async (index) => JSON.stringify(index),
      load: async (text) => MiniSearch.loadJSON(text, options),
      ask: (index, { title, text }) => index.search(`${title} ${text}`).slice(0, 10),
    };
  },
  flexsearch() {
    const { Document } = require('flexsearch');
    const make = () => new Document({ document: { id: 'id', index: ['title', 'summary'] } });
    return {
      build: (essays) => {
        const index = make();
        for (const essay of essays) index.add(essay);
        return index;
      },
      save: async (index) => {
        const parts: [string, string][] = [];
        await index.export((key: string, part: string) => {
          parts.push([key, part]);
        });
        return JSON.stringify(parts);
      },
      load: async (text) => {
        const index = make();
        for (const [key, part] of JSON.parse(text)) await index.import(key, part);
        return index;
      },
      ask: (index, { title, text }) => index.search(`${title} ${text}`, { limit: 10, suggest: true }),
    };
  },
  lunr() {
    const lunr = require('lunr');
    return {
      build: (essays) =>
        lunr(function (this: Any) {
          this.ref('id');
          this.field('title', { boost: 3 });
          this.field('summary');
          for (const essay of essays) this.add(essay);
        }),
      save: async (index) => JSON.stringify(index),
      load: async (text) => lunr.Index.load(JSON.parse(text)),
      ask: (index, { title, text }) =>
        index
          .query((query: Any) => {
            for (const token of lunr.tokenizer(`${title} ${text}`)) query.term(String(token));
          })
          .slice(0, 10),
    };
  },
  orama() {
    const { create, insertMultiple, search, save, load } = require('@orama/orama');
    const make = () => create({ schema: { id: 'string', title: 'string', summary: 'string' } });
    return {
      build: async (essays) => {
        const index = make();
        await insertMultiple(
          index,
          essays.map(({ id, title, summary }: Any) => ({ id, title, summary })),
          1000,
        );
        return index;
      },
      save: async (index) => JSON.stringify(save(index)),
      load: async (text) => {
        const index = make();
        load(index, JSON.parse(text));
        return index;
      },
      ask: (index, { title, text }) => search(index, { term: `${title} ${text}`, limit: 10, boost: { title: 3 } }),
    };
  },
};

const peer = PEERS[name]?.();
if (peer === undefined) throw new Error(`no peer ${name}`);
const file = `${folder}/${name}.json`;
const result: Record<string, unknown> = {};
if (what === 'build') {
  const essays = readFileSync(data, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const start = performance.now();
  const index = await peer.build(essays);
  result['ms'] = performance.now() - start;
  const text = await peer.save(index);
  result['megabytes'] = Buffer.byteLength(text) / 1e6;
  writeFileSync(file, text);
} else {
  const asked = pages(what === 'first' ? 1 : 10);
  const before = memoryMegabytes();
  const start = performance.now();
  const index = await peer.load(readFileSync(file, 'utf8'));
  result['ready'] = performance.now() - start;
  const times: number[] = [];
  for (const page of asked) {
    const asking = performance.now();
    await peer.ask(index, page);
    if (times.length === 0) result['ms'] = performance.now() - start;
    times.push(performance.now() - asking);
  }
  Object.assign(result, spread(times.slice(what === 'first' ? 0 : 1)), { added: memoryMegabytes() - before });
}
console.log(JSON.stringify({ name, what, ...result }));
