/** A worker that is gone after so many calls of its store: nothing that it would do then is done. */
export class Dead extends Error {}

export function dying<T extends { readonly store: object }>(edges: T, after: number): T {
  let left = after;
  const store = new Proxy(edges.store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...given: readonly unknown[]) => {
        left -= 1;
        if (left < 0) throw new Dead();
        return Reflect.apply(method, target, given) as unknown;
      };
    },
  });
  return { ...edges, store };
}
