/** Puts the test files that take minutes before all others, so that none of them is left for the end when everything else is done. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const SLOW =
  /related\/(pack|judged)|index-keeper-memory|article-pack|segment\/blogs|feed\/(steps|one-essay)\.test|e2e\/(following|packs|kept|index|in-full)\.test/;

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification) => SLOW.test(moduleId);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}
