/** Runs a program and ends it, with everything it started, when our standard input closes: so a test that dies leaves no browser behind. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

const GRACE_MS = 3000; // a browser told to stop writes its profile first
const WORD_MS = 100; // Chromium notices the end of a test as soon as we do

const [orphaned = '', program = '', ...given] = process.argv.slice(2); // orphaned: a folder to remove if nobody says goodbye, or nothing
const child = spawn(program, given, { stdio: ['ignore', 'inherit', 'inherit', 3, 4], detached: true });
let saidGoodbye = false;
let isOrphan = false;

/** @param {NodeJS.Signals} signal */
function end(signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // it and its group are gone already
  }
}

function letGo() {
  end('SIGTERM');
  setTimeout(() => process.exit(0), GRACE_MS);
}

process.on('exit', () => {
  end('SIGKILL');
  if (isOrphan && orphaned !== '') rmSync(orphaned, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});
process.on('SIGTERM', letGo);
process.on('SIGINT', letGo);
process.stdin.on('data', () => {
  saidGoodbye = true;
});
process.stdin.on('end', () => {
  isOrphan = !saidGoodbye;
  letGo();
});
child.on('exit', (code) => setTimeout(() => process.exit(code ?? 1), WORD_MS));
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
