/** The commands of the terminal, and the choice among them. A new command is one file and one line here. */
import { Damaged } from '../../core/index/segment/damaged';
import { type Command, type ExitCode, type Output, Unusable } from './command';
import { exportCommand } from './export';
import { FEED_HELP, runFeed } from './feed';
import { findCommand } from './find';
import { follow } from './follow';
import { importCommand } from './import';
import { indexCommand } from './index-command';
import { LISTING_HELP, runListing } from './listing';
import { passages } from './passages';
import { publish } from './publish';
import { related } from './related';
import { search } from './search';

const COMMANDS: readonly Command[] = [
  related,
  passages,
  search,
  indexCommand,
  findCommand,
  importCommand,
  exportCommand,
  { name: 'feed', about: 'what a feed says', help: FEED_HELP, run: (args, { print }) => runFeed(args, print) },
  { name: 'listing', about: 'the posts an HTML page lists', help: LISTING_HELP, run: (args, { print }) => runListing(args, print) },
  follow,
  publish,
];

/** Runs what `args` ask for. Never rejects for a mistake of the person who asks: that is a sentence and exit code 2. */
export async function runTerminal(args: readonly string[], output: Output): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === '--help' || name === '-h') {
    output.print(overview());
    return 0;
  }
  const command = COMMANDS.find((each) => each.name === name);
  if (command === undefined) {
    const mistake = name === undefined ? 'Name a command' : `There is no command "${name}"`;
    output.complain(`${mistake}: ${COMMANDS.map((each) => each.name).join(', ')}; --help says more.`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    output.print(command.help);
    return 0;
  }
  return attempt(command, rest, output);
}

async function attempt(command: Command, args: readonly string[], output: Output): Promise<ExitCode> {
  try {
    return await command.run(args, output);
  } catch (error) {
    if (error instanceof Damaged) {
      output.complain(`The index is damaged (${error.message}); build it again with index build.`);
      return 2;
    }
    const { path } = error as NodeJS.ErrnoException; // as: only system errors have a path
    if (!(error instanceof Unusable) && path === undefined) throw error;
    output.complain(path === undefined ? (error as Error).message : `${path} cannot be read.`); // as: Unusable is an Error
    return 2;
  }
}

function overview(): string {
  const widest = Math.max(...COMMANDS.map(({ name }) => name.length));
  const rows = COMMANDS.map(({ name, about }) => `  ${name.padEnd(widest)}  ${about}`);
  return [
    'npm run --silent sidelight -- COMMAND [options]',
    '',
    'Files in, JSON lines out; nothing is fetched, and nothing is written but by index build, publish and export, where they are told.',
    '',
    ...rows,
    '',
    'COMMAND --help says what one reads and prints.',
  ].join('\n');
}
