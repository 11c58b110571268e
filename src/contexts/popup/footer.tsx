/** The foot of the lists: how much there is, and the last act where it can be taken back. Announces every act to whoever cannot see it. */
import { counted } from '../../ui/counted';
import { sentenceFor } from '../../ui/sentence';
import type { PopupModel } from './model';

export function Footer({ model }: { readonly model: PopupModel }) {
  const { trouble, said } = model;
  return (
    <>
      <p class="unseen" role="status">
        {said.value?.words}
      </p>
      {trouble.value && (
        <p class="trouble" role="alert">
          {sentenceFor(trouble.value)}
        </p>
      )}
      {model.tab.value !== 'page' && model.search.query.value === '' && <ListFooter model={model} />}
    </>
  );
}

function ListFooter({ model }: { readonly model: PopupModel }) {
  const counts = model.counts.value;
  const said = model.said.value;
  if (counts === undefined || counts.essays === 0) return null; // null: what preact calls nothing
  if (said?.undo) return <Foot fact={said.words} step="Undo" go={said.undo} />;
  if (model.tab.value === 'saved') return counts.saved > 0 && <Foot fact={`${counted(counts.saved, 'essay')} saved`} />;
  const fact = `${counted(counts.essays, 'essay')} · ${counted(counts.sources, 'source')}`;
  return counts.unread > 0 ? <Foot fact={fact} step="Mark all seen" go={model.markAllSeen} /> : <Foot fact={fact} />;
}

type FootProps = { readonly fact: string; readonly step?: string; readonly go?: () => Promise<void> };

function Foot({ fact, step, go }: FootProps) {
  return (
    <footer class="foot">
      <span>{fact}</span>
      {go && (
        <button type="button" class="button-words" onClick={() => void go()}>
          {step}
        </button>
      )}
    </footer>
  );
}
