/** Sources that were followed once, each with the two ways out: followed again, or forgotten. Stands below those that are followed. */
import { siteOf } from '../../ui/followed';
import { say } from '../../ui/words';
import { type FormerModel, nameOf } from './former';
import type { Known } from './needs';

export function Former({ model }: { readonly model: FormerModel }) {
  const rows = model.rows.value;
  if (rows.length === 0) return null; // null: what preact calls nothing
  return (
    <section aria-labelledby="former">
      <h2 id="former">{say('formerHeading')}</h2>
      <p>{say('formerMeans')}</p>
      <ul class="sites" aria-labelledby="former">
        {rows.map((row) => (
          <Row key={row.source.id} model={model} row={row} />
        ))}
      </ul>
    </section>
  );
}

function Row({ model, row }: { readonly model: FormerModel; readonly row: Known }) {
  const title = nameOf(row);
  return (
    <li>
      <span class="former-name">
        <bdi>{title}</bdi> <bdi class="aside">{siteOf(row.source)}</bdi>
      </span>
      <Act words={say('followAgain')} title={title} go={() => model.followAgain(row)} />
      <Act words={say('forget')} title={title} go={() => model.forget(row)} />
    </li>
  );
}

type ActProps = { readonly words: string; readonly title: string; readonly go: () => Promise<void> };

/** The click calls `go` at once: a browser asks its question only while the click is fresh. */
function Act({ words, title, go }: ActProps) {
  return (
    <button type="button" class="button-words" aria-label={say('actOn', { act: words, title })} onClick={() => void go()}>
      {words}
    </button>
  );
}
