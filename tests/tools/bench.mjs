/** Runs the benchmark (tests/bench) from its TypeScript source. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensurePackages, ROOT, runTool } from './ensure.mjs';

await runTool(async () => {
  ensurePackages();
  const given = ['--import', import.meta.resolve('tsx'), join(ROOT, 'tests', 'bench', 'main.ts'), ...process.argv.slice(2)];
  const bench = spawn(process.execPath, given, { stdio: 'inherit', cwd: ROOT });
  return new Promise((resolve) => bench.on('exit', (code) => resolve(code ?? 1)));
});
