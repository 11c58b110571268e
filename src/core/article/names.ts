/** What an element's name, role, id and class say of the text in it. Knows no page, and decides nothing by itself. */

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const NEVER_READ = names(
  'script style noscript template code pre samp nav aside footer figcaption dialog menu button select option textarea input ' +
    'svg math canvas video audio iframe object embed map head title',
);
const NEVER_READ_ROLES = names(
  'navigation complementary contentinfo search menu menubar toolbar dialog alertdialog tablist button tooltip status alert banner',
);
const OVER_THE_LINE = names('rt rp sup'); // readings, and the numbers of notes
/** Everything else is inline, as browsers draw unknown elements. */
const BLOCKS = names(
  'address article blockquote body center dd details div dl dt fieldset figure form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main ' +
    'ol p search section summary table tbody td tfoot th thead tr ul',
);
const ROOMS = names('html body main article'); // hold the text whatever they are called
const HEADINGS = names('h1 h2 h3 h4 h5 h6');
const TALK = /(?:^|[\s_-])(?:comments?|commentlist|disqus\w*|respond|replies|discussion)(?:$|[\s_-])/i;
const BESIDE_THE_TEXT = new RegExp(
  '(?:^|[\\s_-])(?:ads?|toc|meta|social|shar(?:e|ing))(?:$|[\\s_-])|' +
    'related|recommend|sidebar|newsletter|subscri|promo|sponsor|advert|cookie|consent|gdpr|popup|modal|footer|breadcrumb|byline|caption|' +
    'pagination|author-?(?:bio|box|info)|about-?(?:the-?)?author|outbrain|taboola|widget|read-?(?:more|next)|most-?(?:read|popular)|' +
    'trending|masthead|copyright|disclaimer',
  'i',
);

export const isBlockName = (name: string): boolean => BLOCKS.has(name);
export const isHeadingName = (name: string): boolean => HEADINGS.has(name);
export const isNeverRead = (name: string): boolean => NEVER_READ.has(name);
export const isRoleNeverRead = (role: string): boolean => NEVER_READ_ROLES.has(role);

/** Stands above the line, is left out, and leaves no gap. */
export function isOverTheLine(name: string, hasElements: () => boolean): boolean {
  return OVER_THE_LINE.has(name) && (name !== 'sup' || hasElements());
}

/** Says that an element is not what one came to read. */
export type Saying = 'talk' | 'beside';

export function sayingOf(name: string, id: string, classes: string): Saying | undefined {
  if (ROOMS.has(name) || (id === '' && classes === '')) return undefined;
  const called = `${id} ${classes}`;
  if (TALK.test(called)) return 'talk';
  return BESIDE_THE_TEXT.test(called) ? 'beside' : undefined;
}
