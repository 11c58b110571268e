/** Aa: how the page looks. Each choice shows at once, and the paragraph on top stays where it is. */
import { useEffect, useRef } from 'preact/hooks';
import { DEFAULT_LOOK, FACES, LIMITS, type Measured, PAPERS } from '../../core/reader-look';
import { language, type Phrase, say } from '../../ui/words';
import type { ReaderModel } from './model';

const FACE_WORDS: Readonly<Record<(typeof FACES)[number], Phrase>> = { serif: 'faceSerif', sans: 'faceSans', mono: 'faceMono' };
const PAPER_WORDS: Readonly<Record<(typeof PAPERS)[number], Phrase>> = {
  system: 'paperSystem',
  light: 'paperLight',
  sepia: 'paperSepia',
  dark: 'paperDark',
};
const MEASURED: readonly (readonly [what: Measured, words: Phrase])[] = [
  ['size', 'lookSize'],
  ['measure', 'lookMeasure'],
  ['lineHeight', 'lookLineHeight'],
];

export function LookPanel({ model }: { readonly model: ReaderModel }) {
  const panel = useRef<HTMLDivElement>(null);
  const look = model.look.value;
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.querySelector<HTMLElement>('input:checked')?.focus({ preventScroll: true });
    const outside = ({ target }: Event): void => {
      if (target instanceof Element && !target.closest('.look, .bar')) model.panel.value = undefined;
    };
    document.addEventListener('pointerdown', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [model]);
  return (
    <div class="look" role="dialog" aria-label={say('lookOfPage')} ref={panel}>
      <fieldset class="faces">
        <legend class="unseen">{say('lookFace')}</legend>
        {FACES.map((face) => (
          <label key={face} class={`face face-${face}`}>
            <input type="radio" name="face" checked={look.face === face} onChange={() => model.setLook({ ...look, face })} />
            {say(FACE_WORDS[face])}
          </label>
        ))}
      </fieldset>
      {MEASURED.map(([what, words]) => (
        <Stepper key={what} model={model} what={what} words={say(words)} />
      ))}
      <fieldset class="papers">
        <legend class="unseen">{say('lookPaper')}</legend>
        {PAPERS.map((paper) => (
          <label key={paper} class="paper">
            <input type="radio" name="paper" checked={look.paper === paper} onChange={() => model.setLook({ ...look, paper })} />
            <span class={`swatch swatch-${paper}`} />
            {say(PAPER_WORDS[paper])}
          </label>
        ))}
      </fieldset>
      <Switch words={say('lookJustified')} isOn={look.isJustified} set={(isJustified) => model.setLook({ ...look, isJustified })} />
      <Switch words={say('lookMarks')} isOn={look.hasMarks} set={(hasMarks) => model.setLook({ ...look, hasMarks })} keyName="l" />
      <p class="look-foot">
        <span>{say('lookForAll')}</span>
        <button type="button" class="button-words" onClick={() => model.setLook(DEFAULT_LOOK)}>
          {say('lookAsItCame')}
        </button>
      </p>
    </div>
  );
}

type StepperProps = { readonly model: ReaderModel; readonly what: Measured; readonly words: string };

function Stepper({ model, what, words }: StepperProps) {
  const value = model.look.value[what];
  const { least, most } = LIMITS[what];
  const number = language().number(value);
  return (
    <fieldset class="stepper" aria-label={words}>
      <span>{words}</span>
      <button type="button" aria-label={say('smaller', { what: words })} disabled={value <= least} onClick={() => model.step(what, -1)}>
        −
      </button>
      <output>{what === 'measure' ? say('charactersWide', { count: number }) : number}</output>
      <button type="button" aria-label={say('larger', { what: words })} disabled={value >= most} onClick={() => model.step(what, 1)}>
        +
      </button>
    </fieldset>
  );
}

type SwitchProps = { readonly words: string; readonly isOn: boolean; readonly set: (isOn: boolean) => void; readonly keyName?: string };

function Switch({ words, isOn, set, keyName }: SwitchProps) {
  return (
    <label class="switch">
      <span>{words}</span>
      {keyName !== undefined && <kbd class="key">{keyName}</kbd>}
      <input type="checkbox" checked={isOn} onChange={({ currentTarget }) => set(currentTarget.checked)} />
    </label>
  );
}
