/** A large library as its reader meets it: the page with its first rows, a key of its search, the reader, saving a page, a backup. */
import { LIBRARY } from '../../../src/ui/library-address';
import { ask, ownPage } from '../../e2e/follower';
import { type BenchEssay, essays } from '../essays';
import type { Row } from '../section';
import { backup } from './backup';
import { fill, putCopies, untilIndexed } from './library';
import { libraryFinds, libraryOpens } from './library-page';
import { readerOpens } from './reader';
import { saving } from './saving';
import type { Stage } from './stage';

const ESSAYS = 100_000;
const COPIES = 10_000;

export async function wholeLibrary(stage: Stage): Promise<readonly Row[]> {
  const { driver, server, say } = stage;
  const ours = await ownPage(driver);
  await ask(ours, 'wake', {}); // there is a library to be filled
  say(`filling in ${ESSAYS} essays, ${COPIES} of them saved with a copy`);
  const all: BenchEssay[] = [];
  for await (const each of essays(ESSAYS)) all.push(each);
  await fill(driver, ours, server, inTurn(all));
  await ours.eval(putCopies, COPIES);
  const page = await driver.openExtensionPage(LIBRARY);
  await untilIndexed(ours, page, ESSAYS);
  await page.close();
  say('opening the library page');
  const opens = await libraryOpens(driver);
  say('typing into its search');
  const finds = await libraryFinds(driver, all);
  say('opening the reader');
  const reads = await readerOpens(driver, ours);
  say('saving pages');
  const saves = await saving(stage, ours);
  say('backing up');
  return [...opens, ...finds, ...reads, ...saves, ...(await backup(stage))];
}

async function* inTurn(all: readonly BenchEssay[]): AsyncGenerator<BenchEssay> {
  yield* all;
}
