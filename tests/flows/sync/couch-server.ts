/** A CouchDB as its documentation has it: revisions as trees, 409 without the right one, _changes, attachments, and copies that replicate among themselves. */
import { createHash } from 'node:crypto';
import { type Call, type Loopback, loopback, type Said, unauthorized } from './loopback';

type Leaf = {
  readonly rev: string;
  readonly ancestors: readonly string[];
  readonly isDeleted: boolean;
  readonly body: Record<string, unknown>;
  readonly attachments: ReadonlyMap<string, Buffer>;
};
type Doc = { leaves: Leaf[]; seq: number };

export type CouchServer = Loopback & {
  readonly docs: Map<string, Doc>;
  readonly address: string;
  readonly replicateTo: (other: CouchServer) => void;
  readonly receive: (docs: Map<string, Doc>) => void;
};

export async function couchServer(login = { user: 'ann', password: 'secret' }): Promise<CouchServer> {
  const docs = new Map<string, Doc>();
  let seq = 0;
  const next = (): number => {
    seq += 1;
    return seq;
  };
  const server = await loopback((call) => unauthorized(call, login.user, login.password) ?? answer(call, docs, next));
  /** As the replicator does: leaves that are not there come, and those that they follow are leaves no more. */
  const receive = (theirs: Map<string, Doc>): void => {
    for (const [id, { leaves }] of theirs) {
      const mine = docs.get(id) ?? { leaves: [], seq: 0 };
      const known = new Set(mine.leaves.flatMap(({ rev, ancestors }) => [rev, ...ancestors]));
      const added = leaves.filter(({ rev }) => !known.has(rev));
      if (added.length === 0) continue;
      const passed = new Set(added.flatMap(({ ancestors }) => ancestors));
      docs.set(id, { leaves: [...mine.leaves.filter(({ rev }) => !passed.has(rev)), ...added], seq: next() });
    }
  };
  const it: CouchServer = Object.assign(server, {
    docs,
    address: `${server.origin}/marks`,
    receive,
    replicateTo: (other: CouchServer) => other.receive(docs),
  });
  return it;
}

const json = (status: number, value: unknown): Said => ({
  status,
  headers: { 'content-type': 'application/json', server: 'CouchDB/3.3.3 (made up)' },
  body: `${JSON.stringify(value)}\n`,
});
const missing = (): Said => json(404, { error: 'not_found', reason: 'missing' });
const generation = (rev: string): number => Number(rev.split('-')[0]);

function winner({ leaves }: Doc): Leaf | undefined {
  return [...leaves].sort(
    (a, b) => Number(a.isDeleted) - Number(b.isDeleted) || generation(b.rev) - generation(a.rev) || (a.rev < b.rev ? 1 : -1),
  )[0];
}

function answer({ method, path, body }: Call, docs: Map<string, Doc>, next: () => number): Said {
  const [where = '', query = ''] = path.split('?');
  const [, database, ...rest] = where.split('/').map(decodeURIComponent);
  const asked = new URLSearchParams(query);
  if (database === '') return json(200, { couchdb: 'Welcome', version: '3.3.3' });
  if (database !== 'marks') return json(404, { error: 'not_found', reason: 'Database does not exist.' });
  if (rest.length === 0)
    return method === 'GET'
      ? json(200, { db_name: 'marks', update_seq: '1-x', doc_count: docs.size })
      : json(405, { error: 'method_not_allowed' });
  if (rest[0] === '_changes') return changes(asked, docs);
  const [id = '', attachment] = rest;
  if (id.startsWith('_')) return json(400, { error: 'illegal_docid' });
  const doc = docs.get(id);
  const top = doc && winner(doc);
  const write = (leaf: Omit<Leaf, 'rev' | 'ancestors'>, over: Leaf | undefined): Said => {
    const print = createHash('md5')
      .update(JSON.stringify([leaf.body, leaf.isDeleted, [...leaf.attachments.keys()], over?.rev, Math.random()]))
      .digest('hex');
    const rev = `${(over === undefined ? 0 : generation(over.rev)) + 1}-${print}`;
    const made = { ...leaf, rev, ancestors: over === undefined ? [] : [over.rev, ...over.ancestors] };
    docs.set(id, { leaves: [...(doc?.leaves ?? []).filter((each) => each !== over), made], seq: next() });
    return json(leaf.isDeleted ? 200 : 201, { ok: true, id, rev });
  };
  if (method === 'GET') {
    const rev = asked.get('rev');
    const leaf = rev === null ? top : doc?.leaves.find((each) => each.rev === rev);
    if (leaf === undefined || (leaf.isDeleted && rev === null)) return missing();
    if (attachment !== undefined) {
      const bytes = leaf.attachments.get(attachment);
      return bytes === undefined ? missing() : { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: bytes };
    }
    const conflicts = (doc?.leaves ?? []).filter((each) => each !== top && !each.isDeleted).map((each) => each.rev);
    return json(200, {
      _id: id,
      _rev: leaf.rev,
      ...leaf.body,
      ...(asked.has('conflicts') && conflicts.length > 0 && { _conflicts: conflicts }),
    });
  }
  const over =
    asked.get('rev') ??
    (attachment === undefined && method === 'PUT' ? (JSON.parse(body.toString() || '{}') as { _rev?: string })._rev : undefined);
  const leaf = over === undefined || over === null ? undefined : doc?.leaves.find((each) => each.rev === over && !each.isDeleted);
  const isFree = top === undefined || top.isDeleted;
  if (leaf === undefined && (!isFree || (over !== undefined && over !== null)))
    return json(409, { error: 'conflict', reason: 'Document update conflict.' });
  if (method === 'PUT' && attachment !== undefined)
    return write(
      { isDeleted: false, body: leaf?.body ?? {}, attachments: new Map([...(leaf?.attachments ?? []), [attachment, body]]) },
      leaf ?? (top?.isDeleted ? top : undefined),
    );
  if (method === 'PUT') {
    const { _rev: _, _id: __, ...fields } = JSON.parse(body.toString()) as Record<string, unknown>;
    return write(
      { isDeleted: false, body: fields, attachments: leaf?.attachments ?? new Map() },
      leaf ?? (top?.isDeleted ? top : undefined),
    );
  }
  if (method === 'DELETE') return leaf === undefined ? missing() : write({ isDeleted: true, body: {}, attachments: new Map() }, leaf);
  return json(405, { error: 'method_not_allowed' });
}

function changes(asked: URLSearchParams, docs: Map<string, Doc>): Said {
  const since = Number((asked.get('since') ?? '0').split('-')[0]);
  const limit = Number(asked.get('limit') ?? 1000);
  const rows = [...docs].filter(([, { seq }]) => seq > since).sort(([, a], [, b]) => a.seq - b.seq);
  const some = rows.slice(0, limit).map(([id, doc]) => ({
    seq: `${doc.seq}-x`,
    id,
    changes: [{ rev: winner(doc)?.rev }],
    ...(winner(doc)?.isDeleted && { deleted: true }),
  }));
  return json(200, { results: some, last_seq: some.at(-1)?.seq ?? asked.get('since') ?? '0', pending: Math.max(0, rows.length - limit) });
}
