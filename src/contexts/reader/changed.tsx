/** What the publisher says now, beside what is kept: the later text, with the paragraphs that are other than they were. Nothing here changes the copy. */
import { dayOf } from '../../ui/ago';
import { say } from '../../ui/words';
import type { ReaderModel } from './model';
import { Sheet } from './sheet';

export function Changed({ model }: { readonly model: ReaderModel }) {
  const published = model.whole.value?.published;
  if (published === undefined) return null; // null: what preact calls nothing
  return (
    <Sheet kind="over-beside" title={say('laterVersion', { day: dayOf(published.at) })} onClose={() => model.close('changed')}>
      <p class="facts">{say('copyStays')}</p>
      <div class="later-text" lang={model.entry.value?.essay.language}>
        <h3 dir="auto">{published.title}</h3>
        {model.changes.value?.paragraphs.map(({ text, isNew }, index) => (
          <p key={index} dir="auto" class={isNew ? 'is-changed' : ''}>
            {text}
          </p>
        ))}
      </div>
    </Sheet>
  );
}
