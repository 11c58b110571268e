/** Title, who and when, and where the text comes from. Stands before the text does. */
import { webAddress } from '../../core/address';
import type { Entry } from '../../core/library/marks';
import { dayOf } from '../../ui/ago';
import { bylineOf, writtenAt } from '../../ui/byline';
import { counted, language, say } from '../../ui/words';
import { Facts } from './facts';
import type { ReaderModel } from './model';
import type { Whole } from './needs';

export function Head({ model, entry: { essay } }: { readonly model: ReaderModel; readonly entry: Entry }) {
  const whole = model.whole.value;
  const at = writtenAt(essay);
  const { minutes, tags } = model;
  return (
    <header class="head">
      <h1 dir="auto" lang={essay.language}>
        {essay.title}
      </h1>
      <Facts>
        {whoIsIt(essay, whole?.source)}
        {at !== undefined && <time dateTime={new Date(at).toISOString()}>{dayOf(at)}</time>}
        {minutes.value !== undefined && counted('minutes', minutes.value)}
        {whole && whenceWords(whole, essay.url)}
      </Facts>
      {tags.value.length > 0 && <Facts>{tags.value.join(', ')}</Facts>}
      {whole && <Partial whole={whole} />}
      {(model.changes.value?.changed ?? 0) > 0 && (
        <p class="note">
          {counted('changedAtSource', model.changes.value?.changed ?? 0)}{' '}
          <button type="button" class="button-words" onClick={() => model.toggle('changed')}>
            {say('see')}
          </button>
        </p>
      )}
    </header>
  );
}

/** The author and where it was published, unless one names the other already. */
function whoIsIt(essay: Entry['essay'], source: string | undefined): string {
  const site = source ?? essay.siteName;
  if (site === undefined || essay.author === undefined) return essay.author ?? site ?? bylineOf(essay);
  return site.includes(essay.author) ? site : say('authorIn', { author: essay.author, site });
}

/** "Kept on 4 May 2026 from example.com". */
function whenceWords({ body }: Whole, url: string): string {
  const host = hostOf(body.kind === 'copy' ? body.copy.address : url);
  if (body.kind === 'copy') return say('keptOn', { day: language().dayHere(body.copy.at), host });
  return say(body.kind === 'text' ? 'textOfFeed' : 'addressOn', { host });
}

function Partial({ whole: { body } }: { readonly whole: Whole }) {
  if (body.kind !== 'copy') return null; // null: what preact calls nothing
  const { isPartial, next } = body.copy;
  const part = next === undefined ? undefined : webAddress(next);
  if (!isPartial && part === undefined) return null; // null: likewise
  return (
    <p class="note">
      {say(isPartial ? 'copyIsCut' : 'copyHasNext')}{' '}
      {part !== undefined && (
        <a href={part} target="_blank" rel="noopener noreferrer nofollow">
          {say('nextPart')}
        </a>
      )}
    </p>
  );
}

const hostOf = (address: string): string => URL.parse(address)?.hostname.replace(/^www\./, '') ?? '';
