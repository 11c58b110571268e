/**
 * Takes the copies that saved pages are to have, from the tabs where they are open. What is to be taken is remembered while the browser runs, so that
 * a worker that was killed takes it again; one that could not be taken is taken when the page is next read.
 */
import type { PictureTray } from '../../core/copy/tray';
import type { EssayId } from '../../core/essay';
import type { PictureLost } from '../../core/library/copy';
import type { Place } from '../../core/library/marks';
import { isSamePlace } from '../../core/library/saved-page';
import { failed, ok, type Problem, type Result } from '../../core/problem';
import { isOff } from '../../core/settings';
import type { BlobRow } from '../../edge/store/database';
import { keepCopy } from '../../edge/store/keep-copy';
import type { Library } from '../../edge/store/library';
import { entriesOf } from '../../edge/store/lists';
import { standingOf } from '../../edge/store/save-page';
import { type CopyOutcome, copyPage } from '../../flows/save-page';
import type { Copied } from '../../messages/contract';
import { stayAwake } from './awake';
import { turnstile, within } from './limits';
import type { Outside } from './outside';
import type { SettingsDoor } from './settings';
import { hostOf } from './sites';
import type { TellReader } from './told';

const NAME = 'copiesToTake';
const MEGABYTE = 2 ** 20;
const MOST_PICTURE_BYTES = 5 * MEGABYTE; // as contexts/copier sends them
const TAKEN_WITHIN_MS = 30_000; // a page that computes without end is left alone
const COPIER_VERSION = 1;

type ToTake = { readonly tabId: number; readonly address: string; readonly from: Place };
type AllToTake = Readonly<Record<EssayId, ToTake>>;
type Sent = { readonly tabId: number; readonly tray: PictureTray<BlobRow> };

export type Copying = ReturnType<typeof copyingOf>;

