/** Runs the terminal (src/contexts/terminal) from its TypeScript source. Says nothing itself on standard output. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensurePackages, ROOT, runTool } from './ensure.mjs';

await runTool(async () => {
  ensurePackages();
  const given = ['--import', import.meta.resolve('tsx'), join(ROOT, 'src', 'contexts', 'terminal', 'main.ts'), ...process.argv.slice(2)];
  const terminal = spawn(process.execPath, given, { stdio: 'inherit' });
  return new Promise((resolve) => terminal.on('exit', (code) => resolve(code ?? 1)));
});
