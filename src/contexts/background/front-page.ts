/**
 * Keeps the first page of the list ready for the popup. Whatever changes the library or the settings takes the page away before it happens, so that
 * a page that stands is true even where the worker dies in between; it is made again when there is quiet.
 */
import { firstPageOf } from '../../edge/store/latest';
import type { Library } from '../../edge/store/library';
import { softly } from './limits';
import type { Outside } from './outside';
import type { SettingsDoor } from './settings';

const QUIET_MS = 300; // many writes follow one another, and each would have it read again

export type FrontPageKeeper = ReturnType<typeof frontPageKeeper>;

/** `want`: to be made again, afterwards. */
export function frontPageKeeper({ frontPage, clock }: Pick<Outside, 'frontPage' | 'clock'>, want: () => void) {
  let changes = 0;
  let mayStand = true; // one of an earlier worker
  let isWaiting = false;

  /** The disk, or the settings, are about to be another. */
  function changed(): void {
    changes += 1;
    if (mayStand) softly(frontPage.dropFrontPage);
    mayStand = false;
    if (isWaiting) return;
    isWaiting = true;
    softly(makeWhenQuiet);
  }

  async function makeWhenQuiet(): Promise<void> {
    let before: number;
    do {
      before = changes;
      await clock.wait(QUIET_MS);
    } while (before !== changes);
    isWaiting = false;
    want();
  }

  return {
    changed,
    /** Where it is not there, and nothing is changing. */
    async keep(library: Library, settings: SettingsDoor): Promise<void> {
      if (isWaiting || (mayStand && (await frontPage.hasFrontPage()))) return;
      const before = changes;
      const page = await firstPageOf(library, await settings.load());
      if (page === undefined || before !== changes) return;
      mayStand = true;
      await frontPage.keepFrontPage(page);
    },
  };
}
