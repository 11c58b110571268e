/** Where the reader page stands in the package, and how it is told which essay to open. Opens nothing. */
import type { EssayId } from '../core/essay';

export const READER = 'src/contexts/reader/reader.html';

/** For `packagedAddress`. */
export function readerPath(id: EssayId): string {
  return `${READER}?${new URLSearchParams({ essay: id })}`;
}
