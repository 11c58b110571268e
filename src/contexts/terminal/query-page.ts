/** A page of a file as the content script would send it: its lines once each, and the sentences of those that are prose. */
import type { PageText, Span } from '../../core/page';
import { sentenceSpans } from '../../core/text/sentences';
import { madeUpAddress } from './opened-index';
import type { QueryRow } from './pack-rows';

// What edge/dom/prose.ts and page-text.ts go by, as far as plain text can tell it.
const PARAGRAPH_CHARS = 80; // shorter lines must at least end like a sentence
const SENTENCE_CHARS = 25;
const REPEATED_CHARS = 80; // shorter ones are repeated with reason
const ENDS_LIKE_SENTENCE = /[.!?…:;。！？।۔]["'”’»)\]]*\s*$/;

/** Where the page names no address, `known` may: that of the essay with its id. */
export function pageOf({ id, title, text: raw, url, language }: QueryRow, known?: string): PageText {
  const sentences: Span[] = [];
  const seen = new Set<string>();
  let text = '';
  for (const line of raw.split('\n')) {
    const block = line.trim();
    if (block === '' || seen.has(block)) continue;
    if (block.length >= REPEATED_CHARS) seen.add(block);
    if (text !== '') text += '\n';
    const start = text.length;
    text += block;
    if (isProse(block)) for (const [from, to] of sentenceSpans(block)) sentences.push([start + from, start + to]);
  }
  return { url: url ?? known ?? madeUpAddress(id), title, text, sentences, ...(language !== undefined && { language }) };
}

function isProse(line: string): boolean {
  return line.length >= PARAGRAPH_CHARS || (line.length >= SENTENCE_CHARS && ENDS_LIKE_SENTENCE.test(line));
}
