/** Reads what a server says that speaks the Google Reader API: FreshRSS, Miniflux and the hosted ones, in the subset that all of them have. Total. */
import { webAddress } from '../address';

type Raw = Readonly<Record<string, unknown>>;

export type Subscription = { readonly url: string; readonly title?: string; readonly siteUrl?: string; readonly folder?: string };

/** An item with its state there. `id`: as a decimal number, whatever form it came in. */
export type ReaderItem = {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly isRead: boolean;
  readonly isStarred: boolean;
};

export type Ids = { readonly ids: readonly string[]; readonly continuation?: string };

/** The token of a login: a line `Auth=…`. */
export function readAuth(text: string): string | undefined {
  return /^Auth=(\S{1,2000})\s*$/m.exec(text)?.[1];
}

/** Undefined for what is no list at all; a subscription that does not read costs no other. */
export function readSubscriptions(text: string): readonly Subscription[] | undefined {
  const list = parsed(text)?.['subscriptions'];
  return Array.isArray(list) ? list.flatMap((each) => subscriptionOf(each) ?? []) : undefined;
}

/** Some name the feed in `url`, others only in the id, `feed/ADDRESS`. */
function subscriptionOf(raw: unknown): Subscription | undefined {
  if (!isObject(raw)) return undefined;
  const { id, url, title, htmlUrl, categories } = raw;
  const named = [url, typeof id === 'string' ? id.replace(/^feed\//, '') : undefined];
  const address = named.flatMap((each) => (typeof each === 'string' ? (webAddress(each) ?? []) : []))[0];
  if (address === undefined) return undefined;
  const folder = Array.isArray(categories) ? categories.map(labelOf).find((label) => label !== undefined) : undefined;
  const site = typeof htmlUrl === 'string' ? webAddress(htmlUrl) : undefined;
  return {
    url: address,
    ...(typeof title === 'string' && title.trim() !== '' && { title: title.trim().slice(0, 500) }),
    ...(site !== undefined && { siteUrl: site }),
    ...(folder !== undefined && { folder }),
  };
}

function labelOf(raw: unknown): string | undefined {
  if (!isObject(raw)) return undefined;
  const { label, id } = raw;
  const said = typeof label === 'string' ? label : typeof id === 'string' ? (/\/label\/(.+)$/.exec(id)?.[1] ?? '') : '';
  return said.trim() === '' ? undefined : said.trim().slice(0, 200);
}

export function readIds(text: string): Ids | undefined {
  const { itemRefs, continuation } = parsed(text) ?? {};
  if (!Array.isArray(itemRefs)) return undefined;
  const next = typeof continuation === 'string' || typeof continuation === 'number' ? String(continuation) : '';
  const ids = itemRefs.flatMap((each) => (isObject(each) ? (decimalOf(each['id']) ?? []) : []));
  return { ids, ...(next !== '' && { continuation: next }) };
}

export function readItems(text: string): readonly ReaderItem[] | undefined {
  const list = parsed(text)?.['items'];
  return Array.isArray(list) ? list.flatMap((each) => itemOf(each) ?? []) : undefined;
}

function itemOf(raw: unknown): ReaderItem | undefined {
  if (!isObject(raw)) return undefined;
  const id = decimalOf(raw['id']);
  const url = [raw['canonical'], raw['alternate']].flatMap(hrefsIn)[0];
  if (id === undefined || url === undefined) return undefined;
  const states = Array.isArray(raw['categories']) ? raw['categories'].filter((each): each is string => typeof each === 'string') : [];
  const has = (state: string): boolean => states.some((each) => each.endsWith(`/state/com.google/${state}`));
  const { title } = raw;
  return { id, url, title: typeof title === 'string' ? title.trim() : '', isRead: has('read'), isStarred: has('starred') };
}

function hrefsIn(raw: unknown): readonly string[] {
  return Array.isArray(raw)
    ? raw.flatMap((each) => (isObject(each) && typeof each['href'] === 'string' ? (webAddress(each['href']) ?? []) : []))
    : [];
}

/** `tag:google.com,2005:reader/item/000000000000001F` and 31 are one id, and what is above 2^63 is negative in decimals. */
function decimalOf(raw: unknown): string | undefined {
  const text = typeof raw === 'number' && Number.isSafeInteger(raw) ? String(raw) : raw;
  if (typeof text !== 'string') return undefined;
  const hex = /^tag:google\.com,2005:reader\/item\/([0-9a-f]{1,16})$/i.exec(text)?.[1];
  if (hex !== undefined) return BigInt.asIntN(64, BigInt(`0x${hex}`)).toString();
  return /^-?\d{1,20}$/.test(text) ? BigInt(text).toString() : undefined;
}

function parsed(text: string): Raw | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
