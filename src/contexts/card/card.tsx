/** The card: an essay facing the page, or one line and what can be done about it. Only chooses what to show. */
import type { ComponentChildren } from 'preact';
import type { CardAct, Press } from '../../core/related/card';
import { dayOf } from '../../ui/ago';
import { bylineOf } from '../../ui/byline';
import { CloseIcon, MoreIcon, NextIcon, PreviousIcon } from '../../ui/icons';
import { Pair } from '../../ui/related-card';
import { language, say } from '../../ui/words';
import type { CardModel, CardNow } from './model';

const MAX_QUOTE_CHARS = 240; // about six lines

type Shown = { readonly now: CardNow; readonly model: CardModel };

export function CardView({ model }: { readonly model: CardModel }) {
  const now = model.now();
  if (now === undefined) return null; // null: what preact calls nothing
  return (
    <section role="dialog" aria-labelledby="title" tabIndex={-1}>
      {now.topic === 'essay' && <Essay now={now} model={model} />}
      {now.topic !== 'essay' && <Answer now={now} model={model} topic={now.topic} />}
    </section>
  );
}

type AnswerProps = Shown & { readonly topic: Exclude<CardNow['topic'], 'essay'> };

/** What was done, with the way back; or a question, for what is taken back elsewhere. */
function Answer({ now, model, topic }: AnswerProps) {
  const { host, essay } = now.content;
  switch (topic) {
    case 'refused':
      return (
        <Done
          model={model}
          words={say('refusedHere')}
          back="unrefuse"
          further={<ActButton words={say('neverThis')} act="silence" model={model} />}
        />
      );
    case 'silenced':
      return <Done model={model} words={say('silencedNow')} back="unsilence" />;
    case 'less':
      return <Done model={model} words={say('lessNow', { source: essay.sourceTitle })} back="unless" />;
    case 'paused':
      return <Done model={model} words={say('pausedNow')} back="resume" />;
    case 'site':
      return <Question model={model} words={say('turnOffQuestion', { host })} act="leave-site" />;
    case 'nowhere':
      return <Question model={model} words={say('nowhereQuestion')} act="nowhere" />;
  }
}

type DoneProps = { readonly model: CardModel; readonly words: string; readonly back: CardAct; readonly further?: ComponentChildren };

function Done({ model, words, back, further }: DoneProps) {
  return (
    <Line model={model} words={words}>
      {further}
      <ActButton words={say('undo')} act={back} model={model} isFirst />
    </Line>
  );
}

function Question({ model, words, act }: { readonly model: CardModel; readonly words: string; readonly act: CardAct }) {
  return (
    <Line model={model} words={words}>
      <button type="button" class="button-plain" ref={focusFirst} onClick={trusted(model.back)}>
        {say('keep')}
      </button>
      <ActButton words={say('turnOff')} act={act} model={model} class="button" />
    </Line>
  );
}

function Essay({ now, model }: Shown) {
  const { essay, passage, position, total } = now.content;
  return (
    <>
      <header data-part>
        <div class="card-top">
          <p class="card-why">{whyOf(now)}</p>
          {total > 1 && <p class="card-place">{say('positionOf', { position, total })}</p>}
          {total > 1 && (
            <IconButton words={say('previousPassage')} onPress={model.previous}>
              <PreviousIcon />
            </IconButton>
          )}
          {total > 1 && (
            <IconButton words={say('nextPassage')} onPress={model.next}>
              <NextIcon />
            </IconButton>
          )}
          <IconButton words={say('close')} onPress={model.close}>
            <CloseIcon />
          </IconButton>
        </div>
        <h2 id="title" dir="auto" lang={essay.language}>
          {essay.title}
        </h2>
        <p class="card-meta">{metaOf(now)}</p>
      </header>
      <div class="card-room">
        <div data-part>
          {now.hasMore ? (
            <Refusals now={now} model={model} />
          ) : (
            <>
              <Pair passage={passage} hereIn={now.content.language} thereIn={essay.language} maxChars={MAX_QUOTE_CHARS} />
              {essay.reasons.length > 0 && <p class="card-shares">{say('bothSpeakOf', { words: language().list(essay.reasons) })}</p>}
            </>
          )}
          <p class="card-said" role="status">
            {now.said}
          </p>
        </div>
      </div>
      <footer data-part>
        <div class="card-acts">
          <ActButton words={say('openAtSentence')} act="open" model={model} class="button" />
          <ActButton
            words={say(now.isSaved ? 'saved' : 'save')}
            act={now.isSaved ? 'unsave' : 'save'}
            model={model}
            isPressed={now.isSaved}
          />
          <More now={now} model={model} />
        </div>
      </footer>
    </>
  );
}

