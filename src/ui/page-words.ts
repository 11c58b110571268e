/** Tells a page of ours which language it speaks, which way that runs, and its title; the first thing a page's main does. */
import { language, type Phrase, say } from './words';

export function nameThePage({ documentElement }: Document, title: Phrase): void {
  documentElement.lang = language().tag;
  documentElement.dir = language().direction;
  documentElement.ownerDocument.title = say(title);
}
