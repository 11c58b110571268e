/**
 * What a person would otherwise pick, each used as its documentation shows. A new peer is one entry here.
 * They are looked for among our packages and in the folder that SIDELIGHT_PEERS names; one that is in neither is left out.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

export type PeerEssay = { readonly id: string; readonly title: string; readonly body: string };
// biome-ignore lint/suspicious/noExplicitAny: peers are used, not typed
type Any = any; // any: packages that may be absent have no types here

export type Peer = {
  build(essays: readonly PeerEssay[]): Any;
  save(index: Any): Promise<string>;
  load(text: string): Promise<Any>;
  ask(index: Any, words: string, count: number): Promise<readonly string[]>; // ids, best first
  type(index: Any, typed: string, count: number): Promise<readonly string[]>; // half typed, mistyped; as far as it can
};

const FIELDS = ['title', 'body'];
const TITLE_BOOST = 3;
const idsOf = (hits: readonly { readonly id: unknown }[]) => hits.map(({ id }) => String(id));

function required(name: string): Any {
  const places = [process.cwd(), process.env['SIDELIGHT_PEERS']].flatMap((place) => place ?? []);
  for (const place of places) {
    try {
      return createRequire(join(place, 'package.json'))(name);
    } catch {} // perhaps in the next place
  }
  throw new Error(`${name} is not here; SIDELIGHT_PEERS may name a folder where it is installed`);
}

export const PEERS: Readonly<Record<string, () => Peer>> = {
  minisearch() {
    const MiniSearch = required('minisearch');
    const options = { fields: FIELDS, searchOptions: { boost: { title: TITLE_BOOST } } };
    return {
      build(essays) {
        const index = new MiniSearch(options);
        index.addAll(essays);
        return index;
      },
      save: async (index) => JSON.stringify(index),
      load: async (text) => MiniSearch.loadJSON(text, options),
      ask: async (index, words, count) => idsOf(index.search(words).slice(0, count)),
      type: async (index, typed, count) => idsOf(index.search(typed, { prefix: true, fuzzy: 0.2 }).slice(0, count)),
    };
  },
  flexsearch() {
    const { Document } = required('flexsearch');
    /** One field: of several it lists the one's hits before the other's, whatever they are worth (nDCG@5 on summaries .105 instead of .157). */
    const make = () => new Document({ document: { id: 'id', index: ['words'] } });
    const ask = async (index: Any, words: string, count: number) =>
      idsOf(index.search(words, { limit: count, suggest: true, merge: true }).slice(0, count));
    return {
      build(essays) {
        const index = make();
        for (const { id, title, body } of essays) index.add({ id, words: `${title} ${body}` });
        return index;
      },
      async save(index) {
        const parts: [string, string][] = [];
        await index.export((key: string, part: string) => {
          parts.push([key, part]);
        });
        return JSON.stringify(parts);
      },
      async load(text) {
        const index = make();
        for (const [key, part] of JSON.parse(text)) await index.import(key, part);
        return index;
      },
      ask,
      type: ask, // beginnings of words would take another index, twice as large
    };
  },
  lunr() {
    const lunr = required('lunr');
    const refs = (hits: readonly { readonly ref: string }[], count: number) => hits.slice(0, count).map(({ ref }) => ref);
    return {
      build: (essays) =>
        lunr(function (this: Any) {
          this.ref('id');
          this.field('title', { boost: TITLE_BOOST });
          this.field('body');
          for (const essay of essays) this.add(essay);
        }),
      save: async (index) => JSON.stringify(index),
      load: async (text) => lunr.Index.load(JSON.parse(text)),
      async ask(index, words, count) {
        const hits = index.query((query: Any) => {
          for (const token of lunr.tokenizer(words)) query.term(String(token));
        });
        return refs(hits, count);
      },
      async type(index, typed, count) {
        const words = typed.split(' ');
        return refs(index.search(words.map((word, at) => (at === words.length - 1 ? `${word}*` : `${word}~1`)).join(' ')), count);
      },
    };
  },
  orama() {
    const { create, insertMultiple, search, save, load } = required('@orama/orama');
    const make = () => create({ schema: { id: 'string', title: 'string', body: 'string' } });
    const boost = { title: TITLE_BOOST };
    return {
      async build(essays) {
        const index = make();
        await insertMultiple(index, [...essays], 1_000);
        return index;
      },
      save: async (index) => JSON.stringify(save(index)),
      async load(text) {
        const index = make();
        load(index, JSON.parse(text));
        return index;
      },
      ask: async (index, words, count) => idsOf((await search(index, { term: words, limit: count, boost, properties: FIELDS })).hits),
      type: async (index, typed, count) =>
        idsOf((await search(index, { term: typed, limit: count, boost, properties: FIELDS, tolerance: 1 })).hits),
    };
  },
};
