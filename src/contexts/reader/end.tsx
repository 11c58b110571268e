/** Below the article: what stands before and after it in the list. */
import { readerPath } from '../../ui/reader-address';
import { say } from '../../ui/words';
import type { ReaderModel } from './model';
import type { Neighbour, Whole } from './needs';

export function End({ model, whole: { previous, next } }: { readonly model: ReaderModel; readonly whole: Whole }) {
  if (previous === undefined && next === undefined) return null; // null: what preact calls nothing
  return (
    <nav class="end" aria-label={say('inTheList')}>
      {previous && <Way model={model} words={say('previousEssay')} to={previous} rel="prev" />}
      {next && <Way model={model} words={say('nextEssay')} to={next} rel="next" />}
    </nav>
  );
}

type WayProps = { readonly model: ReaderModel; readonly words: string; readonly to: Neighbour; readonly rel: 'prev' | 'next' };

function Way({ model, words, to: { id, title }, rel }: WayProps) {
  const go = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return; // the browser opens a tab of its own
    event.preventDefault();
    void model.go(id);
  };
  return (
    <a class={`way way-${rel}`} href={`/${readerPath(id)}`} rel={rel} onClick={go}>
      <small>{words}</small>
      <span dir="auto">{title}</span>
    </a>
  );
}
