/** The sites that the browser lets Sidelight into, for marks and for fetching, each with what it is for and the way to take it back. */
import { counted, language, say } from '../../ui/words';
import type { OptionsModel } from './model';

const UNFOLDED = 5; // sites that are fetched from: more are folded away

export function GrantedSites({ model }: { readonly model: OptionsModel }) {
  const marked = [...model.marked.value.keys()];
  return (
    <section aria-labelledby="granted">
      <h2 id="granted">{say('grantedHeading')}</h2>
      {marked.length === 0 ? <p>{say('grantedNone')}</p> : <Sites name="granted" sites={marked} takeBack={model.unmark} />}
      <Fetched model={model} />
    </section>
  );
}

/** Where every site is allowed, those that were allowed singly say nothing: they are one line. */
function Fetched({ model }: { readonly model: OptionsModel }) {
  const sites = [...model.fetched.value.keys()];
  const all = say('allSites');
  const areAll = sites.includes(all) || model.marked.value.has(all);
  const single = sites.filter((site) => site !== all);
  if (sites.length === 0) return null; // null: what preact calls nothing
  const list = (shown: readonly string[]) => <Sites name="fetched" sites={shown} purposeOf={model.purposeOf} takeBack={model.takeBack} />;
  return (
    <>
      <h3 id="fetched">{say('fetchedHeading')}</h3>
      {sites.includes(all) && list([all])}
      {single.length > 0 && (single.length > UNFOLDED || areAll) ? (
        <details class="folded">
          <summary>{areAll ? counted('sitesBesides', single.length) : counted('sitesCount', single.length)}</summary>
          {list(single)}
        </details>
      ) : (
        list(single)
      )}
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
  if (sites.length === 0) return null; // null: what preact calls nothing
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
