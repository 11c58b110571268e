/** `npm start`: makes the machine ready, builds what is stale, and runs tests/demo/start.ts. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build, isBuildFresh } from './build.mjs';
import { ensureBrowsers, ensurePackages, ROOT, runTool } from './ensure.mjs';

await runTool(async () => {
  const given = process.argv.slice(2);
  ensurePackages();
  ensureBrowsers([given.includes('--firefox') ? 'firefox' : 'chromium']);
  if (!isBuildFresh()) await build();
  const demo = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), join(ROOT, 'tests', 'demo', 'start.ts'), ...given], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  return new Promise((resolve) => demo.on('exit', (code) => resolve(code ?? 1)));
});
