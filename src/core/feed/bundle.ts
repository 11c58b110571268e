/** Reads the bundled index, a JSON Feed 1.1. Never throws: what is damaged is skipped and counted, and nothing else is guessed at. */
import { webAddress } from '../address';
import type { Essay, EssayId, Source, SourceId } from '../essay';
import { failed, ok, type Result } from '../problem';

export type Bundle = { readonly source: Source; readonly essays: readonly Essay[]; readonly skipped: number };

type Raw = Readonly<Record<string, unknown>>;
type Defaults = { readonly sourceId: SourceId; readonly author: string | undefined; readonly language: string | undefined };

const JSON_FEED = 'https://jsonfeed.org/version/1';
const LANGUAGE = /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i;
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/i;
const MAX_ID_CHARS = 2048; // what a message carries (messages/readers.ts)

/**
 * The source and the essays of the bundle. An essay needs an id of its own, a web address and a title; authors and language fall back to the
 * feed's.
 *
 * Units   now in ms since 1970, UTC: when these essays are first seen.
 * Errors  bundle-damaged with `kept` 0 if the text is no JSON Feed with an address.
 * Source  https://www.jsonfeed.org/version/1.1/; `_sidelight` holds `kind` ('feed' or 'listing') and `source` (the id of the source).
 */
export function readBundle(text: string, now: number): Result<Bundle> {
  const feed = parse(text);
  const source = feed && readSource(feed, now);
  if (feed === undefined || source === undefined || !Array.isArray(feed['items'])) {
    return failed({ kind: 'bundle-damaged', kept: 0, skipped: 0 });
  }
  const defaults = { sourceId: source.id, author: authorsOf(feed), language: languageOf(feed) };
  const essays = new Map<EssayId, Essay>();
  for (const item of feed['items']) {
    const essay = readItem(item, defaults, now);
    if (essay !== undefined && !essays.has(essay.id)) essays.set(essay.id, essay);
  }
  return ok({ source, essays: [...essays.values()], skipped: feed['items'].length - essays.size });
}

function parse(text: string): Raw | undefined {
  try {
    const feed: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isObject(feed) && String(feed['version']).startsWith(JSON_FEED) ? feed : undefined;
  } catch {
    return undefined;
  }
}

function readSource(feed: Raw, now: number): Source | undefined {
  const extension = isObject(feed['_sidelight']) ? feed['_sidelight'] : {};
  const siteUrl = addressOf(feed['home_page_url']);
  const url = addressOf(feed['feed_url']) ?? siteUrl;
  if (url === undefined) return undefined;
  return {
    id: (textOf(extension['source']) ?? url) as SourceId, // as: this is where the bundle's source gets its id
    kind: extension['kind'] === 'listing' ? 'listing' : 'feed',
    url,
    siteUrl: siteUrl ?? url,
    title: textOf(feed['title']) ?? new URL(url).hostname,
    addedAt: now,
  };
}

function readItem(item: unknown, { sourceId, ...defaults }: Defaults, now: number): Essay | undefined {
  if (!isObject(item)) return undefined;
  const id = textOf(item['id']);
  const url = addressOf(item['url']);
  const title = textOf(item['title']);
  if (id === undefined || id.length > MAX_ID_CHARS || url === undefined || title === undefined) return undefined;
  const summary = textOf(item['summary']) ?? '';
  const text = textOf(item['content_text']);
  const author = authorsOf(item) ?? defaults.author;
  const language = languageOf(item) ?? defaults.language;
  const publishedAt = dateOf(item['date_published']);
  return {
    id: id as EssayId, // as: the bundle's own ids are chosen once and kept
    sourceId,
    url,
    title,
    summary,
    ...(text !== undefined && text !== summary && { text }),
    ...(author !== undefined && { author }),
    ...(language !== undefined && { language }),
    tags: tagsOf(item['tags']),
    ...(publishedAt !== undefined && { publishedAt }),
    firstSeenAt: now,
  };
}

const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

function addressOf(value: unknown): string | undefined {
  return typeof value === 'string' ? webAddress(value) : undefined;
}

function languageOf({ language }: Raw): string | undefined {
  const tag = textOf(language);
  return tag !== undefined && LANGUAGE.test(tag) ? tag : undefined;
}

function dateOf(value: unknown): number | undefined {
  const date = textOf(value);
  const at = date !== undefined && DATE.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

function authorsOf({ authors }: Raw): string | undefined {
  const names = Array.isArray(authors) ? authors.map((author) => (isObject(author) ? textOf(author['name']) : undefined)) : [];
  return textOf(names.filter((name) => name !== undefined).join(', '));
}

function tagsOf(value: unknown): string[] {
  const tags = Array.isArray(value) ? value.map(textOf).filter((tag) => tag !== undefined) : [];
  return [...new Set(tags)];
}
