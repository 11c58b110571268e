/** The options page: settings on one side, sources on the other. Where the library does not open, it is the recovery page instead. */
import { KeyList } from '../../ui/key-list';
import { pageKeys, popupKeys, readerKeys } from '../../ui/keys-in-words';
import { sentenceFor } from '../../ui/sentence';
import { type Phrase, say } from '../../ui/words';
import { Backup } from './backup-view';
import { Bring } from './bring-view';
import { IconChoice } from './icon';
import { InFull } from './in-full';
import { Library } from './library';
import type { OptionsModel, View } from './model';
import { MuteWords } from './mute-words';
import { OffList } from './off-list';
import { PicturesChoice } from './pictures';
import { ReaderServer } from './reader-server-view';
import { Reading } from './reading';
import { Recovery } from './recovery';
import { RefusedList } from './refused';
import { Report } from './report-view';
import { RoomView } from './room-view';
import { SendTo } from './send-view';
import { GrantedSites } from './sites';
import { Sources } from './sources-view';
import { Sync } from './sync-view';
import { Take } from './take-view';

const VIEWS: readonly (readonly [view: View, words: Phrase])[] = [
  ['settings', 'settingsHeading'],
  ['sources', 'sourcesHeading'],
];

export function Options({ model }: { readonly model: OptionsModel }) {
  const problem = model.broken.value;
  const isReady = model.isReady.value;
  return (
    <main class="options" aria-busy={!isReady}>
      <div class="options-head">
        <h1>{say('name')}</h1>
        {!problem && <Views model={model} />}
      </div>
      <Told model={model} />
      {isReady && problem && <Recovery model={model} problem={problem} />}
      {isReady && !problem && (model.view.value === 'sources' ? <Sources model={model.sources} /> : <Sections model={model} />)}
    </main>
  );
}

function Views({ model }: { readonly model: OptionsModel }) {
  return (
    <nav aria-label={say('options')}>
      {VIEWS.map(([view, words]) => (
        <a key={view} href={`#${view}`} {...(model.view.value === view && { 'aria-current': 'page' as const })}>
          {say(words)}
        </a>
      ))}
    </nav>
  );
}

/** What was done last. Always in the page, so that a change of its words is read aloud. */
function Told({ model: { said, undo, trouble } }: { readonly model: OptionsModel }) {
  const back = undo.value;
  return (
    <>
      <p class="told" role="status">
        {said.value}
        {back && (
          <button type="button" class="button-words" onClick={() => void back()}>
            {say('undo')}
          </button>
        )}
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
      <Contents />
      <IconChoice model={model} />
      <Reading model={model} />
      <InFull model={model} />
      <PicturesChoice model={model} />
      <MuteWords model={model} />
      <GrantedSites model={model} />
      <OffList model={model} />
      <RefusedList model={model} />
      <Keys />
      <Bring model={model} />
      <Take model={model} />
      <SendTo model={model} />
      <Backup model={model} />
      <Sync model={model} />
      <ReaderServer model={model} />
      <RoomView model={model} />
      <Library model={model} />
      <Report model={model} />
    </>
  );
}

/** Each section by its heading's name, in the order in which they stand. */
const CONTENTS: readonly (readonly [id: string, words: Phrase])[] = [
  ['icon', 'iconHeading'],
  ['reading', 'readingHeading'],
  ['in-full', 'inFullHeading'],
  ['pictures', 'picturesHeading'],
  ['mute', 'muteHeading'],
  ['granted', 'grantedHeading'],
  ['off', 'offHeading'],
  ['keys', 'keys'],
  ['backup', 'backupHeading'],
  ['sync', 'syncHeading'],
  ['room', 'roomHeading'],
  ['library', 'libraryHeading'],
  ['report', 'reportHeading'],
];

function Contents() {
  return (
    <nav class="contents" aria-label={say('contents')}>
      {CONTENTS.map(([id, words]) => (
        <a key={id} href={`#${id}`}>
          {say(words)}
        </a>
      ))}
    </nav>
  );
}

function Keys() {
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">{say('keys')}</h2>
      <h3>{say('keysInPopup')}</h3>
      <KeyList keys={popupKeys()} />
      <h3>{say('keysOnPage')}</h3>
      <KeyList keys={pageKeys()} />
      <h3>{say('keysInReader')}</h3>
      <KeyList keys={readerKeys()} />
      <p class="aside">{say('keysChanged')}</p>
    </section>
  );
}
