/** `find`: what could be followed at an address, on a web that is handed in as lines. Fetches nothing. */
import { readFileSync } from 'node:fs';
import type { Findings } from '../../core/follow/findings';
import type { AnswerHeaders } from '../../core/follow/freshness';
import type { Fetched } from '../../core/follow/response';
import { type AddEdges, findByAddress, findOnPage } from '../../flows/add-source';
import { type Command, Unusable } from './command';
import { readLines } from './feed';
import { unpacked } from './unpacked';

type WebAnswer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | { readonly base64: string };
};
type Ask = {
  readonly id?: unknown;
  readonly address?: string;
  readonly tab?: { readonly url: string; readonly html: string; readonly link?: string };
};

const MAX_REDIRECTS = 10;
const NOW = 0; // nothing that is printed depends on it

export const findCommand: Command = {
  name: 'find',
  about: 'what could be followed at an address, on a web of lines',
  help: `find --web WEB.jsonl ADDRESS…                     one JSON line an address
find --lines --web WEB.jsonl [--file LINES]       JSON lines {id?, address} or {id?, tab: {url, html, link?}} in (stdin without --file)

WEB.jsonl has one line an address: {url, answer: {status?, headers?, body | {base64}}}, in the order in which its answers follow one another.
Prints {id?, address, kind: found | needs-permission | none, feeds: [{kind, url, title, siteUrl, count, newest}], elsewhere, more?, problem?, asked: [url…]}:
feeds in the order in which they are offered; "more" were named and not asked. A tab is the page that a person has open.`,
  run: async (args, { print }) => {
    const web = webIn(fileNamed(args, '--web'));
    for (const ask of asksIn(args)) print(JSON.stringify(await lineOf(ask, web)));
    return 0;
  },
};

function asksIn(args: readonly string[]): Ask[] {
  if (args.includes('--lines'))
    return readLines(args)
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as Ask); // as: what is missing is no address
  const file = args.indexOf('--web') + 1;
  return args.filter((arg, at) => !arg.startsWith('--') && at !== file).map((address) => ({ address }));
}

async function lineOf({ id, address = '', tab }: Ask, web: ReadonlyMap<string, readonly WebAnswer[]>): Promise<object> {
  const asked: string[] = [];
  const edges = edgesTo(web, asked);
  const found = tab === undefined ? await findByAddress(edges, address, true) : await findOnPage(edges, tab);
  return { ...(id !== undefined && { id }), address: tab?.url ?? address, ...asLine(found), asked };
}

function asLine(found: Findings): object {
  if (found.kind !== 'found') return { ...found, feeds: [], elsewhere: [] };
  const feeds = found.previews.map(({ source: { kind, url, title, siteUrl }, count, newest }) => ({
    kind,
    url,
    title,
    siteUrl,
    count,
    newest,
  }));
  return { ...found, previews: undefined, feeds };
}

function edgesTo(web: ReadonlyMap<string, readonly WebAnswer[]>, asked: string[]): AddEdges {
  const turns = new Map<string, number>();
  const next = (url: string): WebAnswer | undefined => {
    const answers = web.get(url) ?? [];
    const turn = turns.get(url) ?? 0;
    turns.set(url, turn + 1);
    return answers[Math.min(turn, answers.length - 1)];
  };
  return {
    fetchSource: ({ url }) => Promise.resolve(fetched(url, next, asked)),
    mayFetch: () => Promise.resolve(true),
    knownSources: () => Promise.resolve([]),
    shownBy: () => Promise.resolve(new Map()),
    yieldNow: () => Promise.resolve(),
    now: () => NOW,
  };
}

/** As a browser fetches: redirects are followed, and a host that nobody made up does not answer. */
function fetched(first: string, next: (url: string) => WebAnswer | undefined, asked: string[]): Fetched {
  let url = first;
  for (let step = 0; step < MAX_REDIRECTS; step++) {
    asked.push(url);
    const answer = next(url);
    if (answer === undefined) return { ok: false, problem: { kind: 'unreachable' } };
    const headers: AnswerHeaders = Object.fromEntries(
      Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const status = answer.status ?? 200;
    const target = status >= 300 && status < 400 ? URL.parse(headers['location'] ?? '', url)?.href : undefined;
    if (target === undefined) {
      const sent = typeof answer.body === 'string' ? Buffer.from(answer.body) : Buffer.from(answer.body?.base64 ?? '', 'base64');
      const body = unpacked(sent, headers['content-encoding']);
      return { ok: true, answer: { status, url, isRedirected: step > 0, headers, isWhole: true, ...(status === 200 && { body }) } };
    }
    url = target;
  }
  return { ok: false, problem: { kind: 'leads-away' } };
}

function webIn(file: string): ReadonlyMap<string, readonly WebAnswer[]> {
  const web = new Map<string, WebAnswer[]>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.trim() === '') continue;
    const { url, answer } = JSON.parse(line) as { url: string; answer: WebAnswer }; // as: a line of the web that the person hands in
    const href = URL.parse(url)?.href ?? url;
    web.set(href, [...(web.get(href) ?? []), answer]);
  }
  return web;
}

function fileNamed(args: readonly string[], name: string): string {
  const value = args[args.indexOf(name) + 1];
  if (!args.includes(name) || value === undefined) throw new Unusable(`${name} FILE is needed; --help says more.`);
  return value;
}
