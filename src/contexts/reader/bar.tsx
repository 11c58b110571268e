/** The bar: back, how much is left, and what can be done. It leaves while one scrolls down and comes with any way up, key or focus; the light stays. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { isArchived, isSaved } from '../../core/library/fold';
import { ArchiveIcon, BackIcon, ContentsIcon, HelpIcon, OutIcon, PenIcon, SaveIcon, TagIcon } from '../../ui/icons';
import { counted, say } from '../../ui/words';
import type { ReaderModel } from './model';

const LEAST_WAY_PX = 8; // a finger that rests moves the page by less

export function Bar({ model }: { readonly model: ReaderModel }) {
  const isAway = useLeavesOnScroll();
  const { entry, panel, shown, minutes, left } = model;
  const marks = entry.value?.marks ?? {};
  const isKept = isSaved(marks);
  return (
    <>
      <Beam model={model} />
      <header class={isAway && panel.value === undefined ? 'bar is-away' : 'bar'}>
        <BarButton words={say('back')} press={model.leave} icon={<BackIcon />} />
        <p class="bar-minutes">
          <bdi>{minutes.value !== undefined && leftWords(minutes.value, left.value ?? minutes.value)}</bdi>
        </p>
        {entry.value !== undefined && (
          <div class="bar-acts">
            <BarButton
              words={say(isKept ? 'unsave' : 'save')}
              press={model.toggleSaved}
              icon={<SaveIcon isFilled={isKept} />}
              isOn={isKept}
            />
            {isKept && (
              <BarButton
                words={say(isArchived(marks) ? 'unarchive' : 'archive')}
                press={model.archive}
                icon={<ArchiveIcon />}
                isOn={isArchived(marks)}
              />
            )}
            <BarButton
              words={say('highlights')}
              press={() => model.toggle('highlights')}
              icon={<PenIcon />}
              isOpen={panel.value === 'highlights'}
            />
            <BarButton words={say('tags')} press={() => model.toggle('tags')} icon={<TagIcon />} isOpen={panel.value === 'tags'} />
            {(shown.value?.headings.length ?? 0) > 0 && (
              <span class="bar-contents">
                <BarButton
                  words={say('contents')}
                  press={() => model.toggle('contents')}
                  icon={<ContentsIcon />}
                  isOpen={panel.value === 'contents'}
                />
              </span>
            )}
            <BarButton
              words={say('lookOfPage')}
              press={() => model.toggle('look')}
              icon={<span class="aa">{say('lookSign')}</span>}
              isOpen={panel.value === 'look'}
            />
            <BarButton words={say('openWebPage')} press={model.openOnWeb} icon={<OutIcon />} />
            <BarButton words={say('keys')} press={() => model.toggle('help')} icon={<HelpIcon />} isOpen={panel.value === 'help'} />
          </div>
        )}
      </header>
    </>
  );
}

function leftWords(minutes: number, left: number): string {
  const all = counted('minutes', minutes);
  return left === minutes ? all : left === 0 ? say('minutesRead', { all }) : say('minutesAllLeft', { all, left });
}

/** As far as one has read, from where the lines begin. */
function Beam({ model: { share } }: { readonly model: ReaderModel }) {
  return (
    <div class="beam" aria-hidden="true">
      <i style={{ inlineSize: `${Math.round(share.value * 1000) / 10}%` }} />
    </div>
  );
}

type BarButtonProps = {
  readonly words: string;
  readonly press: () => unknown;
  readonly icon: ComponentChildren;
  readonly isOn?: boolean;
  readonly isOpen?: boolean;
};

function BarButton({ words, press, icon, isOn = false, isOpen }: BarButtonProps) {
  return (
    <button
      type="button"
      class={isOn ? 'button-icon is-on' : 'button-icon'}
      title={words}
      aria-label={words}
      {...(isOpen !== undefined && { 'aria-expanded': isOpen })}
      onClick={() => void press()}
    >
      {icon}
    </button>
  );
}

function useLeavesOnScroll(): boolean {
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    let last = window.scrollY;
    const scrolled = (): void => {
      const way = window.scrollY - last;
      if (Math.abs(way) < LEAST_WAY_PX) return;
      last = window.scrollY;
      setAway(way > 0 && last > 60 && document.activeElement?.closest('.bar') == null); // ==: neither undefined nor null
    };
    const comes = (): void => setAway(false);
    window.addEventListener('scroll', scrolled, { passive: true });
    window.addEventListener('keydown', comes);
    return () => {
      window.removeEventListener('scroll', scrolled);
      window.removeEventListener('keydown', comes);
    };
  }, []);
  return isAway;
}
