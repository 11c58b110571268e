/** Opens the small window that says what relates to words chosen on a page. */
import { render } from 'preact';
import type { EssayId } from '../../core/essay';
import { send } from '../../edge/browser/own-messenger';
import { voice } from '../../edge/browser/voice';
import { packagedAddress } from '../../edge/browser/wakes';
import { libraryPath } from '../../ui/library-address';
import { nameThePage } from '../../ui/page-words';
import { sentenceFor } from '../../ui/sentence';
import { speak } from '../../ui/words';
import { About, type AboutNeeds } from './about';

speak(voice);
nameThePage(document, 'relatedToThis');

/** A sentence has commas and quotes, which mean something in a search: its words alone. */
const sought = (text: string): string => text.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();

async function show(root: HTMLElement): Promise<void> {
  const chosen = await send('chosenWords', {});
  if (!chosen.ok) {
    render(
      <div class="about">
        <p role="alert">{sentenceFor(chosen.problem)}</p>
      </div>,
      root,
    );
    return;
  }
  const { text, url } = chosen.value;
  const open = (essayId: EssayId, beside: boolean, at?: string): void =>
    void send('openEssay', { essayId, from: 'page', beside, ...(at !== undefined && { at }) });
  const search = packagedAddress(libraryPath({ q: sought(text) }));
  const draw = (found: AboutNeeds['found']): void => render(<About words={text} found={found} search={search} open={open} />, root);
  draw('asking');
  const related = await send('relatePage', { page: { url, title: '', text, paragraphs: [[0, text.length]] } });
  if (!related.ok) draw(related.problem);
  else draw(related.value === 'off' ? { essays: [], passages: [], more: [] } : related.value);
}

addEventListener('keydown', ({ key }) => key === 'Escape' && window.close());
const root = document.getElementById('about');
if (root !== null) void show(root);
