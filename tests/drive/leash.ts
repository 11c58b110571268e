/** Starts a browser whose life hangs on this process, with a profile folder of its own. Knows nothing of any protocol. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const LEASH = fileURLToPath(new URL('./leash-holder.mjs', import.meta.url));
const LOG_CHARS = 4000; // the end of what a browser said is what explains a failed start

export type Leashed = {
  readonly toBrowser: Writable; // the browser's file descriptor 3
  readonly fromBrowser: Readable; // its file descriptor 4
  readonly gone: Promise<void>; // the browser and the leash have ended
  said(): string; // the end of its standard error
  end(): Promise<void>;
};

/** `profile` is removed by the leash itself if this process dies without a word; leave it empty for one that is to stay. */
export function onLeash(program: string, given: readonly string[], profile: string, env: Readonly<Record<string, string>> = {}): Leashed {
  const leash = spawn(process.execPath, [LEASH, profile, program, ...given], {
    stdio: ['pipe', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    detached: process.platform !== 'win32', // whoever ends this process with its group leaves the leash to end the browser
  });
  let said = '';
  leash.stderr?.on('data', (chunk: Buffer) => {
    said = (said + String(chunk)).slice(-LOG_CHARS);
  });
  const gone = new Promise<void>((resolve) => leash.once('close', () => resolve()));
  const [toBrowser, fromBrowser] = [leash.stdio[3] as Writable, leash.stdio[4] as Readable]; // as: both are asked for as pipes above
  for (const pipe of [leash.stdin, toBrowser, fromBrowser]) pipe?.on('error', () => {}); // a closed pipe is told by `gone`
  return {
    toBrowser,
    fromBrowser,
    gone,
    said: () => said,

    end: () => endLeash(leash, gone),
  };
}

function endLeash(leash: ChildProcess, gone: Promise<void>): Promise<void> {
  leash.stdin?.end('goodbye');
  return gone;
}

export function newProfile(): string {
  return mkdtempSync(join(tmpdir(), 'sidelight-profile-'));
}

/** A browser's last helper may still be writing when the browser itself has ended. */
export function removeProfile(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
