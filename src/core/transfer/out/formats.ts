/** The forms in which saved essays go out, by name. Types and names alone. */

export const EXPORT_FORMATS = ['markdown', 'netscape', 'csv', 'json-feed', 'opml'] as const;

/**
 * markdown: a zip with a file for each essay. netscape: bookmarks as browsers read them. csv: highlights for Readwise. json-feed: JSON Feed 1.1. opml: no
 * essays, but the sources they come from.
 */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export type EssayFormat = Exclude<ExportFormat, 'opml'>;

export const EXTENSIONS: Readonly<Record<ExportFormat, string>> = {
  ...{ markdown: 'zip', netscape: 'html', csv: 'csv', 'json-feed': 'json', opml: 'opml' },
};
