/** Lets work on many hosts go on side by side, but never two at once on one host. Knows nothing of what the work is. */

/**
 * Works through `items` in their order, `atOnce` of them at a time and one per host. An item whose host is busy is passed over until it is not.
 *
 * Errors  the first rejection of `work` is passed on, once what had begun has ended; nothing new is begun after it.
 */
export async function inLanes<T>(
  items: readonly T[],
  { atOnce, hostOf, goesOn }: { readonly atOnce: number; readonly hostOf: (item: T) => string; readonly goesOn: () => boolean },
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const busy = new Set<string>();
  let failure: { readonly error: unknown } | undefined;
  const lane = async (): Promise<void> => {
    while (failure === undefined && goesOn()) {
      const at = waiting.findIndex((item) => !busy.has(hostOf(item)));
      const [item] = at < 0 ? [] : waiting.splice(at, 1);
      if (item === undefined) return; // what is left belongs to hosts whose own lane comes back to them
      busy.add(hostOf(item));
      try {
        await work(item);
      } catch (error) {
        failure ??= { error };
      }
      busy.delete(hostOf(item));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  if (failure !== undefined) throw failure.error;
}
