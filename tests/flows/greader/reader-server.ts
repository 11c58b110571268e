/** A server that speaks the Google Reader API with the oddities of those that people run: of two tags in one request only the last is done, an unknown id is OK, a wrong token is refused as a wrong login is, and there is no GET of contents. */
import { type Call, type Loopback, loopback, type Said } from '../sync/loopback';

export type There = {
  readonly id: bigint;
  readonly url: string;
  readonly title: string;
  readonly at: number;
  read: boolean;
  starred: boolean;
};
export type ReaderServer = Loopback & {
  readonly address: string;
  readonly items: There[];
  readonly feeds: { url: string; title: string; folder?: string }[];
  token: string;
};

export async function readerServer(): Promise<ReaderServer> {
  const it = { items: [] as There[], feeds: [] as ReaderServer['feeds'], token: 'first' };
  const server = await loopback((call) => answer(call, it));
  return Object.assign(server, it, { address: `${server.origin}/api/greader.php` }) as ReaderServer; // as: whole with the server
}

const json = (value: unknown): Said => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });
const text = (body: string, status = 200): Said => ({ status, headers: { 'content-type': 'text/plain' }, body });
const longId = (id: bigint): string => `tag:google.com,2005:reader/item/${BigInt.asUintN(64, id).toString(16).padStart(16, '0')}`;

function answer({ method, path, headers, body }: Call, it: Pick<ReaderServer, 'items' | 'feeds' | 'token'>): Said {
  const url = new URL(path, 'http://none.invalid');
  const form = new URLSearchParams(body.toString());
  const what = url.pathname.replace('/api/greader.php', '');
  if (what === '/accounts/ClientLogin')
    return form.get('Email') === 'ann' && form.get('Passwd') === 'secret'
      ? text('SID=x\nLSID=null\nAuth=ann/abc\n')
      : text('Error=BadAuthentication', 401);
  if (headers.authorization !== 'GoogleLogin auth=ann/abc') return text('Unauthorized', 401);
  const call = what.replace('/reader/api/0/', '');
  if (call === 'token') return text(`${it.token}\n`);
  if (call === 'subscription/list')
    return json({
      subscriptions: it.feeds.map(({ url: feed, title, folder }, at) => ({
        id: `feed/${at}`,
        url: feed,
        title,
        categories: folder === undefined ? [] : [{ id: `user/-/label/${folder}`, label: folder }],
      })),
    });
  if (call === 'stream/items/ids') return ids(url.searchParams, it.items);
  if (method !== 'POST') return text('Not found', 404);
  if (call === 'stream/items/contents')
    return json({
      items: it.items
        .filter(({ id }) => form.getAll('i').includes(id.toString()))
        .map(({ id, url: href, title, read, starred }) => ({
          ...{ id: longId(id), title, canonical: [{ href }] },
          categories: [
            'user/1/state/com.google/reading-list',
            ...(read ? ['user/1/state/com.google/read'] : []),
            ...(starred ? ['user/1/state/com.google/starred'] : []),
          ],
        })),
    });
  if (form.get('T') !== it.token) return text('Unauthorized', 401);
  if (call === 'subscription/quickadd') {
    it.feeds.push({ url: String(form.get('quickadd')), title: 'added' });
    return json({ numResults: 1 });
  }
  const [add, remove] = [form.getAll('a').at(-1), form.getAll('r').at(-1)];
  for (const item of it.items.filter(({ id }) => form.getAll('i').includes(id.toString()))) {
    for (const [tag, on] of [[add, true] as const, [remove, false] as const]) {
      if (tag?.endsWith('/read')) item.read = on;
      if (tag?.endsWith('/starred')) item.starred = on;
    }
  }
  return text('OK');
}

const PAGE = 3; // small, so that there are always more

function ids(asked: URLSearchParams, items: readonly There[]): Said {
  const since = Number(asked.get('ot') ?? 0) * 1000;
  const some = items.filter(({ at, read, starred }) =>
    asked.get('s')?.endsWith('starred') ? starred : at >= since && !(asked.get('xt')?.endsWith('/read') && read),
  );
  const from = Number(asked.get('c') ?? 0);
  const next = from + PAGE < some.length ? { continuation: String(from + PAGE) } : {};
  return json({ itemRefs: some.slice(from, from + PAGE).map(({ id }) => ({ id: id.toString() })), ...next });
}
