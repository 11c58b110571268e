/** The sites that the browser lets Sidelight into, for marks and for fetching, each with what it is for and the way to take it back. */
import { counted, language, say } from '../../ui/words';
import type { OptionsModel } from './model';

const UNFOLDED = 5; // sites: more are folded away

export function GrantedSites({ model }: { readonly model: OptionsModel }) {
  const marked = [...model.marked.value.keys()];
  const fetched = [...model.fetched.value.keys()];
  return (
    <section aria-labelledby="granted">
      <h2 id="granted">{say('grantedHeading')}</h2>
      {marked.length === 0 ? <p>{say('grantedNone')}</p> : <Folded name="granted" sites={marked} takeBack={model.unmark} />}
      {fetched.length > 0 && (
        <>
          <h3 id="fetched">{say('fetchedHeading')}</h3>
          <Folded
            name="fetched"
            sites={fetched}
            areAll={marked.includes(say('allSites'))}
            purposeOf={model.purposeOf}
            takeBack={model.takeBack}
          />
        </>
      )}
    </section>
  );
}

/** Where every site is allowed, those that were allowed singly say nothing: they are one line. So are many. */
function Folded({ sites, areAll = false, ...props }: SitesProps & { readonly areAll?: boolean }) {
  const all = say('allSites');
  const single = sites.filter((site) => site !== all);
  const isAll = areAll || sites.includes(all);
  if (single.length === 0 || (!isAll && single.length <= UNFOLDED)) return <Sites {...props} sites={sites} />;
  return (
    <>
      {sites.includes(all) && <Sites {...props} sites={[all]} />}
      <details class="folded">
        <summary>{isAll ? counted('sitesBesides', single.length) : counted('sitesCount', single.length)}</summary>
        <Sites {...props} sites={single} />
      </details>
    </>
  );
}

type SitesProps = {
  readonly name: string;
  readonly sites: readonly string[];
  readonly purposeOf?: (site: string) => readonly string[]; // titles of the sources that need it
  readonly takeBack: (site: string) => Promise<void>;
};

function Sites({ name, sites, purposeOf, takeBack }: SitesProps) {
  return (
    <ul class="sites" aria-labelledby={name}>
      {sites.map((site) => (
        <li key={site}>
          <bdi>{site === say('allSites') ? say('allSitesAlone') : site}</bdi>
          {purposeOf && site !== say('allSites') && <span class="aside">{purposeWords(purposeOf(site))}</span>}
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

function purposeWords(titles: readonly string[]): string {
  return titles.length === 0 ? say('sitePurposeNone') : say('sitePurpose', { sources: language().list(titles) });
}
