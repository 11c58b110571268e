/**
 * The same files as documents of a CouchDB database, by plain requests: whatever speaks CouchDB's HTTP API, and clusters and copies of the database that
 * replicate among themselves. Heads and keys are documents, segments and blobs are attachments. Each machine writes only documents of its own; where two
 * servers have two versions of one all the same, both count.
 */

import { isDevice } from '../core/library/stamp';
import { problemOf } from '../core/sync/answer';
import { headText, readHead } from '../core/sync/head';
import { type Answer, came, stopped } from '../core/sync/problem';
import { type Ask, KEYS_FILE, type Remote, type SeenHead, textOf, utf8 } from './remote';

const PREFIX = 'sidelight:'; // an id that begins with _ is refused
const CHANGES_AT_ONCE = 1_000;
const MOST_PAGES = 500; // of changes: a server that always has more is not listened to without end
const MOST_MACHINES = 200;
const MOST_DOCUMENT_BYTES = 2_000_000;
const TRIES = 4; // each time somebody else was quicker
const ATTACHMENT = 'bytes';

type Raw = Readonly<Record<string, unknown>>;

export function couchRemote(base: string, ask: Ask, now: () => number): Remote {
  const root = base.replace(/\/+$/, '');
  const revisions = new Map<string, string>();
  const documentOf = (file: string): string => `${root}/${encodeURIComponent(PREFIX + file)}`;
  const isDocument = (file: string): boolean => file === KEYS_FILE || file.endsWith('/head');

  async function json(request: Parameters<Ask>[0]): Promise<Answer<{ readonly status: number; readonly body: Raw }>> {
    const answer = await ask({ mostBytes: MOST_DOCUMENT_BYTES, ...request, headers: { Accept: 'application/json', ...request.headers } });
    if (!answer.ok) return answer;
    const { status, bytes } = answer.value;
    const problem = status === 404 || status === 409 ? undefined : problemOf(answer.value, now());
    if (problem !== undefined) return stopped(problem);
    const body = parsed(textOf(bytes));
    return body === undefined ? stopped({ kind: status === 404 ? 'not-found' : 'page-instead' }) : came({ status, body });
  }

  /** Undefined where there is none. */
  async function read(file: string, revision?: string): Promise<Answer<Raw | undefined>> {
    const answer = await json({
      method: 'GET',
      url: `${documentOf(file)}${revision === undefined ? '?conflicts=true' : `?rev=${encodeURIComponent(revision)}`}`,
    });
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    if (status === 404)
      return body['reason'] === 'no_db_file' || body['reason'] === 'Database does not exist.'
        ? stopped({ kind: 'not-found' })
        : came(undefined);
    if (typeof body['_rev'] === 'string' && revision === undefined) revisions.set(file, body['_rev']);
    return came(body);
  }

  /** With what other servers wrote under the same name. */
  async function textAt(file: string): Promise<Answer<string | undefined>> {
    const answer = await read(file);
    if (!answer.ok || answer.value === undefined) return answer as Answer<undefined>; // as: neither holds a document
    const texts = [textIn(answer.value)];
    for (const loser of conflictsIn(answer.value)) {
      const other = await read(file, loser);
      if (!other.ok) return other;
      if (other.value !== undefined) texts.push(textIn(other.value));
    }
    return came(texts.reduce(joinedHeads));
  }

  async function headOf(device: string): Promise<Answer<SeenHead | undefined>> {
    const file = `devices/${device}/head`;
    const text = await textAt(file);
    if (!text.ok) return text;
    return came(text.value === undefined ? undefined : { device, tag: revisions.get(file) ?? '', text: text.value });
  }

  async function putText(file: string, text: string): Promise<Answer<undefined>> {
    for (let tried = 0; tried < TRIES; tried++) {
      const revision = revisions.get(file);
      const body = JSON.stringify({ ...(revision !== undefined && { _rev: revision }), text });
      const answer = await json({ method: 'PUT', url: documentOf(file), headers: { 'Content-Type': 'application/json' }, body });
      if (!answer.ok) return answer;
      const { status, body: said } = answer.value;
      if (status === 404) return stopped({ kind: 'not-found' });
      if (status !== 409) {
        if (typeof said['rev'] !== 'string') return stopped({ kind: 'lies' });
        revisions.set(file, said['rev']);
        return came(undefined);
      }
      revisions.delete(file);
      const there = await read(file); // for its revision; the one who writes here is this machine
      if (!there.ok) return there;
      await dropConflicts(file, there.value);
    }
    return stopped({ kind: 'changed' });
  }

  /** What they held is in what is written next. */
  async function dropConflicts(file: string, held: Raw | undefined): Promise<void> {
    for (const loser of held === undefined ? [] : conflictsIn(held))
      await json({ method: 'DELETE', url: `${documentOf(file)}?rev=${encodeURIComponent(loser)}` });
  }

  return {
    prepare: async () => came(undefined),

    async look(tags, mark, me) {
      const changed = new Set<string>();
      let since = mark ?? '0';
      for (let page = 0; ; page++) {
        if (page === MOST_PAGES || changed.size > MOST_MACHINES) return stopped({ kind: 'too-much' });
        const url = `${root}/_changes?style=main_only&limit=${CHANGES_AT_ONCE}&since=${encodeURIComponent(since)}`;
        const answer = await json({ method: 'GET', url });
        if (!answer.ok) return answer;
        const { results, last_seq: last, pending } = answer.value.body;
        if (answer.value.status === 404) return stopped({ kind: 'not-found' });
        if (!Array.isArray(results) || (typeof last !== 'string' && typeof last !== 'number')) return stopped({ kind: 'not-ours' });
        for (const each of results as readonly unknown[]) {
          const device = deviceIn(each);
          if (device !== undefined && device !== me) changed.add(device);
        }
        const isLast = pending === 0 || (pending === undefined && results.length < CHANGES_AT_ONCE) || String(last) === since;
        since = String(last);
        if (isLast) break;
      }
      const heads: SeenHead[] = [];
      for (const device of changed) {
        const head = await headOf(device);
        if (!head.ok) return head;
        if (head.value !== undefined && (head.value.tag !== tags[device] || head.value.tag === '')) heads.push(head.value);
      }
      return came({ heads, mark: since });
    },

    async get(file, mostBytes) {
      if (isDocument(file)) {
        const text = await textAt(file);
        return text.ok ? came(text.value === undefined ? undefined : utf8(text.value)) : text;
      }
      const answer = await ask({ method: 'GET', url: `${documentOf(file)}/${ATTACHMENT}`, ...(mostBytes !== undefined && { mostBytes }) });
      if (!answer.ok) return answer;
      if (answer.value.status === 404) return came(undefined);
      const problem = problemOf(answer.value, now());
      return problem === undefined ? came(answer.value.bytes) : stopped(problem);
    },

    async put(file, bytes) {
      if (isDocument(file)) return putText(file, textOf(bytes));
      const answer = await json({
        method: 'PUT',
        url: `${documentOf(file)}/${ATTACHMENT}`,
        headers: { 'Content-Type': 'application/octet-stream' },
        body: bytes,
      });
      if (!answer.ok) return answer;
      if (answer.value.status === 404) return stopped({ kind: 'not-found' });
      return came(undefined); // 409: it is there already, and is called by what it holds
    },

    async remove(file) {
      const there = await read(file);
      if (!there.ok) return there;
      const revision = there.value?.['_rev'];
      if (typeof revision !== 'string') return came(undefined);
      revisions.delete(file);
      const answer = await json({ method: 'DELETE', url: `${documentOf(file)}?rev=${encodeURIComponent(revision)}` });
      return answer.ok ? came(undefined) : answer;
    },
  };
}

