/** The sites that the browser lets Sidelight into, for marks and for fetching, each with the way to take it back. */
import { say } from '../../ui/words';
import type { OptionsModel } from './model';

export function GrantedSites({ model }: { readonly model: OptionsModel }) {
  const marked = [...model.marked.value.keys()];
  const fetched = [...model.fetched.value.keys()];
  return (
    <section aria-labelledby="granted">
      <h2 id="granted">{say('grantedHeading')}</h2>
      {marked.length === 0 ? <p>{say('grantedNone')}</p> : <Sites name="granted" sites={marked} takeBack={model.unmark} />}
      {fetched.length > 0 && (
        <>
          <h3 id="fetched">{say('fetchedHeading')}</h3>
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
          <bdi>{site === say('allSites') ? say('allSitesAlone') : site}</bdi>
          <button
            type="button"
            class="button-words"
            aria-label={say('actOn', { act: say('takeBack'), title: site })}
            onClick={() => void takeBack(site)}
          >
            {say('takeBack')}
          </button>
        </li>
      ))}
    </ul>
  );
}
