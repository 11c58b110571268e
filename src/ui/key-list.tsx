/** Keys and what they do, as a list of definitions. */

export type KeyLine = readonly [keys: readonly string[], what: string];

export function KeyList({ keys }: { readonly keys: readonly KeyLine[] }) {
  return (
    <dl class="keys">
      {keys.map(([names, what]) => (
        <div key={what}>
          <dt>
            {names.map((name) => (
              <kbd class="key" key={name}>
                {name}
              </kbd>
            ))}
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
