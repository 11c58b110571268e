/** A made-up web and library in memory: sites that answer as told, and a library that keeps a poll whole or not at all. */
import type { Essay, EssayId, Source, SourceId } from '../../src/core/essay';
import type { Aliases } from '../../src/core/feed/merge';
import type { Followed, PollChange } from '../../src/core/follow/poll';
import type { Answer, FetchAsk, Fetched } from '../../src/core/follow/response';
import { freshState, type SourceState } from '../../src/core/follow/source-state';
import { type SourceWishes, wishesOf } from '../../src/core/library/source-marks';
import { ok, type Result } from '../../src/core/problem';
import type { RefreshEdges } from '../../src/flows/refresh-sources';

export const MINUTE = 60_000;
export const START = Date.UTC(2026, 5, 1, 12);

export const sourceId = (id: string) => id as SourceId; // as: made up

export function rss(title: string, posts: readonly string[]): string {
  const items = posts.map((post) => `<item><title>${post}</title><link>https://${title}.example/${post}</link><guid>${post}</guid></item>`);
  return `<rss version="2.0"><channel><title>${title}</title><link>https://${title}.example/</link>${items.join('')}</channel></rss>`;
}

/** The same as JSON Feed, which is read many times faster: for tests that read thousands. */
export function json(title: string, posts: readonly string[]): string {
  const items = posts.map((post) => ({ id: post, url: `https://${title}.example/${post}`, title: post }));
  return JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title, home_page_url: `https://${title}.example/`, items });
}

export function answered(ask: FetchAsk, body: string | undefined, fields: Partial<Answer> = {}): Fetched {
  const bytes = body === undefined ? {} : { body: new TextEncoder().encode(body) };
  return { ok: true, answer: { status: 200, url: ask.url, isRedirected: false, headers: {}, isWhole: true, ...bytes, ...fields } };
}

export type Site = (ask: FetchAsk) => Fetched | Promise<Fetched>;

export class World {
  now = START;
  online = true;
  readonly sites = new Map<string, Site>();
  readonly sources = new Map<SourceId, Source>();
  readonly states = new Map<SourceId, SourceState>();
  readonly wishes = new Map<SourceId, SourceWishes>();
  readonly essays = new Map<EssayId, Essay>();
  readonly aliases = new Map<SourceId, Aliases>();
  readonly asked: FetchAsk[] = [];
  readonly told: EssayId[] = [];
  readonly forbidden = new Set<string>();
  writes = 0;
  keeping: (change: PollChange) => Result<'kept' | 'overtaken'> = (change) => this.keep(change);

  /** A followed source at https://<id>.example/feed. */
  follow(id: string, site: Site, state: Partial<SourceState> = {}, source: Partial<Source> = {}): SourceId {
    const url = `https://${id}.example/feed`;
    const made = { id: sourceId(id), kind: 'feed', url, siteUrl: `https://${id}.example/`, title: id, addedAt: START, ...source } as const;
    this.sources.set(made.id, made);
    this.states.set(made.id, { ...freshState(made.id), ...state });
    this.sites.set(made.url, site);
    return made.id;
  }

  followed(id: SourceId): Followed {
    const [source, state] = [this.sources.get(id), this.states.get(id)];
    if (source === undefined || state === undefined) throw new Error(`${id} is not followed`);
    return { source, state, wishes: this.wishes.get(id) ?? wishesOf({}) };
  }

  state(id: SourceId): SourceState {
    return this.followed(id).state;
  }

  titles(): string[] {
    return [...this.essays.values()].map(({ title }) => title).sort();
  }

  keep({ before, after, source, essays = [], aliases = new Map() }: PollChange): Result<'kept' | 'overtaken'> {
    const { sourceId: id } = before;
    if (this.states.get(id)?.turn !== before.turn) return ok('overtaken');
    this.writes++;
    this.states.set(id, after);
    if (source) this.sources.set(id, source);
    for (const essay of essays)
      this.essays.set(essay.id, { ...essay, firstSeenAt: this.essays.get(essay.id)?.firstSeenAt ?? essay.firstSeenAt });
    this.aliases.set(id, new Map([...(this.aliases.get(id) ?? []), ...aliases]));
    return ok('kept');
  }

  async fetch(ask: FetchAsk): Promise<Fetched> {
    this.asked.push(ask);
    const site = this.sites.get(ask.url);
    await Promise.resolve();
    return site === undefined ? { ok: false, problem: { kind: 'unreachable' } } : site(ask);
  }

  edges(): RefreshEdges {
    return {
      following: async () => [...this.states.keys()].map((id) => this.followed(id)),
      knownPosts: async (id) => ({
        essays: [...this.essays.values()].filter(({ sourceId: of }) => of === id),
        aliases: this.aliases.get(id) ?? new Map(),
      }),
      keepPoll: async (change) => this.keeping(change),
      makeRoom: async () => {},
      fetchSource: (ask) => this.fetch(ask),
      mayFetch: async (url) => !this.forbidden.has(url),
      isOnline: () => this.online,
      told: (ids) => this.told.push(...ids),
      yieldNow: () => Promise.resolve(),
      now: () => this.now,
      random: () => 0.5,
    };
  }
}

/** A site whose feed has these posts. */
export const feed =
  (title: string, ...posts: string[]): Site =>
  (ask) =>
    answered(ask, rss(title, posts));
export const silent: Site = () => ({ ok: false, problem: { kind: 'unreachable' } });
/** One that answers so. */
export const status =
  (code: number, headers = {}): Site =>
  (ask) =>
    answered(ask, undefined, { status: code, headers });
