/** A line of facts with dots between. Each keeps to its own direction, so that a line from the right reads from there. */
import { type ComponentChildren, toChildArray } from 'preact';

export function Facts({ children }: { readonly children: ComponentChildren }) {
  return (
    <p class="facts">
      <span class="facts-line">
        {toChildArray(children).map((fact, index) => (
          <span key={index}>
            <bdi>{fact}</bdi>
          </span>
        ))}
      </span>
    </p>
  );
}
