/** A list of feeds: OPML as one of the formats. */
import { readOpml } from '../opml';
import type { MarkupFormat } from './format';

export const subscriptions: MarkupFormat = {
  name: 'opml',
  detect: (text) =>
    /<opml[\s>/]/i.test(text.slice(0, 20_000)) ||
    (/<outline[\s>/]/i.test(text.slice(0, 20_000)) && !/<html[\s>]/i.test(text.slice(0, 20_000))),
  read: (text) => {
    const reading = readOpml(text);
    if (!reading.ok) return { rows: [] };
    const dropped = reading.left.map((line) => ({ ...line, reason: line.reason === 'include' ? ('not-http' as const) : line.reason }));
    return { rows: [], feeds: reading.subscriptions, dropped, passwordsDropped: reading.passwordsDropped };
  },
};
