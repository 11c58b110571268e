/** Runs a Node program to its end and ends all that it started. Shows what it says and reads none of it. */
import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { ROOT } from './ensure.mjs';

/** @typedef {{ name: string, isAmong: boolean, isBehind: boolean }} Place isAmong: others run meanwhile, isBehind: in the time that they leave */

const ENDED_AFTER_MS = 30 * 60_000; // what hangs is ended, and so fails
const BEHIND = 10; // niceness: a browser that waits for its turn would be slow to answer

/**
 * Whatever it says is shown as it says it, among others each line with the name of who says it.
 *
 * @param {readonly string[]} given
 * @param {Place} place
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} its exit code
 */
export function runNode(given, { name, isAmong, isBehind }, env = {}) {
  const child = spawn(process.execPath, given, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: isAmong ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  if (isBehind && child.pid !== undefined) stepBack(child.pid);
  for (const said of [child.stdout, child.stderr]) {
    if (said !== null) createInterface({ input: said }).on('line', (line) => console.log(line === '' ? '' : `${name}: ${line}`));
  }
  const endGroup = () => {
    try {
      if (child.pid !== undefined) process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    } catch {
      // it has ended by itself
    }
  };
  process.once('exit', endGroup);
  const clock = setTimeout(() => {
    console.log(`${name} is ended after ${ENDED_AFTER_MS / 60_000} minutes.`);
    endGroup();
  }, ENDED_AFTER_MS);
  return new Promise((resolve) => {
    let code = 1;
    child.on('exit', (itsCode) => {
      code = itsCode ?? 1;
      clearTimeout(clock);
      endGroup(); // what a crashed runner left behind, which would keep its pipes open
    });
    child.on('error', () => {
      clearTimeout(clock);
      process.off('exit', endGroup);
      resolve(1);
    });
    child.on('close', () => {
      process.off('exit', endGroup);
      resolve(code);
    });
  });
}

/** @param {number} pid */
function stepBack(pid) {
  try {
    setPriority(pid, BEHIND);
  } catch {
    // it has ended already, or this system has no such thing
  }
}
