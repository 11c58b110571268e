/** The options page: a few settings, what was granted, and the ways out. Where the library does not open, it is the recovery page instead. */
import { KeyList } from '../../ui/key-list';
import { PAGE_KEYS, POPUP_KEYS } from '../../ui/keys-in-words';
import { sentenceFor } from '../../ui/sentence';
import { Library } from './library';
import type { OptionsModel } from './model';
import { OffList } from './off-list';
import { Recovery } from './recovery';
import { Report } from './report-view';
import { GrantedSites } from './sites';

export function Options({ model }: { readonly model: OptionsModel }) {
  return (
    <main class="options" aria-busy={!model.isReady.value}>
      <h1>Sidelight</h1>
      <Told model={model} />
      {model.isReady.value && (model.broken.value ? <Recovery model={model} problem={model.broken.value} /> : <Sections model={model} />)}
    </main>
  );
}

/** What was done last. Always in the page, so that a change of its words is read aloud. */
function Told({ model: { said, trouble } }: { readonly model: OptionsModel }) {
  return (
    <>
      <p class="told" role="status">
        {said.value}
      </p>
      {trouble.value && (
        <p class="told" role="alert">
          {sentenceFor(trouble.value)}
        </p>
      )}
    </>
  );
}

function Sections({ model }: { readonly model: OptionsModel }) {
  return (
    <>
      <section aria-labelledby="icon">
        <h2 id="icon">The icon</h2>
        <label class="check">
          <input
            type="checkbox"
            checked={model.settings.value.badge === 'number'}
            onChange={(event) => void model.showNumber(event.currentTarget.checked)}
          />
          Show how many essays are new since the list was last looked at
        </label>
      </section>
      <GrantedSites model={model} />
      <OffList model={model} />
      <Keys />
      <Library model={model} />
      <Report model={model} />
    </>
  );
}

function Keys() {
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">Keys</h2>
      <h3>In the popup</h3>
      <KeyList keys={POPUP_KEYS} />
      <h3>On a page</h3>
      <KeyList keys={PAGE_KEYS} />
      <p class="aside">
        The keys for pages can be changed in the browser: at chrome://extensions/shortcuts, or in Firefox under Add-ons, the gear, Manage
        Extension Shortcuts.
      </p>
    </section>
  );
}
