/** The forms in which saved essays go out, by name. Types and names alone. */

export const EXPORT_FORMATS = ['markdown', 'netscape', 'csv', 'json-feed'] as const;

/** markdown: a zip with a file for each essay. netscape: bookmarks as browsers read them. csv: highlights for Readwise. json-feed: JSON Feed 1.1. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const EXTENSIONS: Readonly<Record<ExportFormat, string>> = { markdown: 'zip', netscape: 'html', csv: 'csv', 'json-feed': 'json' };
