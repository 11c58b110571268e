/** The reader page: bar, contents, article, and what stands around it. Chooses only what to show. */
import { useEffect } from 'preact/hooks';
import type { EssayId } from '../../core/essay';
import { sentenceFor } from '../../ui/sentence';
import { say } from '../../ui/words';
import { Also } from './also';
import { Article } from './article';
import { Bar } from './bar';
import { Changed } from './changed';
import { Contents, ContentsSheet } from './contents';
import { End } from './end';
import { Happened } from './happened';
import { Head } from './head';
import { Help } from './help';
import { listenToKeys } from './listen-to-keys';
import { LookPanel } from './look-panel';
import type { ReaderModel } from './model';
import { OnlyAddress } from './only-address';
import { AboutWords, OwnList } from './own-list';
import { OwnNotes } from './own-notes';
import { PictureDialog } from './picture-dialog';
import { SelectBar } from './select-bar';
import { Tags } from './tags';

export function Reader({ model }: { readonly model: ReaderModel }) {
  useEffect(() => listenToKeys(model), [model]);
  const { state, entry, whole, panel } = model;
  const direction = directionOf(model);
  return (
    <div class="reader" {...(direction && { dir: direction })}>
      <Bar model={model} />
      {state.value === 'open' && entry.value !== undefined && (
        <div class="sheet">
          <Contents model={model} />
          <main class="column">
            <Head model={model} entry={entry.value} />
            <Text model={model} id={entry.value.essay.id} />
            <Also model={model} />
            {whole.value && <End model={model} whole={whole.value} />}
            <Happened model={model} />
            <OwnNotes model={model} />
          </main>
        </div>
      )}
      {state.value === 'missing' && <main class="nothing">{say('essayNotHere')}</main>}
      {panel.value === 'contents' && <ContentsSheet model={model} />}
      {panel.value === 'look' && <LookPanel model={model} />}
      {panel.value === 'tags' && <Tags model={model} />}
      {panel.value === 'highlights' && <OwnList model={model} />}
      {panel.value === 'about' && <AboutWords model={model} />}
      {panel.value === 'help' && <Help onClose={() => model.close('help')} />}
      {panel.value === 'changed' && <Changed model={model} />}
      {model.picture.value && <PictureDialog model={model} picture={model.picture.value} />}
      <SelectBar model={model} />
      <Told model={model} />
    </div>
  );
}

/** What there is to read of it; a moment after its title. */
function Text({ model, id }: { readonly model: ReaderModel; readonly id: EssayId }) {
  const whole = model.whole.value;
  if (whole === undefined) return <p class="waiting">{say('readingText')}</p>;
  if (whole.body.kind === 'address') return <OnlyAddress model={model} summary={whole.body.summary} />;
  return <Article key={id} model={model} whole={whole} />;
}

/** As the text runs: the column, the contents and the light come from where its lines begin. Where nobody says, each paragraph shows it by itself. */
function directionOf({ whole, entry }: ReaderModel): 'rtl' | 'ltr' | undefined {
  const { body } = whole.value ?? {};
  if (body?.kind === 'copy') return body.copy.direction ?? 'ltr';
  const language = entry.value?.essay.language;
  if (language !== undefined) return RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr';
  const words = body?.kind === 'text' ? body.text : entry.value?.essay.title;
  return words === undefined ? undefined : FIRST_LETTER.exec(words)?.[0].match(RIGHT_TO_LEFT_LETTER) ? 'rtl' : 'ltr';
}

const RIGHT_TO_LEFT = /^(?:ar|arc|ckb|dv|fa|he|iw|ks|ku-arab|ps|sd|syr|ug|ur|yi)\b/i; // languages
const FIRST_LETTER = /\p{L}/u;
const RIGHT_TO_LEFT_LETTER = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Thaana}\p{sc=Syriac}\p{sc=Nko}\p{sc=Adlam}]/u;

/** What was done last. Always in the page, so that a change of its words is read aloud. */
function Told({ model: { said, trouble } }: { readonly model: ReaderModel }) {
  const { words, undo } = said.value ?? {};
  return (
    <div class={words !== undefined || trouble.value ? 'told' : 'told is-empty'}>
      <p role="status">{words}</p>
      {undo && (
        <button type="button" class="button-words" onClick={() => void undo()}>
          {say('undo')}
        </button>
      )}
      {trouble.value && <p role="alert">{sentenceFor(trouble.value)}</p>}
    </div>
  );
}
