/** What the reader refused, each with its way back: everywhere, for an hour, less of a source, never an essay, not beside one page; and what was learnt of sources. */
import { useSignal } from '@preact/signals';
import { demandsOf } from '../../core/related/leaning';
import { isQuiet } from '../../core/settings';
import { originWords } from '../../ui/origin-words';
import { language, say } from '../../ui/words';
import type { OptionsModel } from './model';
import type { Refused } from './needs';

export function RefusedList({ model }: { readonly model: OptionsModel }) {
  const { settings, refused } = model;
  const isOpen = useSignal(false);
  const { pausedUntil, leanings } = settings.value;
  const quiet = isQuiet(settings.value, model.now());
  const named = refused.value;
  const learnt = Object.entries(leanings).filter(([, leaning]) => demandsOf(leaning) > 1);
  const show = (): void => {
    isOpen.value = true;
    void model.readRefused();
  };
  return (
    <section aria-labelledby="refused">
      <h2 id="refused">{say('refusedHeading')}</h2>
      <p>{say('refusedMeans')}</p>
      {quiet !== undefined && (
        <p>
          {quiet === 'nowhere' ? say('marksNowhere') : say('marksPausedUntil', { time: language().clock(pausedUntil) })}{' '}
          <button type="button" class="button-words" onClick={() => void model.resumeMarks()}>
            {say(quiet === 'nowhere' ? 'turnMarksOn' : 'resume')}
          </button>
        </p>
      )}
      {!isOpen.value && (
        <button type="button" class="button-plain" onClick={show}>
          {say('showRefused')}
        </button>
      )}
      {isOpen.value && named !== undefined && <Listed model={model} named={named} learnt={learnt} />}
    </section>
  );
}

type ListedProps = {
  readonly model: OptionsModel;
  readonly named: Refused;
  readonly learnt: readonly (readonly [source: string, leaning: readonly [refused: number, opened: number]])[];
};

function Listed({ model, named: { essays, less, names }, learnt }: ListedProps) {
  if (essays.length + less.length + learnt.length === 0) return <p class="aside">{say('nothingRefused')}</p>;
  return (
    <ul class="sites" aria-labelledby="refused">
      {less.map(({ id, title }) => (
        <Row key={`less ${id}`} words={say('lessFromSource', { source: title })} onBack={() => model.wantMore(id)} />
      ))}
      {learnt.map(([id, [refused, opened]]) => (
        <Row
          key={`learnt ${id}`}
          words={say('learntOfSource', { opened, refused, source: names.get(id) ?? id })}
          onBack={() => model.forgetLeaning(id)}
        />
      ))}
      {essays.flatMap(({ id, title, isSilenced, pages }) => [
        ...(isSilenced ? [<Row key={`never ${id}`} words={say('neverShown', { title })} onBack={() => model.unsilence(id)} />] : []),
        ...pages.map(({ page, like }) => (
          <Row
            key={`${id} ${page}`}
            words={say('notBeside', { page: originWords(page), title })}
            hint={page}
            onBack={() => model.unrefuse(id, page, like)}
          />
        )),
      ])}
    </ul>
  );
}

type RowProps = { readonly words: string; readonly hint?: string; readonly onBack: () => Promise<unknown> };

function Row({ words, hint, onBack }: RowProps) {
  return (
    <li>
      <bdi title={hint}>{words}</bdi>
      <button
        type="button"
        class="button-words"
        aria-label={say('actOn', { act: say('takeBackNo'), title: words })}
        onClick={() => void onBack()}
      >
        {say('takeBackNo')}
      </button>
    </li>
  );
}
