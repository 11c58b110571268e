/** The number on the icon: essays new since the list was last looked at. */
import { muting } from '../../core/library/mute';
import { countNew } from '../../edge/store/count-new';
import { readLedger } from '../../edge/store/ledger';
import type { Library } from '../../edge/store/library';
import type { Outside } from './outside';
import type { SettingsDoor } from './settings';

export async function refreshBadge({ badge: icon }: Pick<Outside, 'badge'>, settings: SettingsDoor, library: Library): Promise<void> {
  const { badge, muteWords } = await settings.load();
  if (badge === 'off') return icon.showBadge(0);
  const { lastLookedAt } = await readLedger(library);
  await icon.showBadge(await countNew(library, lastLookedAt ?? 0, muting(muteWords)), badge === 'dot');
}
