/** The sites that the browser lets Sidelight into, for marks and for fetching, each with the way to take it back. */
import type { OptionsModel } from './model';

export function GrantedSites({ model }: { readonly model: OptionsModel }) {
  const marked = [...model.marked.value.keys()];
  const fetched = [...model.fetched.value.keys()];
  return (
    <section aria-labelledby="granted">
      <h2 id="granted">Where marks are always on</h2>
      {marked.length === 0 ? (
        <p>On no site. Sidelight looks at a page only when you open “This page” in the popup, which is also where a site can be added.</p>
      ) : (
        <Sites name="granted" sites={marked} takeBack={model.unmark} />
      )}
      {fetched.length > 0 && (
        <>
          <h3 id="fetched">Sites that may be asked for new posts</h3>
          <Sites name="fetched" sites={fetched} takeBack={model.takeBack} />
        </>
      )}
    </section>
  );
}

type SitesProps = { readonly name: string; readonly sites: readonly string[]; readonly takeBack: (site: string) => Promise<void> };

function Sites({ name, sites, takeBack }: SitesProps) {
  return (
    <ul class="sites" aria-labelledby={name}>
      {sites.map((site) => (
        <li key={site}>
          <bdi>{site === 'all sites' ? 'All sites' : site}</bdi>
          <button type="button" class="button-words" aria-label={`Take back: ${site}`} onClick={() => void takeBack(site)}>
            Take back
          </button>
        </li>
      ))}
    </ul>
  );
}
