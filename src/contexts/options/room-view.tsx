/** What takes how much of the disk, and what may go. Nothing goes by itself. */
import { useSignal } from '@preact/signals';
import { sizeWords } from '../../ui/size-words';
import { counted, type Phrase, say } from '../../ui/words';
import { MONTHS } from './backup';
import type { Room } from './backup-needs';
import type { OptionsModel } from './model';

const LEAST_LEFT_BYTES = 200_000_000;

export function RoomView({ model: { backup } }: { readonly model: OptionsModel }) {
  const room = backup.room.value;
  return (
    <section aria-labelledby="room">
      <h2 id="room">{say('roomHeading')}</h2>
      {room !== undefined && <Taken room={room} />}
      {room !== undefined && <Going model={backup} room={room} />}
    </section>
  );
}

function Taken({ room: { taken, rest, quota, left } }: { readonly room: Room }) {
  const bars: readonly (readonly [Phrase, number])[] = [
    ['roomSaved', taken.saved],
    ['roomPictures', taken.pictures],
    ['roomFollowed', taken.followed],
    ['roomIndex', taken.index],
    ['roomMarks', taken.marks],
    ['roomRest', rest],
  ];
  const all = bars.reduce((sum, [, bytes]) => sum + bytes, 0);
  return (
    <>
      <p>{quota === undefined ? sizeWords(all) : say('roomFacts', { all: sizeWords(all), quota: sizeWords(quota) })}</p>
      <dl class="room">
        {bars.map(([words, bytes]) => (
          <div key={words}>
            <dt>{say(words)}</dt>
            <dd>
              <span class="room-bar" aria-hidden="true">
                <span style={{ inlineSize: `${(100 * bytes) / Math.max(1, all)}%` }} />
              </span>
              <span>{sizeWords(bytes)}</span>
            </dd>
          </div>
        ))}
      </dl>
      {left !== undefined && left < LEAST_LEFT_BYTES && (
        <div class="fact">
          <p>
            <strong>{say('roomLeft', { size: sizeWords(left) })}</strong> {say('roomNearlyFull')}
          </p>
        </div>
      )}
    </>
  );
}

function Going({ model, room: { going } }: { readonly model: OptionsModel['backup']; readonly room: Room }) {
  const sure = useSignal<'pictures' | 'copies' | undefined>(undefined);
  const months = model.months.value;
  const whats = [
    ['pictures', going.pictures, 'roomDropPictures'],
    ['copies', going.copies, 'roomDropCopies'],
  ] as const;
  return (
    <>
      <h3 id="making-room">{say('roomMaking')}</h3>
      <p class="room-age">
        <label for="room-months">{say('roomOfArchived')}</label>
        <select id="room-months" value={String(months)} onChange={({ currentTarget }) => choose(model, currentTarget.value)}>
          {MONTHS.map((each) => (
            <option key={each} value={String(each)}>
              {each === 0 ? say('roomAll') : counted('roomMonths', each)}
            </option>
          ))}
        </select>
      </p>
      <ul class="room-going">
        {whats.map(([what, bytes, words]) => (
          <li key={what}>
            <span>{say(words)}</span>
            {bytes === 0 ? (
              <span class="aside">{say('roomNothing')}</span>
            ) : (
              <button
                type="button"
                class="button-plain"
                onClick={() => {
                  if (sure.value !== what) sure.value = what;
                  else {
                    sure.value = undefined;
                    void model.makeRoom(what);
                  }
                }}
              >
                {say(sure.value === what ? 'roomDropSure' : 'roomDrop', { size: sizeWords(bytes) })}
              </button>
            )}
          </li>
        ))}
      </ul>
      <p class="aside">{say('roomNeverTexts')}</p>
    </>
  );
}

function choose(model: OptionsModel['backup'], value: string): void {
  const chosen = MONTHS.find((each) => String(each) === value);
  if (chosen !== undefined) void model.setMonths(chosen);
}
