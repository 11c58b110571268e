/**
 * Files on a WebDAV server (RFC 4918): Nextcloud, ownCloud, Apache, nginx. Uses four verbs and no condition on what is written, because servers do not
 * keep to those (nginx overwrites, Apache refuses its own weak tags): so no file has two writers. No lock files: one that is left locks everyone out.
 */

import { isDevice } from '../core/library/stamp';
import { lastingTag, listedIn, problemOf, tagsToAsk } from '../core/sync/answer';
import { type Answer, came, type SyncProblem, stopped } from '../core/sync/problem';
import type { Tags } from '../core/sync/round';
import { type Ask, headFile, type Look, type Remote, type SeenHead, textOf } from './remote';

const FOLDER = 'sidelight';
const MOST_HEAD_BYTES = 1_000_000;
const MOST_LISTING_BYTES = 1_000_000;
// Names are all that is wanted, and this is what says least of each; asked for nothing, sabre/dav (Nextcloud, ownCloud) says everything.
const PROPFIND = '<propfind xmlns="DAV:"><prop><displayname/></prop></propfind>';
const MOST_MACHINES = 50;
const LISTED_FOR_MS = 60 * 60_000; // a list of folders is most of the bytes of a round with nothing new, and new machines are rare

/** `base`: the folder that its reader names, which has to be there. */
export function davRemote(base: string, ask: Ask, now: () => number): Remote {
  const root = `${base.replace(/\/+$/, '')}/${FOLDER}/`;

  async function makeFolder(path: string): Promise<Answer<undefined>> {
    const answer = await ask({ method: 'MKCOL', url: root + path });
    if (!answer.ok) return answer;
    const { status } = answer.value;
    if (status === 405) return came(undefined); // it is there
    if (status === 409) return stopped({ kind: 'no-folder' });
    const problem = problemOf(answer.value, now(), 'anything');
    return problem === undefined ? came(undefined) : stopped(problem);
  }

  async function headOf(device: string, tag: string | undefined): Promise<Answer<SeenHead | undefined>> {
    const answer = await ask({
      ...{ method: 'GET', url: root + headFile(device), mostBytes: MOST_HEAD_BYTES },
      ...(tag !== undefined && tag !== '' && { headers: { 'If-None-Match': tagsToAsk(tag) } }),
    });
    if (!answer.ok) return answer;
    const { status, bytes } = answer.value;
    if (status === 304) return came({ device, tag: tag ?? '' });
    if (status === 404) return came(undefined); // a machine that has made its folder and written nothing yet
    const problem = problemOf(answer.value, now());
    return problem === undefined ? came({ device, tag: lastingTag(answer.value), text: textOf(bytes) }) : stopped(problem);
  }

  /** None where nobody has begun yet. */
  async function listOthers(me: string): Promise<Answer<readonly string[]>> {
    const url = `${root}devices/`;
    const answer = await list(ask, url, 1);
    if (!answer.ok) return answer;
    if (answer.value.status === 404 || answer.value.status === 405) return came([]); // 405 is what some Nextclouds say of what is not there
    const problem = problemOf(answer.value, now());
    if (problem !== undefined) return stopped(problem);
    if (answer.value.status !== 207) return stopped({ kind: 'not-ours' });
    return came(listedIn(textOf(answer.value.bytes), url).filter((name) => isDevice(name) && name !== me));
  }

  return {
    async prepare(device) {
      for (const path of ['', 'devices/', `devices/${device}/`, 'blobs/']) {
        const made = await makeFolder(path);
        if (!made.ok) return made;
      }
      return came(undefined);
    },

    async look(tags: Tags, mark, me, isThorough = false): Promise<Answer<Look>> {
      const known = Object.keys(tags).filter((name) => isDevice(name) && name !== me);
      const isListed = known.length > 0 && !isThorough && isRecent(mark, now());
      const listed = isListed ? came(known) : await listOthers(me);
      if (!listed.ok) return listed;
      const heads: SeenHead[] = [];
      for (const device of listed.value.slice(0, MOST_MACHINES)) {
        const head = await headOf(device, tags[device]);
        if (!head.ok) return head;
        if (head.value !== undefined) heads.push(head.value);
      }
      return came({ heads, mark: isListed && mark !== undefined ? mark : String(now()) });
    },

    async get(file, mostBytes) {
      const answer = await ask({ method: 'GET', url: root + file, ...(mostBytes !== undefined && { mostBytes }) });
      if (!answer.ok) return answer;
      if (answer.value.status === 404) return came(undefined);
      const problem = problemOf(answer.value, now());
      return problem === undefined ? came(answer.value.bytes) : stopped(problem);
    },

    async put(file, bytes) {
      const answer = await ask({ method: 'PUT', url: root + file, headers: { 'Content-Type': 'application/octet-stream' }, body: bytes });
      if (!answer.ok) return answer;
      const problem =
        answer.value.status === 409 ? ({ kind: 'no-folder' } satisfies SyncProblem) : problemOf(answer.value, now(), 'anything');
      return problem === undefined ? came(undefined) : stopped(problem);
    },

    async remove(file) {
      const answer = await ask({ method: 'DELETE', url: root + file });
      if (!answer.ok) return answer;
      const problem = problemOf(answer.value, now(), 'anything');
      return problem === undefined || problem.kind === 'not-found' ? came(undefined) : stopped(problem);
    },
  };
}

const list = (ask: Ask, url: string, depth: 0 | 1): ReturnType<Ask> =>
  ask({
    ...{ method: 'PROPFIND', url, headers: { Depth: String(depth), 'Content-Type': 'text/xml' } },
    ...{ body: PROPFIND, mostBytes: MOST_LISTING_BYTES },
  });

/** Of this hour. A clock that was set back has seen no list. */
function isRecent(mark: string | undefined, now: number): boolean {
  const at = mark === undefined ? Number.NaN : Number(mark);
  return at <= now && now - at < LISTED_FOR_MS;
}

/** Whether the folder is there and speaks WebDAV. */
export async function lookForDav(base: string, ask: Ask, now: () => number): Promise<Answer<{ readonly server: string }>> {
  const url = `${base.replace(/\/+$/, '')}/`;
  const answer = await list(ask, url, 0);
  if (!answer.ok) return answer;
  const problem = problemOf(answer.value, now());
  if (problem !== undefined) return stopped(problem);
  return answer.value.status === 207 ? came({ server: answer.value.server ?? '' }) : stopped({ kind: 'not-ours' });
}
