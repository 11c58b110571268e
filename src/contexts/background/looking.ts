/** Looking for something to follow, with the browser, net and library of the background; and what the popup was asked for that the question closed. */
import { type Asked, readAsked } from '../../core/follow/asked';
import type { Findings } from '../../core/follow/findings';
import { originsToAsk } from '../../core/follow/new-source';
import { addressesMeant } from '../../core/typed-address';
import { changeAddress } from '../../edge/store/change-address';
import { following } from '../../edge/store/follow';
import type { Library } from '../../edge/store/library';
import { shownBy } from '../../edge/store/place-rows';
import { knownSources } from '../../edge/store/source-rows';
import { type AddEdges, findByAddress } from '../../flows/add-source';
import type { House } from './house';

const ASKED = 'asked'; // as edge/browser/notebook.ts names it
const PAGE_FIRST_MS = 500; // a page that is still there goes on by itself, and says so

type Rooms = Pick<House, 'outside' | 'fetchList'>;

/** `asked`: on its site and nowhere else may be looked. */
export function findingEdges({ outside, fetchList }: Rooms, library: Library, asked: string): AddEdges {
  return {
    fetchSource: outside.net.fetchSource,
    mayFetch: fetchList.forSearch(asked),
    knownSources: () => knownSources(library),
    shownBy: (urls) => shownBy(library, urls),
    yieldNow: outside.clock.yieldNow,
    now: outside.clock.now,
  };
}

export function lookAt(rooms: Rooms, library: Library, address: string, isTyped: boolean): Promise<Findings> {
  return findByAddress(findingEdges(rooms, library, addressesMeant(address)[0] ?? ''), address, isTyped);
}

/** The browser's list of permissions names sites too. What a source or the marks need stays. */
export async function giveBack(
  { outside, settings }: Pick<House, 'outside' | 'settings'>,
  library: Library,
  origins: readonly string[],
): Promise<void> {
  const [{ followed }, { markOrigins }, granted] = await Promise.all([
    following(library),
    settings.load(),
    outside.permissions.grantedOrigins(),
  ]);
  const needed = new Set([...markOrigins, ...followed.flatMap(({ source }) => originsToAsk(source.url))]);
  const spare = origins.filter((origin) => granted.includes(origin) && !needed.has(origin));
  if (spare.length > 0) await outside.permissions.removeOrigins(spare);
}

/**
 * A permission was given: what it was for is done, unless the page that asked is there to do it. Its result waits for the next popup. What is to be
 * followed needs nothing here: it is kept already, and looked at by due.ts.
 */
export async function completeAsked(house: House): Promise<void> {
  const { outside, home, refreshing } = house;
  const { memory, clock, permissions } = outside;
  await clock.wait(PAGE_FIRST_MS);
  const asked = readAsked(await memory.recall(ASKED), clock.now());
  if (asked === undefined || asked.isTaken || asked.findings !== undefined || asked.isDone) return;
  if (!(await permissions.hasOrigins(asked.origins))) return;
  const opened = await home.home();
  if (!opened.ok) return;
  const library = opened.value;
  const { wanted } = asked;
  if (wanted.kind === 'look') {
    const findings = await lookAt(house, library, wanted.address, wanted.isTyped);
    if (findings.kind === 'none') await giveBack(house, library, asked.origins);
    await answered(house, asked, { findings });
  }
  const { source, foundAt, typedHost } = wanted.kind === 'move' ? wanted.preview : {};
  if (source === undefined || foundAt === undefined) return;
  const moved = await changeAddress(
    library,
    { sourceId: source.id, ...foundAt, ...(typedHost !== undefined && { typedHost }) },
    clock.now(),
  );
  if (!moved.ok) return;
  await answered(house, asked, { isDone: true });
  house.want('reserve');
  await refreshing.refresh(library, new Set([source.id]));
}

/** A popup that was opened meanwhile has seen to it, and wants nothing more of it. */
async function answered({ outside: { memory } }: House, asked: Asked, result: Partial<Asked>): Promise<void> {
  const now = await memory.recall(ASKED);
  if (now !== undefined) await memory.remember(ASKED, { ...asked, ...result });
}
