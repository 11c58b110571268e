/** The number on the icon: essays new since the list was last looked at. */
import { muting } from '../../core/library/mute';
import { showBadge } from '../../edge/browser/badge';
import { loadSettings } from '../../edge/browser/settings';
import { countNew } from '../../edge/store/counts';
import { readLedger } from '../../edge/store/ledger';
import type { Library } from '../../edge/store/library';

export async function refreshBadge(library: Library): Promise<void> {
  const { badge, muteWords } = await loadSettings();
  if (badge === 'off') return showBadge(0);
  const { lastLookedAt } = await readLedger(library);
  await showBadge(await countNew(library, lastLookedAt ?? 0, muting(muteWords)), badge === 'dot');
}
