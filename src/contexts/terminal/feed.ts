/** `feed`: what a feed says, as lines for programs or as essays for people. Fetches nothing. */
import { readFileSync } from 'node:fs';
import { postsOf } from '../../core/feed/essays';
import { type FeedOrigin, parseFeed } from '../../core/feed/parse';
import type { ParsedFeed } from '../../core/feed/parsed';
import type { FeedFault, FeedProblem } from '../../core/feed/problem';
import { Unusable } from './command';
import { unpacked } from './unpacked';

export const FEED_HELP = `feed FILE [--url ADDRESS] [--type CONTENT-TYPE]   the posts of a feed, for people
feed --lines [--file LINES]                       JSON lines {id, text|b64, url?, contentType?, headers?} in (stdin without --file),
                                                  {id, ok, feed, entries, faults} or {id, ok: false, problem} out`;

/** One line of input. `text` stands for its UTF-8 bytes. */
export type Ask = { readonly id: string; readonly bytes: Uint8Array; readonly origin: FeedOrigin };
type Print = (line: string) => void;

/** The exit code: 0, or 1 where a single file is no feed. */
export function runFeed(args: readonly string[], print: Print): number {
  if (args.includes('--lines')) {
    for (const ask of asksIn(readLines(args))) print(JSON.stringify(feedLine(ask)));
    return 0;
  }
  const reading = parseFeed(unpacked(readFileSync(fileIn(args))), { url: option(args, '--url'), contentType: option(args, '--type') });
  if (!reading.ok) print(JSON.stringify(reading.problem));
  else printFeed(reading.value.feed, reading.value.faults, print);
  return reading.ok ? 0 : 1;
}

/** The answer to one line; instants as ISO 8601, absent where they are not known. */
export function feedLine({ id, bytes, origin }: Ask): object {
  const reading = parseFeed(bytes, origin);
  return reading.ok ? { id, ok: true, ...asLine(reading.value.feed), faults: reading.value.faults } : refusal(id, reading.problem);
}

export function refusal(id: string, problem: FeedProblem): object {
  return { id, ok: false, problem };
}

export function asLine({ entries, ...feed }: ParsedFeed): { readonly feed: object; readonly entries: readonly object[] } {
  return { feed: withInstants(feed), entries: entries.map(withInstants) };
}

function withInstants(fields: { readonly published?: number; readonly updated?: number }): object {
  const { published, updated, ...rest } = fields;
  return {
    ...rest,
    ...(published !== undefined && { published: iso(published) }),
    ...(updated !== undefined && { updated: iso(updated) }),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

export function printFeed(feed: ParsedFeed, faults: readonly FeedFault[], print: Print): void {
  print(`${feed.title ?? '(no title)'}  ${feed.link ?? ''}`.trimEnd());
  for (const fault of faults) print(`note: ${JSON.stringify(fault)}`);
  for (const post of postsOf(feed, { siteUrl: feed.link ?? 'about:blank' })) {
    print('');
    print(`${post.publishedAt === undefined ? 'undated   ' : iso(post.publishedAt).slice(0, 10)}  ${post.title}`);
    print(`            ${post.url}`);
    if (post.summary !== '') print(`            ${post.summary.slice(0, 200)}`);
  }
}

export function* asksIn(lines: Iterable<string>): Generator<Ask> {
  for (const line of lines) {
    if (line.trim() === '') continue;
    const { id, text, b64, url, contentType, headers } = JSON.parse(line) as Record<string, unknown>; // as: fields are read as what they are below
    const bytes = typeof b64 === 'string' ? Buffer.from(b64, 'base64') : Buffer.from(typeof text === 'string' ? text : '', 'utf8');
    yield { id: String(id), bytes, origin: { url: stringOr(url), contentType: stringOr(contentType), headers: headersOr(headers) } };
  }
}

function stringOr(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function headersOr(value: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.fromEntries(Object.entries(value).map(([name, header]) => [name.toLowerCase(), String(header)]));
}

export function readLines(args: readonly string[]): string[] {
  return readFileSync(option(args, '--file') ?? 0, 'utf8').split('\n'); // 0: standard input
}

/** The one argument that is no option and no option's value. */
export function fileIn(args: readonly string[]): string {
  const file = args.find((arg, at) => !arg.startsWith('--') && !args[at - 1]?.startsWith('--'));
  if (file === undefined) throw new Unusable('Name a file; --help says more.');
  return file;
}

export function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at === -1 ? undefined : args[at + 1];
}
