/** What is saved, as JSON Feed 1.1: any reader shows it, and what a feed has no word for stands under `_sidelight`. Pure. */
import { INKS } from '../../library/highlight';
import type { OutEntry } from './entry';

export const VERSION = 'https://jsonfeed.org/version/1.1';

export const jsonFeedHead = (title: string): string => `{"version":${JSON.stringify(VERSION)},"title":${JSON.stringify(title)},"items":[\n`;
export const jsonFeedTail = (): string => '\n]}\n';

/** `html`: of the copy, where there is one. An item must have content, so one without any has its title. */
export function jsonFeedItem({ essay, savedAt, archivedAt, tags, notes, highlights }: OutEntry, html: string | undefined): string {
  const { id, url, title, summary, text, author, language, publishedAt } = essay;
  const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());
  return JSON.stringify({
    id,
    url,
    title,
    ...(html === undefined ? { content_text: text ?? (summary || title) } : { content_html: html }),
    ...(summary !== '' && { summary }),
    ...(publishedAt !== undefined && { date_published: iso(publishedAt) }),
    ...(author !== undefined && { authors: [{ name: author }] }),
    ...(language !== undefined && { language }),
    ...(tags.length > 0 && { tags }),
    _sidelight: {
      ...(savedAt !== undefined && { saved: iso(savedAt) }),
      ...(archivedAt !== undefined && { archived: iso(archivedAt) }),
      ...(notes.length > 0 && { notes }),
      ...(text === undefined && html === undefined && { has_text: false }),
      highlights: highlights.map(({ quote, ink, note, madeAt }) => ({
        ...{ quote: quote.exact, prefix: quote.prefix, suffix: quote.suffix, start: quote.start, made: iso(madeAt) },
        ...(ink[0] !== INKS[0] && { ink: ink[0] }),
        ...(note?.[0] && { note: note[0] }),
      })),
    },
  });
}
