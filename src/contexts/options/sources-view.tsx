/** The page "Sources": adding, bringing and taking along a list, and every followed source in rows. Chooses what to show. */
import { useEffect, useRef } from 'preact/hooks';
import { AddressForm } from '../../ui/address-form';
import { FindingView } from '../../ui/finding-view';
import { counted, language, say } from '../../ui/words';
import { Former } from './former-view';
import { ImportView } from './import-view';
import { SourceRow } from './source-row';
import type { Group, SourcesModel } from './sources';

const AHEAD = '1200px'; // the next rows are put in before the last one is in sight

export function Sources({ model }: { readonly model: SourcesModel }) {
  const total = model.rows.value.length;
  return (
    <>
      <section aria-labelledby="add">
        <h2 id="add">{say('followASite')}</h2>
        <AddressForm key={model.given.value.address} finding={model.finding} label={say('addressLabel')} given={model.given.value} />
        {model.finding.look.value.kind !== 'idle' && (
          <div class="found-here">
            <FindingView finding={model.finding} now={model.now()} />
          </div>
        )}
        <p class="list-steps">
          {say('fromOtherReader')}
          <button type="button" class="button-words" aria-expanded={isOpen(model)} onClick={() => toggleImport(model)}>
            {say('importOpml')}
          </button>
          <button type="button" class="button-words" onClick={() => void model.exportList()}>
            {say('exportOpml')}
          </button>
        </p>
        {isOpen(model) && <ImportView model={model} />}
      </section>
      {model.suggested.value.length > 0 && <Suggested model={model} />}
      <section aria-labelledby="followed">
        <div class="followed-head">
          <h2 id="followed">{say('followedHeading')}</h2>
          {total > 0 && <Checked model={model} />}
        </div>
        {total === 0 ? <p>{say('followedNone')}</p> : <Followed model={model} />}
      </section>
      <Former model={model.former} />
    </>
  );
}

/** A click looks there, and asks for the site first; before that nobody is asked for anything. */
function Suggested({ model }: { readonly model: SourcesModel }) {
  return (
    <section aria-labelledby="suggested">
      <h2 id="suggested">{say('whomToFollow')}</h2>
      <ul class="sites" aria-labelledby="suggested">
        {model.suggested.value.map(({ host, url, saved }) => (
          <li key={host}>
            <bdi>{host}</bdi>
            <span class="aside">{counted('savedOfSite', saved)}</span>
            <button
              type="button"
              class="button-words"
              aria-label={say('actOn', { act: say('find'), title: host })}
              onClick={() => void model.finding.lookAt(url)}
            >
              {say('find')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const isOpen = ({ bringing }: SourcesModel): boolean => bringing.state.value.kind !== 'closed';

function toggleImport(model: SourcesModel): void {
  if (isOpen(model)) model.bringing.close();
  else model.bringing.open();
}

function Checked({ model }: { readonly model: SourcesModel }) {
  return (
    <p class="checked">
      <span role="status">{model.checked.value}</span>
      <button
        type="button"
        class="button-words"
        aria-disabled={model.isBusy.value}
        onClick={() => !model.isBusy.peek() && void model.check(undefined)}
      >
        {say('checkAll')}
      </button>
    </p>
  );
}

type TogetherProps = { readonly fact: string; readonly act: string; readonly go: () => Promise<void> };

/** What several sources want alike, and one press for all of them. */
function Together({ fact, act, go }: TogetherProps) {
  return (
    <p class="together">
      {fact}
      <button type="button" class="button-plain" onClick={() => void go()}>
        {act}
      </button>
    </p>
  );
}

function Followed({ model }: { readonly model: SourcesModel }) {
  const waiting = model.waiting.value;
  const offered = model.offered.value;
  const matching = model.matching.value.length;
  const isNarrow = model.query.value.trim() !== '' || model.isTroubleOnly.value;
  return (
    <>
      {waiting.length > 1 && (
        <Together
          fact={counted('waitingSources', waiting.length)}
          act={counted('allowAll', waiting.length)}
          go={() => model.allow(waiting)}
        />
      )}
      <Narrowing model={model} />
      {isNarrow && (
        <p class="aside" role="status">
          {matching === 0 ? say('noSourceMatches') : counted('sourcesOf', matching, { total: model.rows.value.length })}
        </p>
      )}
      {offered.length > 1 && (
        <Together
          fact={counted('offeredSources', offered.length)}
          act={counted('goOnAll', offered.length)}
          go={() => model.goOnThere(offered)}
        />
      )}
      <Groups model={model} />
    </>
  );
}

function Narrowing({ model }: { readonly model: SourcesModel }) {
  const troubled = model.troubled.value;
  return (
    <div class="narrowing">
      <input
        type="search"
        aria-label={say('searchSources')}
        placeholder={counted('searchSourcesCount', model.rows.value.length)}
        autocomplete="off"
        spellcheck={false}
        value={model.query.value}
        onInput={(event) => model.search(event.currentTarget.value)}
      />
      {(troubled > 0 || model.isTroubleOnly.value) && (
        <label class="check">
          <input
            type="checkbox"
            checked={model.isTroubleOnly.value}
            onChange={(event) => model.showTroubleOnly(event.currentTarget.checked)}
          />
          {counted('onlyTroubled', troubled)}
        </label>
      )}
    </div>
  );
}

function Groups({ model }: { readonly model: SourcesModel }) {
  const groups = model.groups.value;
  const shown = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const hasFolders = model.folders.value.length > 0;
  return (
    <div>
      {groups.map((group, index) => (
        <GroupView key={group.folder ?? ''} model={model} group={group} hasName={hasFolders} isFirst={index === 0} />
      ))}
      {shown < model.matching.value.length && <MoreBelow key={shown} onSeen={model.more} />}
      <datalist id="folders">
        {model.folders.value.map((folder) => (
          <option key={folder} value={folder} />
        ))}
      </datalist>
    </div>
  );
}

type GroupProps = { readonly model: SourcesModel; readonly group: Group; readonly hasName: boolean; readonly isFirst: boolean };

function GroupView({ model, group: { folder, count, rows }, hasName, isFirst }: GroupProps) {
  const name = folder ?? (hasName ? say('inNoFolder') : undefined);
  return (
    <>
      {name !== undefined && (
        <h3>
          <bdi>{name}</bdi> <span class="group-count">{language().number(count)}</span>
        </h3>
      )}
      <ul class="sources" aria-label={name ?? say('sourcesHeading')}>
        {rows.map((row, index) => (
          <SourceRow key={row.source.id} model={model} row={row} isFirst={isFirst && index === 0} />
        ))}
      </ul>
    </>
  );
}

/** Stands after the last row; a new one for every batch, so that one that stays in sight is seen again. */
function MoreBelow({ onSeen }: { readonly onSeen: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (end.current === null) return;
    const watch = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && onSeen(), { rootMargin: AHEAD });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [onSeen]);
  return <div class="more-below" ref={end} />;
}
