/** The sites where marks are always on, each with the way to take it back. */
import type { OptionsModel } from './model';

export function GrantedSites({ model }: { readonly model: OptionsModel }) {
  const sites = [...model.sites.value.keys()];
  return (
    <section aria-labelledby="granted">
      <h2 id="granted">Where marks are always on</h2>
      {sites.length === 0 ? (
        <p>On no site. Sidelight looks at a page only when you open “This page” in the popup, which is also where a site can be added.</p>
      ) : (
        <ul class="sites" aria-labelledby="granted">
          {sites.map((site) => (
            <li key={site}>
              <bdi>{site === 'all sites' ? 'All sites' : site}</bdi>
              <button type="button" class="button-words" aria-label={`Take back: ${site}`} onClick={() => void model.takeBack(site)}>
                Take back
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
