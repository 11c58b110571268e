/** The options page: settings on one side, sources on the other. Where the library does not open, it is the recovery page instead. */
import type { VNode } from 'preact';
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

type Section = readonly [id: string, words: Phrase, View: (given: { readonly model: OptionsModel }) => VNode];

/** Each by its heading's name, in the order in which they stand. */
const SECTIONS: readonly Section[] = [
  ['icon', 'iconHeading', IconChoice],
  ['reading', 'readingHeading', Reading],
  ['in-full', 'inFullHeading', InFull],
  ['pictures', 'picturesHeading', PicturesChoice],
  ['mute', 'muteHeading', MuteWords],
  ['granted', 'grantedHeading', GrantedSites],
  ['off', 'offHeading', OffList],
  ['refused', 'refusedHeading', RefusedList],
  ['keys', 'keys', Keys],
  ['import', 'bringHeading', Bring],
  ['take', 'takeHeading', Take],
  ['send-to', 'sendToHeading', SendTo],
  ['backup', 'backupHeading', Backup],
  ['sync', 'syncHeading', Sync],
  ['reader-server', 'readerHeading', ReaderServer],
  ['room', 'roomHeading', RoomView],
  ['library', 'libraryHeading', Library],
  ['report', 'reportHeading', Report],
];

function Sections({ model }: { readonly model: OptionsModel }) {
  return (
    <>
      <Contents />
      {SECTIONS.map(([id, , View]) => (
        <View key={id} model={model} />
      ))}
    </>
  );
}

function Contents() {
  return (
    <nav class="contents" aria-label={say('contents')}>
      {SECTIONS.map(([id, words]) => (
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
