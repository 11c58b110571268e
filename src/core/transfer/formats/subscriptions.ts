/** A list of feeds: OPML as one of the formats. */
import { readOpml } from '../opml';
import type { MarkupFormat } from './format';

export const subscriptions: MarkupFormat = {
  name: 'opml',
  detect: (text) => /<opml[\s>/]/i.test(text.slice(0, 20_000)) || (/<outline[\s>/]/i.test(text.slice(0, 20_000)) && !/<html[\s>]/i.test(text.slice(0, 20_000))),
  read: (text) => {
    const reading = readOpml(text);
    if (!reading.ok) return { rows: [] };
    return { rows: [], feeds: reading.subscriptions, passwordsDropped: reading.passwordsDropped };
  },
};
