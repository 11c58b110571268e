/** Bringing a list: a file or pasted text, the preview with counts and reasons, how far it has got, and the report. */
import { useSignal } from '@preact/signals';
import type { ImportPreview, LeftOut } from '../../core/follow/import-preview';
import { groupBySite } from '../../ui/origin-words';
import { counted, language, type Phrase, say } from '../../ui/words';
import type { ImportState } from './import';
import type { ImportReport } from './import-report';
import type { SourcesModel } from './sources';

const MOST_NAMED = 200; // of a reason's titles: more nobody reads, and the page stays quick

export function ImportView({ model }: { readonly model: SourcesModel }) {
  const state = model.bringing.state.value;
  return (
    <fieldset class="bringing" aria-label={say('importOpml')}>
      {(state.kind === 'open' || state.kind === 'not-opml') && <Choose model={model} isRefused={state.kind === 'not-opml'} />}
      {state.kind === 'preview' && <Preview model={model} state={state} />}
      {state.kind === 'following' && (
        <p role="status">{say('importProgress', { done: state.settled, sources: counted('sources', state.total) })}</p>
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
        <label for="opml-file">{say('importFile')}</label>
        <input id="opml-file" type="file" accept=".opml,.xml,text/xml" onChange={(event) => void read(event.currentTarget.files?.[0])} />
      </p>
      <p class="wish">
        <label for="opml-text">{say('importPaste')}</label>
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
        {say('importShow')}
      </button>
      <p class="aside" role="status">
        {isRefused && say('importNoOpml')}
      </p>
    </form>
  );
}

type Shown = Extract<ImportState, { kind: 'preview' }>;

function Preview({ model, state: { preview, skipped, passwordsDropped } }: { readonly model: SourcesModel; readonly state: Shown }) {
  const { toAdd, leftOut, origins } = preview;
  const sites = groupBySite(origins.filter((origin) => !origin.includes('//www.'))).size;
  const { bringing, permissions } = model;
  return (
    <>
      <p class="finding-fact" role="status">
        {factOf(preview)}
        {skipped > 0 && ` ${counted('linesNoFeed', skipped)}`}
        {passwordsDropped > 0 && ` ${counted('passwordsDropped', passwordsDropped)}`}
      </p>
      <NewOnes preview={preview} />
      {reasonsIn(leftOut).map(([why, titles]) => (
        <Named key={why} words={say('countedReason', { what: counted('entries', titles.length), why: say(WHY[why]) })} titles={titles} />
      ))}
      {toAdd.length > 0 ? (
        <>
          <p>{say('browserAsksOnce')}</p>
          <p class="source-steps">
            <button type="button" class="button" onClick={() => void bringing.follow(origins)}>
              {say('followCounted', { sources: counted('sources', toAdd.length), sites: counted('sites', sites) })}
            </button>
            <button type="button" class="button-plain" onClick={() => void bringing.follow(permissions.allSites)}>
              {say('followAllSites')}
            </button>
            <button type="button" class="button-words" onClick={bringing.open}>
              {say('cancel')}
            </button>
          </p>
          <p class="aside">{say('allSitesMeans')}</p>
        </>
      ) : (
        <button type="button" class="button-plain" onClick={bringing.open}>
          {say('chooseAnother')}
        </button>
      )}
    </>
  );
}

function factOf({ toAdd, leftOut }: ImportPreview): string {
  const inFolders = new Set(toAdd.flatMap(({ folder }) => folder ?? [])).size;
  const facts = { entries: counted('entries', toAdd.length + leftOut.length), fresh: counted('newSources', toAdd.length) };
  const folders = counted('folderCount', inFolders);
  const left = leftOut.length;
  if (inFolders === 0) return left === 0 ? say('importFact', facts) : say('importFactLeft', { ...facts, left });
  return left === 0 ? say('importFactFolders', { ...facts, folders }) : say('importFactFoldersLeft', { ...facts, folders, left });
}

const WHY: Readonly<Record<LeftOut, Phrase>> = {
  followed: 'leftFollowed',
  twice: 'leftTwice',
  'no-address': 'leftNoAddress',
  private: 'leftPrivate',
  password: 'leftPassword',
};

function reasonsIn(leftOut: ImportPreview['leftOut']): readonly (readonly [LeftOut, readonly string[]])[] {
  const reasons = new Map<LeftOut, string[]>();
  for (const { entry, why } of leftOut) reasons.set(why, [...(reasons.get(why) ?? []), entry.title ?? entry.url]);
  return [...reasons];
}

function NewOnes({ preview: { toAdd } }: { readonly preview: ImportPreview }) {
  const titles = toAdd.map(({ source, folder }) =>
    folder === undefined ? source.title : say('nameInFolder', { name: source.title, folder }),
  );
  return titles.length > 0 ? <Named words={counted('newSources', titles.length)} titles={titles} /> : null; // null: what preact calls nothing
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
        {titles.length > MOST_NAMED && <li>{say('andMore', { left: titles.length - MOST_NAMED })}</li>}
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
        {say('importReport', { sources: counted('sources', followed), answered })}
        {failures > 0 && ` ${counted('importFailed', failures)}`}
      </p>
      {failed.map(({ why, titles }) => (
        <Named key={why} words={say('countedReason', { what: language().number(titles.length), why })} titles={titles} />
      ))}
      {waiting > 0 && <p>{counted('importWaiting', waiting)}</p>}
      {notAllowed > 0 && <p>{counted(isAllowed ? 'importNotAllowed' : 'importRefused', notAllowed)}</p>}
      <button type="button" class="button-plain" onClick={close}>
        {say('done')}
      </button>
    </>
  );
}
