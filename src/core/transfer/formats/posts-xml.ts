/** Bookmarks as Pinboard and del.icio.us give them: XML with a `post` for each. */
import { readInstant } from '../instant';
import { named } from './fields';
import type { MarkupFormat } from './format';
import { attributesIn } from './markup';

const POSTS = /<posts\b[^>]*>\s*(?:<!--[\s\S]*?-->\s*)*<post\b/i;
const POST = /<post\b((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;

export const postsXml: MarkupFormat = {
  name: 'posts-xml',
  detect: (text) => POSTS.test(text.slice(0, 20_000)),
  read: (text) => ({
    rows: [...text.matchAll(POST)].map(([, raw = '']) => {
      const post = attributesIn(raw);
      return {
        address: post.get('href') ?? '',
        title: post.get('description') ?? '',
        tags: (post.get('tag') ?? '').split(/\s+/),
        notes: [post.get('extended') ?? ''],
        ...named('addedAt', readInstant(post.get('time'))),
        ...(post.get('toread') === 'yes' && { state: 'unread' as const }),
      };
    }),
  }),
};
