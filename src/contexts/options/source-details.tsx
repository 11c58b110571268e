/** What a reader may wish for one source: its name, folder, interval, muting, its part in the icon; and the ways out. */
import { useId } from 'preact/hooks';
import { dayOf } from '../../ui/ago';
import { counted } from '../../ui/counted';
import { type FollowedSource, titleOf } from '../../ui/followed';
import { healthWords } from '../../ui/health-words';
import type { SourcesModel } from './sources';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const INTERVALS: readonly (readonly [ms: number, words: string])[] = [
  [0, 'By how often it posts'],
  [15 * MINUTE, 'Every 15 minutes'],
  [HOUR, 'Every hour'],
  [6 * HOUR, 'Every 6 hours'],
  [DAY, 'Every day'],
  [7 * DAY, 'Every week'],
];
const MAX_NAME_CHARS = 500;

type DetailsProps = { readonly model: SourcesModel; readonly row: FollowedSource };

export function SourceDetails({ model, row }: DetailsProps) {
  const { source, wishes } = row;
  const title = titleOf(row);
  return (
    <div class="source-details">
      <NameField
        label="Name"
        value={wishes.title ?? ''}
        placeholder={source.title}
        onKeep={(name) => model.wish(row, { title: name }, name === '' ? `It is called ${source.title} again.` : `Renamed: ${name}.`)}
      />
      <NameField
        label="Folder"
        value={wishes.folder ?? ''}
        placeholder="None"
        list="folders"
        onKeep={(folder) => model.wish(row, { folder }, folder === '' ? `${title} is in no folder.` : `${title} is in ${folder}.`)}
      />
      <IntervalField model={model} row={row} />
      <label class="check">
        <input
          type="checkbox"
          checked={wishes.isMuted}
          onChange={({ currentTarget: { checked } }) =>
            void model.wish(row, { muted: checked }, checked ? `${title} is muted.` : `${title} is no longer muted.`)
          }
        />
        Mute: its posts stay out of Latest
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={wishes.inBadge}
          onChange={({ currentTarget: { checked } }) =>
            void model.wish(row, { inBadge: checked }, `${title} is ${checked ? '' : 'not '}counted on the icon.`)
          }
        />
        Count its new posts on the icon
      </label>
      <Facts model={model} row={row} />
      <p class="source-steps">
        <button type="button" class="button-plain" onClick={() => void model.check([row])}>
          Check now
        </button>
        <button type="button" class="button-plain" onClick={() => void model.unfollow(row)}>
          Unfollow
        </button>
        <span class="aside">Unfollowing removes its posts, but none that you saved, noted or tagged.</span>
      </p>
    </div>
  );
}

function Facts({ model, row: { source, health, essays } }: DetailsProps) {
  return (
    <dl class="facts">
      <Fact name="Health">{healthWords(health, model.now()).join(' ')}</Fact>
      <Fact name="Address">
        <a href={source.url} rel="noreferrer" target="_blank">
          {source.url}
        </a>
      </Fact>
      {health.movedTo && <Fact name="Moved to">{health.movedTo}</Fact>}
      <Fact name="Since">
        {dayOf(source.addedAt)}, {counted(essays, 'essay')} in your library
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

type NameProps = {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly list?: string;
  readonly onKeep: (value: string) => Promise<void>;
};

/** Kept when the field is left or Enter is pressed, and only where it says something else. */
function NameField({ label, value, placeholder, list, onKeep }: NameProps) {
  const field = useId();
  const keep = (typed: string): void => {
    const next = typed.trim().replace(/\s+/g, ' ');
    if (next !== value) void onKeep(next);
  };
  return (
    <p class="wish">
      <label for={field}>{label}</label>
      <input
        id={field}
        type="text"
        autocomplete="off"
        maxLength={MAX_NAME_CHARS}
        placeholder={placeholder}
        defaultValue={value}
        {...(list !== undefined && { list })}
        onChange={(event) => keep(event.currentTarget.value)}
      />
    </p>
  );
}

function IntervalField({ model, row }: DetailsProps) {
  const field = useId();
  const { intervalMs = 0 } = row.wishes;
  const isKnown = INTERVALS.some(([ms]) => ms === intervalMs);
  const choices = isKnown
    ? INTERVALS
    : [...INTERVALS, [intervalMs, `Every ${counted(Math.round(intervalMs / MINUTE), 'minute')}`] as const];
  return (
    <p class="wish">
      <label for={field}>Check</label>
      <select
        id={field}
        value={String(intervalMs)}
        onChange={({ currentTarget: { value } }) => {
          const words = choices.find(([ms]) => String(ms) === value)?.[1] ?? '';
          void model.wish(
            row,
            { intervalMs: Number(value) },
            `${titleOf(row)} is checked ${words.charAt(0).toLowerCase()}${words.slice(1)}.`,
          );
        }}
      >
        {choices.map(([ms, words]) => (
          <option key={ms} value={String(ms)}>
            {words}
          </option>
        ))}
      </select>
    </p>
  );
}
