/** What a page's JSON-LD says of the article on it. Reads any text; believes nothing that is not of the right kind. */

export type Structured = {
  readonly headline?: string;
  readonly author?: string;
  readonly published?: string; // as it was written
  readonly site?: string;
  readonly picture?: string;
  readonly isFree?: boolean; // whether all of it may be read by anyone
};

const MAX_CHARS = 500_000;
const MAX_THINGS = 2_000;
const MOST_AUTHORS = 5;
const ARTICLE = /(?:Article|Posting|Report|Essay|Chapter|Review|Recipe|HowTo|QAPage|Question|WebPage|CreativeWork|Book)$/;
const NO_ARTICLE = /^(?:WebPage|CreativeWork|Book|Question|ItemPage|CollectionPage|AboutPage)$/;

type Thing = Readonly<Record<string, unknown>>;

/** The first article of all scripts; else the page itself. */
export function structuredIn(scripts: readonly string[]): Structured {
  const things = scripts.flatMap((script) => thingsIn(parsed(script)));
  const typed = (test: (type: string) => boolean) => things.find((thing) => typesOf(thing).some(test));
  const article = typed((type) => ARTICLE.test(type) && !NO_ARTICLE.test(type)) ?? typed((type) => /^(?:WebPage|CreativeWork)$/.test(type));
  const site = typed((type) => type === 'WebSite' || type === 'Organization' || type === 'NewsMediaOrganization');
  const free = things.map((thing) => thing['isAccessibleForFree']).find((each) => each !== undefined);
  const isFree = free === undefined ? undefined : !/^(?:false|no|0)$/i.test(String(free));
  const found = {
    headline: wordsOf(article?.['headline']) ?? wordsOf(article?.['name']),
    author: authorsOf(article?.['author'] ?? article?.['creator'], things),
    published: wordsOf(article?.['datePublished']) ?? wordsOf(article?.['dateCreated']),
    site: nameIn(article?.['publisher'], things) ?? wordsOf(site?.['name']),
    picture: addressOf(article?.['image'], things),
    isFree,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function parsed(script: string): unknown {
  if (script.length > MAX_CHARS) return undefined;
  try {
    return JSON.parse(script.replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|<!\[CDATA\[)|(?:-->|\/\*\s*\]\]>\s*\*\/|\]\]>)\s*;?\s*$/g, ''));
  } catch {
    return undefined; // many pages write it by hand
  }
}

/** Those at the top, in graphs, and what a page says it is mainly about. Without recursion. */
function thingsIn(raw: unknown): readonly Thing[] {
  const found: Thing[] = [];
  const waiting: unknown[] = [raw];
  for (let i = 0; i < waiting.length && found.length < MAX_THINGS; i += 1) {
    const each = waiting[i];
    if (Array.isArray(each)) waiting.push(...each.slice(0, MAX_THINGS));
    else if (typeof each === 'object' && each !== null) {
      const thing = each as Thing; // as: an object's fields are unknown
      found.push(thing);
      waiting.push(thing['@graph'], thing['mainEntity'], thing['mainEntityOfPage']);
    }
  }
  return found;
}

function typesOf(thing: Thing): readonly string[] {
  return [thing['@type']]
    .flat()
    .filter((type) => typeof type === 'string')
    .map((type) => type.replace(/^.*[/#]/, ''));
}

function wordsOf(value: unknown): string | undefined {
  const [first] = [value].flat();
  if (typeof first !== 'string') return undefined;
  const words = first.replace(/\s+/g, ' ').trim();
  return words === '' || words.length > 1_000 ? undefined : words;
}

function authorsOf(value: unknown, things: readonly Thing[]): string | undefined {
  const names = [value]
    .flat()
    .slice(0, MOST_AUTHORS)
    .map((each) => (typeof each === 'string' && /^https?:/.test(each) ? undefined : nameIn(each, things)));
  const known = [...new Set(names.filter((name) => name !== undefined))];
  return known.length === 0 ? undefined : known.join(', ');
}

function nameIn(value: unknown, things: readonly Thing[]): string | undefined {
  const [first] = [value].flat();
  if (typeof first !== 'object' || first === null) return wordsOf(first);
  const { '@id': id, name } = first as Thing; // as: an object's fields are unknown
  return (
    wordsOf(name) ??
    (typeof id === 'string' ? wordsOf(things.find((thing) => thing['@id'] === id && thing !== first)?.['name']) : undefined)
  );
}

function addressOf(value: unknown, things: readonly Thing[]): string | undefined {
  const [first] = [value].flat();
  if (typeof first !== 'object' || first === null) return wordsOf(first);
  const { '@id': id, url, contentUrl } = first as Thing; // as: likewise
  const named = typeof id === 'string' ? things.find((thing) => thing['@id'] === id && thing !== first) : undefined;
  return wordsOf(url) ?? wordsOf(contentUrl) ?? wordsOf(named?.['url']) ?? wordsOf(named?.['contentUrl']);
}