/** Two versions of one head: the segments of both. Of anything else the one that the server takes. */
function joinedHeads(a: string, b: string): string {
  const [one, two] = [readHead(a), readHead(b)];
  if (typeof one === 'string' || typeof two === 'string') return a;
  const names = new Set(one.segments.map(({ name }) => name));
  return headText({ segments: [...one.segments, ...two.segments.filter(({ name }) => !names.has(name))] });
}

const textIn = (held: Raw): string => (typeof held['text'] === 'string' ? held['text'] : '');

function conflictsIn(held: Raw): readonly string[] {
  const conflicts = held['_conflicts'];
  return Array.isArray(conflicts) ? conflicts.filter((each): each is string => typeof each === 'string').slice(0, 20) : [];
}

/** Of a row of changes, whose head it is. */
function deviceIn(row: unknown): string | undefined {
  const { id } = (typeof row === 'object' && row !== null ? row : {}) as Raw; // as: checked next
  const device =
    typeof id === 'string' && id.startsWith(`${PREFIX}devices/`) && id.endsWith('/head') ? id.slice(PREFIX.length + 8, -5) : undefined;
  return device !== undefined && isDevice(device) ? device : undefined;
}

/** Whether a database is there. CouchDB says how it is called, and what is in it. */
export async function lookForCouch(base: string, ask: Ask, now: () => number): Promise<Answer<{ readonly server: string }>> {
  const answer = await ask({
    method: 'GET',
    url: base.replace(/\/+$/, ''),
    headers: { Accept: 'application/json' },
    mostBytes: MOST_DOCUMENT_BYTES,
  });
  if (!answer.ok) return answer;
  const problem = problemOf(answer.value, now());
  if (problem !== undefined) return stopped(problem);
  const body = parsed(textOf(answer.value.bytes));
  const isDatabase = body !== undefined && typeof body['db_name'] === 'string' && body['update_seq'] !== undefined;
  return isDatabase ? came({ server: answer.value.server ?? '' }) : stopped({ kind: 'not-ours' });
}

function parsed(text: string): Raw | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Raw) : undefined; // as: fields are checked by whoever reads them
  } catch {
    return undefined;
  }
}
