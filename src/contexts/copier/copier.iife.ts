/** Takes a copy of the page it is injected into, when a person saves it. Built as one self-contained file; nothing of it is there before. */
import type { CopyRefusal, TakenCopy } from '../../core/copy/taken';
import { readArticle } from '../../edge/dom/readable';
import { slices } from '../../edge/dom/slices';

type Taken = TakenCopy | { readonly refused: CopyRefusal };

const world = globalThis as { takeCopy?: () => Promise<Taken>; sendPictures?: (key: string) => void }; // as: what is written below, for edge/browser/copier.ts
world.takeCopy = take;
world.sendPictures = () => {};

async function take(): Promise<Taken> {
  const { read } = await readArticle(document, slices());
  const { url, title, text, language } = read.page;
  const paragraphs = text.split('\n');
  if (text === '') return { refused: 'nothing-to-read' };
  return {
    address: url,
    title,
    ...(language !== undefined && { language }),
    html: paragraphs.map((each) => `<p>${escaped(each)}</p>`).join(''),
    text: paragraphs.join('\n\n'),
    pictures: [],
  };
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
