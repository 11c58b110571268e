/** Opens the small window in which a note on highlighted words is written. */
import { render } from 'preact';
import type { HighlightId } from '../../core/library/highlight';
import { send } from '../../edge/browser/own-messenger';
import { voice } from '../../edge/browser/voice';
import { highlightOf } from '../../edge/store/highlights';
import { openForReading } from '../../edge/store/open';
import { nameThePage } from '../../ui/page-words';
import { say, speak } from '../../ui/words';
import { NoteView } from './note';

speak(voice);
nameThePage(document, 'titleNote');

async function show(root: HTMLElement): Promise<void> {
  const id = (new URLSearchParams(location.search).get('highlight') ?? '') as HighlightId; // as: an unknown one is not found
  const opened = await openForReading();
  const library = opened?.ok ? opened.value : undefined;
  const known = library && (await highlightOf(library, id));
  library?.close();
  if (known === undefined) {
    render(<p>{say('noteGone')}</p>, root);
    return;
  }
  const keep = (note: string) => send('changeHighlight', { id, change: { note }, from: 'page' });
  render(<NoteView exact={known.quote.exact} note={known.note?.[0] ?? ''} keep={keep} close={() => window.close()} />, root);
}

const root = document.getElementById('note');
if (root !== null) void show(root);
