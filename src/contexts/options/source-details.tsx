/** What a reader may wish for one source: its name, folder, interval, muting, its part in the icon; and the ways out. */
import { useId } from 'preact/hooks';
import type { Source } from '../../core/essay';
import type { SourceHealth } from '../../core/follow/health';
import { dayOf } from '../../ui/ago';
import { type FollowedSource, siteOf, titleOf } from '../../ui/followed';
import { healthWords } from '../../ui/health-words';
import { counted, language, say } from '../../ui/words';
import { AddressField } from './address-field';
import { intervalSaid, intervalWords } from './interval-words';
import type { SourcesModel } from './sources';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const INTERVALS: readonly number[] = [0, 15 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY]; // ms; 0: by how often it posts
const MAX_NAME_CHARS = 500;

type DetailsProps = { readonly model: SourcesModel; readonly row: FollowedSource };

export function SourceDetails({ model, row }: DetailsProps) {
  const { source, wishes } = row;
  const title = titleOf(row);
  return (
    <div class="source-details">
      <NameField
        label={say('sourceName')}
        value={wishes.title ?? ''}
        placeholder={source.title}
        onKeep={(name) =>
          model.wish(row, { title: name }, name === '' ? say('calledAgain', { title: source.title }) : say('renamed', { name }))
        }
      />
      <NameField
        label={say('folder')}
        value={wishes.folder ?? ''}
        placeholder={say('noFolder')}
        list="folders"
        onKeep={(folder) =>
          model.wish(row, { folder }, folder === '' ? say('saidInNoFolder', { title }) : say('saidInFolder', { title, folder }))
        }
      />
      <IntervalField model={model} row={row} />
      <label class="check">
        <input
          type="checkbox"
          checked={wishes.isMuted}
          onChange={({ currentTarget: { checked } }) =>
            void model.wish(row, { muted: checked }, say(checked ? 'saidSourceMuted' : 'saidSourceUnmuted', { title }))
          }
        />
        {say('muteSource')}
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={wishes.inBadge}
          onChange={({ currentTarget: { checked } }) =>
            void model.wish(row, { inBadge: checked }, say(checked ? 'saidOnIcon' : 'saidNotOnIcon', { title }))
          }
        />
        {say('countOnIcon')}
      </label>
      <Facts model={model} row={row} />
      <AddressField key={source.url} url={source.url} onChange={(typed) => model.changeAddress(row, typed)} />
      <p class="source-steps">
        <button type="button" class="button-plain" onClick={() => void model.check([row])}>
          {say('checkNow')}
        </button>
        <button type="button" class="button-plain" onClick={() => void model.unfollow(row)}>
          {say('unfollow')}
        </button>
        <span class="aside">{say('unfollowMeans')}</span>
        <button type="button" class="button-plain" onClick={() => void model.unfollow(row, true)}>
          {say('unfollowAndForget')}
        </button>
        <span class="aside">{say('forgetMeans')}</span>
      </p>
    </div>
  );
}

/** Which sites are asked because this is followed, and for what. */
function askedWords({ url, siteUrl }: Source, { movedTo }: SourceHealth, readsInFull: boolean): string {
  const feed = siteOf({ siteUrl: movedTo ?? url, url });
  const site = siteOf({ siteUrl, url });
  if (!readsInFull) return say('askedForFeed', { feed });
  return site === feed ? say('askedForBothHere', { feed }) : say('askedForBoth', { feed, pages: language().list([feed, site]) });
}

function Facts({ model, row: { source, health, essays } }: DetailsProps) {
  const readsInFull = model.readsInFull();
  return (
    <dl class="facts">
      <Fact name={say('factHealth')}>{healthWords(health, model.now()).join(' ')}</Fact>
      <Fact name={say('factAddress')}>
        <a href={source.url} rel="noreferrer" target="_blank">
          {source.url}
        </a>
      </Fact>
      <Fact name={say('factAsked')}>{askedWords(source, health, readsInFull)}</Fact>
      {health.movedTo && <Fact name={say('factMovedTo')}>{health.movedTo}</Fact>}
      <Fact name={say('factSince')}>{counted('sinceHolds', essays, { day: dayOf(source.addedAt) })}</Fact>
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
  const choices = INTERVALS.includes(intervalMs) ? INTERVALS : [...INTERVALS, intervalMs];
  return (
    <p class="wish">
      <label for={field}>{say('checkField')}</label>
      <select
        id={field}
        value={String(intervalMs)}
        onChange={({ currentTarget: { value } }) => {
          void model.wish(row, { intervalMs: Number(value) }, intervalSaid(Number(value), titleOf(row)));
        }}
      >
        {choices.map((ms) => (
          <option key={ms} value={String(ms)}>
            {intervalWords(ms)}
          </option>
        ))}
      </select>
    </p>
  );
}
