/** The page "Sources": adding, bringing and taking along a list, and every followed source in rows. Chooses what to show. */
import { useEffect, useRef } from 'preact/hooks';
import { AddressForm } from '../../ui/address-form';
import { counted } from '../../ui/counted';
import { FindingView } from '../../ui/finding-view';
import { ImportView } from './import-view';
import { SourceRow } from './source-row';
import type { Group, SourcesModel } from './sources';

const AHEAD = '1200px'; // the next rows are put in before the last one is in sight

export function Sources({ model }: { readonly model: SourcesModel }) {
  const total = model.rows.value.length;
  return (
    <>
      <section aria-labelledby="add">
        <h2 id="add">Follow a site</h2>
        <AddressForm
          key={model.given.value.address}
          finding={model.finding}
          label="Address of a site or of its feed"
          given={model.given.value}
        />
        {model.finding.look.value.kind !== 'idle' && (
          <div class="found-here">
            <FindingView finding={model.finding} now={model.now()} />
          </div>
        )}
        <p class="list-steps">
          From or to another reader:
          <button type="button" class="button-words" aria-expanded={isOpen(model)} onClick={() => toggleImport(model)}>
            Import OPML
          </button>
          <button type="button" class="button-words" onClick={() => void model.exportList()}>
            Export OPML
          </button>
        </p>
        {isOpen(model) && <ImportView model={model} />}
      </section>
      <section aria-labelledby="followed">
        <div class="followed-head">
          <h2 id="followed">What you follow</h2>
          {total > 0 && <Checked model={model} />}
        </div>
        {total === 0 ? (
          <p>Nothing yet. The posts of what you follow stand in the popup, under Latest. Begin with the address of a site you read.</p>
        ) : (
          <Followed model={model} />
        )}
      </section>
    </>
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
        Check all now
      </button>
    </p>
  );
}

function Followed({ model }: { readonly model: SourcesModel }) {
  const waiting = model.waiting.value;
  const matching = model.matching.value.length;
  const isNarrow = model.query.value.trim() !== '' || model.isTroubleOnly.value;
  return (
    <>
      {waiting.length > 1 && (
        <p class="waiting-sources">
          {counted(waiting.length, 'source')} are kept but not fetched, because the browser does not let Sidelight read their sites.
          <button type="button" class="button-plain" onClick={() => void model.allow(waiting)}>
            Allow all {waiting.length}
          </button>
        </p>
      )}
      <Narrowing model={model} />
      {isNarrow && (
        <p class="aside" role="status">
          {matching === 0 ? 'No source matches.' : `${counted(matching, 'source')} of ${model.rows.value.length}`}
        </p>
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
        aria-label="Search your sources"
        placeholder={`Search ${counted(model.rows.value.length, 'source')}`}
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
          Only the {troubled} that need{troubled === 1 ? 's' : ''} a look
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
  const name = folder ?? (hasName ? 'In no folder' : undefined);
  return (
    <>
      {name !== undefined && (
        <h3>
          <bdi>{name}</bdi> <span class="group-count">{count}</span>
        </h3>
      )}
      <ul class="sources" aria-label={name ?? 'Sources'}>
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