/** Every way to say no, the narrowest first. */
function Refusals({ now, model }: Shown) {
  const { sourceTitle } = now.content.essay;
  const question = (topic: 'site' | 'nowhere', words: string) => (
    <button type="button" class="button-plain" onClick={trusted(() => model.question(topic))}>
      {words}
    </button>
  );
  return (
    <div class="card-refusals">
      <ActButton words={say('notRelated')} act="refuse" model={model} />
      <ActButton words={say('neverThis')} act="silence" model={model} />
      {sourceTitle !== '' && <ActButton words={say('lessFromSource', { source: sourceTitle })} act="less" model={model} />}
      {question('site', say('notOnThisSite'))}
      <ActButton words={say('notForAnHour')} act="pause" model={model} />
      {question('nowhere', say('nowhere'))}
    </div>
  );
}

function More({ now, model }: Shown) {
  return (
    <IconButton words={say('more')} onPress={model.toggleMore} isExpanded={now.hasMore}>
      <MoreIcon />
    </IconButton>
  );
}

function Line({ words, children, model }: { readonly words: string; readonly children: ComponentChildren; readonly model: CardModel }) {
  return (
    <>
      <header data-part>
        <div class="card-top">
          <p class="card-line" id="title" role="status">
            {words}
          </p>
          <IconButton words={say('close')} onPress={model.close}>
            <CloseIcon />
          </IconButton>
        </div>
      </header>
      <div class="card-room" />
      <footer data-part>
        <div class="card-acts is-answer">{children}</div>
      </footer>
    </>
  );
}

type ActButtonProps = {
  readonly words: string;
  readonly act: CardAct;
  readonly model: CardModel;
  readonly class?: string;
  readonly isPressed?: boolean;
  readonly isFirst?: boolean; // has the focus when it comes
};

function ActButton({ words, act, model, class: look = 'button-plain', isPressed, isFirst }: ActButtonProps) {
  const press = (event: MouseEvent): void => {
    const isBeside = act === 'open' && (event.ctrlKey || event.metaKey);
    void model.act(isBeside ? 'open-beside' : act, pressOf(event));
  };
  return (
    <button
      type="button"
      class={look}
      onClick={trusted(press)}
      {...(isFirst && { ref: focusFirst })}
      {...(isPressed !== undefined && { 'aria-pressed': isPressed })}
    >
      {words}
    </button>
  );
}

type IconButtonProps = {
  readonly words: string;
  readonly onPress: () => void;
  readonly isExpanded?: boolean;
  readonly children: ComponentChildren;
};

function IconButton({ words, onPress, isExpanded, children }: IconButtonProps) {
  const expanded = isExpanded === undefined ? {} : { 'aria-expanded': isExpanded };
  return (
    <button type="button" class="button-icon" title={words} aria-label={words} onClick={trusted(onPress)} {...expanded}>
      {children}
    </button>
  );
}

/** Also of a card without the focus: it has it when the reader comes in. */
function focusFirst(button: HTMLElement | null): void {
  button?.focus({ preventScroll: true });
}

function trusted(act: (event: MouseEvent) => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.isTrusted) act(event);
  };
}

/** Keys press nowhere. */
function pressOf({ detail, clientX, clientY }: MouseEvent): Press | undefined {
  return detail === 0 ? undefined : { x: clientX, y: clientY };
}

function whyOf({ content: { essay }, isSaved }: CardNow): string {
  if (isSaved) return say(essay.isRead ? 'cardSavedRead' : 'cardSavedUnread');
  return say(essay.isRead ? 'cardRead' : 'cardFollowed');
}

function metaOf({ content: { essay } }: CardNow): string {
  const who = essay.author ?? essay.sourceTitle;
  const when = essay.publishedAt === undefined ? '' : dayOf(essay.publishedAt);
  const where = bylineOf({ url: essay.url }); // where its link leads
  return [who, when, where === who ? '' : where].filter((part) => part !== '').reduce((first, second) => say('joined', { first, second }));
}
