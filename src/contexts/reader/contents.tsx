/** The contents: in the start margin where there is room, else a sheet from the lower edge. */
import { useEffect, useState } from 'preact/hooks';
import { say } from '../../ui/words';
import type { Heading } from './dress';
import type { ReaderModel } from './model';
import { goTo } from './place';
import { Sheet } from './sheet';

const READ_LINE_PX = 120; // a heading above this line is the one that one is below

export function Contents({ model }: { readonly model: ReaderModel }) {
  const headings = model.shown.value?.headings ?? [];
  const at = useHere(headings);
  return (
    <nav class="contents" aria-label={say('contents')} hidden={headings.length === 0}>
      <h2>{say('contents')}</h2>
      <List headings={headings} at={at} onGo={() => {}} />
    </nav>
  );
}

export function ContentsSheet({ model }: { readonly model: ReaderModel }) {
  const headings = model.shown.value?.headings ?? [];
  const close = (): void => model.close('contents');
  return (
    <Sheet kind="over-low" title={say('contents')} onClose={close}>
      <List headings={headings} at={useHere(headings)} onGo={close} />
    </Sheet>
  );
}

type ListProps = { readonly headings: readonly Heading[]; readonly at: number; readonly onGo: () => void };

function List({ headings, at, onGo }: ListProps) {
  return (
    <ol>
      {headings.map(({ element, words, depth }, index) => (
        <li key={index} class={`depth-${depth}${index === at ? ' is-here' : ''}`}>
          <a
            href={`#${element.id}`}
            dir="auto"
            {...(index === at && { 'aria-current': 'location' as const })}
            onClick={(event) => {
              event.preventDefault();
              onGo();
              goTo(element, 'top');
            }}
          >
            {words}
          </a>
        </li>
      ))}
    </ol>
  );
}

/** The last heading above the line one reads on from. */
function useHere(headings: readonly Heading[]): number {
  const [at, setAt] = useState(-1);
  useEffect(() => {
    let isWaiting = false;
    const look = (): void => {
      isWaiting = false;
      setAt(headings.findLastIndex(({ element }) => element.getBoundingClientRect().top < READ_LINE_PX));
    };
    const scrolled = (): void => {
      if (isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(look);
    };
    look();
    window.addEventListener('scroll', scrolled, { passive: true });
    return () => window.removeEventListener('scroll', scrolled);
  }, [headings]);
  return at;
}
