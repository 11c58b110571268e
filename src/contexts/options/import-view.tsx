/** Bringing a list: a file or pasted text, the preview with counts and reasons, how far it has got, and the report. */
import { useSignal } from '@preact/signals';
import type { ImportPreview, LeftOut } from '../../core/follow/import-preview';
import { counted } from '../../ui/counted';
import { groupBySite } from '../../ui/origin-words';
import type { ImportState } from './import';
import type { ImportReport } from './import-report';
import type { SourcesModel } from './sources';

const MOST_NAMED = 200; // of a reason's titles: more nobody reads, and the page stays quick

export function ImportView({ model }: { readonly model: SourcesModel }) {
  const state = model.bringing.state.value;
  return (
    <fieldset class="bringing" aria-label="Import OPML">
      {(state.kind === 'open' || state.kind === 'not-opml') && <Choose model={model} isRefused={state.kind === 'not-opml'} />}
      {state.kind === 'preview' && <Preview model={model} state={state} />}
      {state.kind === 'following' && (
        <p role="status">
          {state.settled} of {counted(state.total, 'source')} looked at. They are kept already, so this page may be closed.
        </p>
      )}
      {state.kind === 'report' && <Report report={state.report} isAllowed={state.isAllowed} close={model.bringing.close} />}
    </fieldset>
  );
}

function Choose({ model, isRefused }: { readonly model: SourcesModel; readonly isRefused: boolean }) {
  const typed = useSignal('');
  const read = async (file: File | undefined): Promise<void> => {
    if (file) await model.bringing.preview(await file.text());
  };
  return (
    <form
      class="choose"
      onSubmit={(event) => {
        event.preventDefault();
        void model.bringing.preview(typed.value);
      }}
    >
      <p class="wish">
        <label for="opml-file">A file your reader exported</label>
        <input id="opml-file" type="file" accept=".opml,.xml,text/xml" onChange={(event) => void read(event.currentTarget.files?.[0])} />
      </p>
      <p class="wish">
        <label for="opml-text">Or paste it</label>
        <textarea
          id="opml-text"
          rows={4}
          spellcheck={false}
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
        />
      </p>
      <button type="submit" class="button-plain" disabled={typed.value.trim() === ''}>
        Show what is in it
      </button>
      <p class="aside" role="status">
        {isRefused && 'This is no OPML. A list of subscriptions begins with <opml> and has an <outline> for every feed.'}
      </p>
    </form>
  );
}

type Shown = Extract<ImportState, { kind: 'preview' }>;

function Preview({ model, state: { preview, skipped, passwordsDropped } }: { readonly model: SourcesModel; readonly state: Shown }) {
  const { toAdd, leftOut, origins } = preview;
  const folders = new Set(toAdd.flatMap(({ folder }) => folder ?? [])).size;
  const sites = groupBySite(origins.filter((origin) => !origin.includes('//www.'))).size;
  const { bringing, permissions } = model;
  return (
    <>
      <p class="finding-fact" role="status">
        {counted(toAdd.length + leftOut.length, 'entry', 'entries')}: {counted(toAdd.length, 'new source')}
        {folders > 0 && ` in ${counted(folders, 'folder')}`}
        {leftOut.length > 0 && `, ${leftOut.length} left out`}.{skipped > 0 && ` ${counted(skipped, 'line')} in it named no feed.`}
        {passwordsDropped > 0 &&
          ` ${counted(passwordsDropped, 'password')} in addresses ${passwordsDropped === 1 ? 'was' : 'were'} dropped.`}
      </p>
      <NewOnes preview={preview} />
      {reasonsIn(leftOut).map(([why, titles]) => (
        <Named key={why} words={`${counted(titles.length, 'entry', 'entries')}: ${WHY[why]}`} titles={titles} />
      ))}
      {toAdd.length > 0 ? (
        <>
          <p>The browser asks once, for all of them. Without its permission they are kept, and not fetched.</p>
          <p class="source-steps">
            <button type="button" class="button" onClick={() => void bringing.follow(origins)}>
              Follow {counted(toAdd.length, 'source')} on {counted(sites, 'site')}
            </button>
            <button type="button" class="button-plain" onClick={() => void bringing.follow(permissions.allSites)}>
              Follow, and allow all sites
            </button>
            <button type="button" class="button-words" onClick={bringing.open}>
              Cancel
            </button>
          </p>
          <p class="aside">
            Allowing all sites makes the browser’s question short and needs none for what you add later. It also turns on marks on every
            page; that can be taken back under Settings.
          </p>
        </>
      ) : (
        <button type="button" class="button-plain" onClick={bringing.open}>
          Choose another file
        </button>
      )}
    </>
  );
}

const WHY: Readonly<Record<LeftOut, string>> = {
  followed: 'you follow them already.',
  twice: 'they stand in the list twice.',
  'no-address': 'their address is no web address.',
  private: 'they are on a private network. Add such an address by hand.',
  password: 'their address holds a password. Add it by hand without the password.',
};

function reasonsIn(leftOut: ImportPreview['leftOut']): readonly (readonly [LeftOut, readonly string[]])[] {
  const reasons = new Map<LeftOut, string[]>();
  for (const { entry, why } of leftOut) reasons.set(why, [...(reasons.get(why) ?? []), entry.title ?? entry.url]);
  return [...reasons];
}

function NewOnes({ preview: { toAdd } }: { readonly preview: ImportPreview }) {
  const titles = toAdd.map(({ source, folder }) => (folder === undefined ? source.title : `${source.title} (${folder})`));
  return titles.length > 0 ? <Named words={counted(titles.length, 'new source')} titles={titles} /> : null; // null: what preact calls nothing
}

function Named({ words, titles }: { readonly words: string; readonly titles: readonly string[] }) {
  return (
    <details class="named">
      <summary>{words}</summary>
      <ul>
        {titles.slice(0, MOST_NAMED).map((title, index) => (
          <li key={index} dir="auto">
            {title}
          </li>
        ))}
        {titles.length > MOST_NAMED && <li>and {titles.length - MOST_NAMED} more</li>}
      </ul>
    </details>
  );
}

type ReportProps = { readonly report: ImportReport; readonly isAllowed: boolean; readonly close: () => void };

function Report({ report, isAllowed, close }: ReportProps) {
  const { followed, answered, waiting, notAllowed, failed } = report;
  const failures = failed.reduce((sum, { titles }) => sum + titles.length, 0);
  return (
    <>
      <p class="finding-fact" role="status">
        {counted(followed, 'source')} followed. {answered} answered, and their posts are in Latest.
        {failures > 0 && ` ${failures} did not:`}
      </p>
      {failed.map(({ why, titles }) => (
        <Named key={why} words={`${titles.length}: ${why}`} titles={titles} />
      ))}
      {waiting > 0 && <p>{counted(waiting, 'source')} gave no sign yet. They are looked at again by themselves.</p>}
      {notAllowed > 0 && (
        <p>
          {counted(notAllowed, 'source')} {notAllowed === 1 ? 'is' : 'are'} kept but not fetched
          {isAllowed ? '' : ', because the browser gave no permission'}. “Allow” stands beside each below.
        </p>
      )}
      <button type="button" class="button-plain" onClick={close}>
        Done
      </button>
    </>
  );
}