export function copyingOf(outside: Outside, settings: SettingsDoor, told: TellReader, want: () => void) {
  const { memory, tabs, copier, clock } = outside;
  const inTurn = turnstile();
  const running = new Map<EssayId, Promise<Result<Copied>>>();
  const trays = new Map<string, Sent>(); // by the key of a copy whose pictures come in

  async function toTake(): Promise<AllToTake> {
    const kept = await memory.recall(NAME);
    return typeof kept === 'object' && kept !== null ? (kept as AllToTake) : {}; // as: nobody else writes there
  }

  function change(next: (before: AllToTake) => AllToTake): Promise<void> {
    return inTurn(async () => memory.remember(NAME, next(await toTake())));
  }

  const done = (id: EssayId): Promise<void> => change(({ [id]: _, ...others }) => others);

  /** Begun once, however many ask for it. */
  function take(library: Library, id: EssayId, ask: ToTake): Promise<Result<Copied>> {
    const going = running.get(id);
    if (going !== undefined) return going;
    const mine = takeNow(library, id, ask).finally(() => running.delete(id));
    running.set(id, mine);
    return mine;
  }

  async function takeNow(library: Library, id: EssayId, ask: ToTake): Promise<Result<Copied>> {
    const sleep = stayAwake(outside);
    try {
      const outcome = (await mayRead(ask)) ? await copy(library, id, ask) : ({ state: 'none' } as const);
      await done(id);
      return await resultOf(library, id, outcome);
    } finally {
      sleep();
    }
  }

  /** On the off list nothing is ever read, not even what is saved there. */
  async function mayRead({ tabId, address }: ToTake): Promise<boolean> {
    const [tab, { offHosts }] = await Promise.all([tabs.tabById(tabId), settings.load()]);
    const isThere = tab !== undefined && !tab.isAsleep && !tab.isPrivate && (tab.url === undefined || isSamePlace(tab.url, address));
    return isThere && !isOff(hostOf({ url: address }) ?? '', offHosts);
  }

  async function copy(library: Library, essayId: EssayId, { tabId, address, from }: ToTake): Promise<CopyOutcome> {
    const { copyMegabytes } = await settings.load();
    const copyBytes = copyMegabytes * MEGABYTE;
    return copyPage<BlobRow>(
      {
        take: () => within(clock, TAKEN_WITHIN_MS, copier.takeCopy(tabId, outside.copierScript), undefined),
        limits: { copyBytes, pictureBytes: Math.min(copyBytes, MOST_PICTURE_BYTES) },
        async sendPictures(tray) {
          const key = crypto.randomUUID();
          trays.set(key, { tabId, tray });
          await copier.sendPictures(tabId, key, copyBytes);
          return () => trays.delete(key);
        },
        keep: (gathered) => keepCopy(library, { ...gathered, version: COPIER_VERSION }, clock.now()),
        wait: clock.wait,
      },
      { essayId, address, from },
    );
  }

  /** What nobody may be waiting for is told. */
  async function resultOf(library: Library, id: EssayId, outcome: CopyOutcome): Promise<Result<Copied>> {
    const problem = problemIn(outcome, (await entriesOf(library, [id])).entries[0]?.essay.title ?? '');
    if (problem !== undefined) await told.tell([problem]);
    if (problem !== undefined) return failed(problem);
    return ok(outcome.state === 'kept' ? { state: 'kept', isPartial: outcome.isPartial } : { state: 'none' });
  }

  return {
    /** Remembers; `takeAll` does it. Never rejects: what is forgotten is taken when the page is next read. */
    async plan(id: EssayId, ask: ToTake): Promise<void> {
      await change((before) => ({ ...before, [id]: ask })).catch(() => {});
      want();
    },
    async takeAll(library: Library): Promise<void> {
      const all = Object.entries(await toTake()) as [EssayId, ToTake][]; // as: the keys of the record
      for (const [id, ask] of all) await take(library, id, ask).catch(() => {}); // the next wake tries again
    },
    async whenCopied(library: Library, id: EssayId): Promise<Result<Copied>> {
      const { [id]: planned } = await toTake();
      const going = running.get(id) ?? (planned && take(library, id, planned));
      if (going !== undefined) return going;
      const standing = await standingOf(library, id);
      return ok(standing?.hasCopy ? { state: 'kept', isPartial: false } : { state: 'not-open' });
    },
    /** A picture from the page of a tab. What is not of a copy that is taken there now is not wanted. */
    async keepPicture(tabId: number | undefined, { key, url, type, base64 }: SentPicture): Promise<'kept' | 'enough'> {
      const tray = trayOf(tabId, key);
      if (tray === undefined || tray.isOver()) return 'enough';
      if (!tray.isWanted(url)) return 'kept';
      const size = Math.floor((base64.length * 3) / 4) - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0);
      if (tray.refusal(url, type, size) === undefined) {
        const picture = await pictureFrom(base64, type);
        if (picture === undefined) tray.lose(url, 'no-picture');
        else tray.keep(url, { hash: picture.hash, bytes: picture.bytes, blob: picture });
      }
      return tray.isOver() ? 'enough' : 'kept';
    },
    lostPicture(
      tabId: number | undefined,
      { key, url, why }: { readonly key: string; readonly url: string; readonly why: PictureLost },
    ): void {
      trayOf(tabId, key)?.lose(url, why);
    },
  };

  function trayOf(tabId: number | undefined, key: string): PictureTray<BlobRow> | undefined {
    const sent = trays.get(key);
    return sent?.tabId === tabId ? sent?.tray : undefined;
  }
}

function problemIn(outcome: CopyOutcome, title: string): Problem | undefined {
  if (outcome.state === 'kept') return outcome.lacksRoom ? { kind: 'pictures-full', title } : undefined;
  if (outcome.state !== 'failed') return undefined;
  return outcome.problem.kind === 'disk-full' ? { kind: 'copy-full', title } : outcome.problem;
}

type SentPicture = { readonly key: string; readonly url: string; readonly type: string; readonly base64: string };

/** Undefined for what is no base64. */
async function pictureFrom(base64: string, type: string): Promise<BlobRow | undefined> {
  const bytes = bytesFrom(base64);
  if (bytes === undefined) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  const hash = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { hash, type, bytes: bytes.length, blob: new Blob([bytes], { type }) };
}

function bytesFrom(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
