/** The terminal: the same core without a browser, for publishers, benchmarks and anyone who wants to check a claim. */
import { runTerminal } from './commands';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0); // the reader has seen enough, as with `| head`
});

process.exitCode = await runTerminal(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
});
