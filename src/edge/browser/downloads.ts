/** Saves files into the browser's downloads folder. The permission is optional and asked when backups are first to be made by themselves. */
import browser, { type Runtime } from 'webextension-polyfill';
import { openShelf } from '../store/shelf';

const FOLDER = 'Sidelight'; // in the downloads folder
const OFFSCREEN = 'src/contexts/drawer/drawer.html';
/** What the page that makes an address for a file is asked; only a browser whose background has no document needs it. */
export const ADDRESS_OF_OUTGOING = 'address of outgoing';

type Offscreen = {
  readonly createDocument: (ask: { url: string; reasons: readonly string[]; justification: string }) => Promise<void>;
  readonly closeDocument: () => Promise<void>;
  readonly hasDocument?: () => Promise<boolean>;
};
const offscreen = (): Offscreen | undefined => (globalThis.chrome as unknown as { offscreen?: Offscreen }).offscreen; // as: Chromium alone has it, and only once it is granted
const needsOffscreen = (): boolean => typeof URL.createObjectURL !== 'function';

const PERMISSIONS = ['downloads', 'offscreen'] as const;
/** Firefox knows no `offscreen` and has no need of it. */
const wanted = () =>
  ({ permissions: PERMISSIONS.filter((name) => (browser.runtime.getManifest().optional_permissions ?? []).includes(name)) }) as {
    permissions: 'downloads'[];
  }; // as: the polyfill's types know Firefox's alone

export function maySaveFiles(): Promise<boolean> {
  return browser.permissions.contains(wanted());
}

/** Must be the first call in a click's handler. */
export function requestSavingFiles(): Promise<boolean> {
  return browser.permissions.request(wanted());
}

/** `done`: it is on the disk. Rejects where the browser refuses to begin. */
export async function saveOutgoing(
  filename: string,
  wait: (ms: number) => Promise<void>,
): Promise<{ readonly id: number; readonly state: 'done' | 'full' | 'failed' }> {
  const url = needsOffscreen() ? await addressByDrawer() : await addressHere();
  try {
    const id = await browser.downloads.download({ url, filename: `${FOLDER}/${filename}`, conflictAction: 'uniquify', saveAs: false });
    for (;;) {
      const [item] = await browser.downloads.search({ id });
      if (item?.state === 'complete') return { id, state: 'done' };
      if (item?.state !== 'in_progress') return { id, state: /SPACE/.test(String(item?.error)) ? 'full' : 'failed' };
      await wait(500);
    }
  } finally {
    if (needsOffscreen()) await offscreen()?.closeDocument();
    else URL.revokeObjectURL(url);
  }
}

async function addressHere(): Promise<string> {
  const file = await openShelf().take('outgoing');
  if (file === undefined) throw new Error('there is no file to save');
  return URL.createObjectURL(file);
}

async function addressByDrawer(): Promise<string> {
  const given = offscreen();
  if (given === undefined) throw new Error('no document can be made');
  if (!(await given.hasDocument?.())) {
    await given.createDocument({
      url: OFFSCREEN,
      reasons: ['BLOBS'],
      justification: 'Hands the file of a backup to the downloads folder.',
    });
  }
  const url: unknown = await browser.runtime.sendMessage({ name: ADDRESS_OF_OUTGOING });
  if (typeof url !== 'string') throw new Error('there is no file to save');
  return url;
}

/** Takes files off the disk that were saved so. Those that their reader moved or removed are no matter. */
export async function removeFiles(ids: readonly number[]): Promise<void> {
  for (const id of ids) {
    await browser.downloads.removeFile(id).catch(() => {});
    await browser.downloads.erase({ id }).catch(() => {});
  }
}

/** In the page that makes the address. */
export function answerWithAddress(): void {
  browser.runtime.onMessage.addListener(((message: unknown, sender: Runtime.MessageSender) => {
    const { name } = (typeof message === 'object' && message !== null ? message : {}) as { name?: unknown }; // as: checked next
    return name === ADDRESS_OF_OUTGOING && sender.id === browser.runtime.id && sender.tab === undefined ? addressHere() : undefined;
  }) as never); // as: the polyfill's type wants a promise always
}
