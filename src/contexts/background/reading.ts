/** Where an essay is read: here, or on the web. */
import type { ListedEssay } from '../../core/essay';
import { givesLittle } from '../../core/follow/text-asking';
import { copyOf } from '../../edge/store/copies';
import type { Library } from '../../edge/store/library';
import { atWords, readerPath } from '../../ui/reader-address';
import type { House } from './house';

/** `at`: words of it to open at. `isTurned`: the other way than the setting has it. */
type How = { readonly at?: string | undefined; readonly isTurned?: boolean };

/** In the reader page, or on the web where its reader would rather have it, or where no text of it is kept. */
export async function addressOf(
  { outside, settings }: Pick<House, 'outside' | 'settings'>,
  library: Library,
  essay: ListedEssay,
  { at, isTurned = false }: How = {},
): Promise<string> {
  const { readsHere } = await settings.load();
  const isHere = readsHere !== isTurned && (!givesLittle(essay) || (await copyOf(library, essay.id)) !== undefined);
  return isHere ? outside.wakes.packagedAddress(readerPath(essay.id, at)) : atWords(essay.url, at);
}
