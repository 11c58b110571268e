/** What an element's name, role, id and class say of the text in it. Knows no page, and decides nothing by itself. */

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const NEVER_READ = names(
  'script style noscript template nav aside footer figcaption menu select option textarea input ' +
    'svg math canvas video audio iframe frame object embed map head title',
);
const NEVER_READ_ROLES = names('navigation complementary contentinfo search menu menubar toolbar tablist tooltip status alert banner');
const DIALOGS = names('dialog alertdialog');
const OVER_THE_LINE = names('rt rp sup'); // readings, and the numbers of notes
/** Everything else is inline, as browsers draw unknown elements. */
const BLOCKS = names(
  'address article blockquote body center dd details dialog div dl dt fieldset figure form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li ' +
    'main ol p pre search section summary table tbody td tfoot th thead tr ul',
);
const ROOMS = names('html body main article'); // hold the text whatever they are called
const HEADINGS = names('h1 h2 h3 h4 h5 h6');
const VOICES: ReadonlyMap<string, Voice> = new Map([
  ['a', 'link'],
  ['code', 'code'],
  ['samp', 'code'],
  ['button', 'button'],
]);
const TALK = /(?:^|[\s_-])(?:comments?|commentlist|disqus\w*|respond|replies|discussion)(?:$|[\s_-])/i;
const PICTURES =
  /(?:^|[\s_-])(?:slides?|slide-?show|slider|gallery|carousel|light-?box|swiper|filmstrip|photo-?(?:set|strip|list))(?:$|[\s_-])/i;
const BESIDE_THE_TEXT = new RegExp(
  '(?:^|[\\s_-])(?:ads?|toc|meta|social|shar(?:e|ing))(?:$|[\\s_-])|' +
    'related|recommend|sidebar|newsletter|subscri|promo|sponsor|advert|cookie|consent|gdpr|popup|modal|footer|breadcrumb|byline|caption|' +
    'pagination|author-?(?:bio|box|info)|about-?(?:the-?)?author|outbrain|taboola|widget|read-?(?:more|next)|most-?(?:read|popular)|' +
    'trending|masthead|copyright|disclaimer',
  'i',
);
/** Ids of boxes that have a heading of the same words. */
const KNOWN_BOX =
  /^(?:(?:related|recommend\w*|popular|trending|latest)-?(?:posts?|articles?|stories|content|reads?|reading|news|entries|links|items)?|newsletter|subscribe|share|social|sidebar|cookies?|comments?|respond|disqus_thread|footer|toc|ads?)$/i;

/** Whose words these are: the text's own, or those of what stands in it. */
export type Voice = 'plain' | 'link' | 'code' | 'button';

export const voiceOf = (name: string): Voice | undefined => VOICES.get(name);
/** Browsers draw these in a line; of any other name only its style says how it stands. */
const INLINE = names(
  'a abbr acronym b bdi bdo big br button cite code data del dfn em font i img ins kbd label mark nobr output picture q rb rt rtc ruby s samp ' +
    'slot small span strike strong sub sup time tt u var wbr',
);
export const isLineName = (name: string): boolean => INLINE.has(name);
export const isBlockName = (name: string): boolean => BLOCKS.has(name);
export const isHeadingName = (name: string): boolean => HEADINGS.has(name);
export const isNeverRead = (name: string): boolean => NEVER_READ.has(name);
export const isRoleNeverRead = (role: string): boolean => NEVER_READ_ROLES.has(role);
export const isDialog = (name: string, role: string): boolean => DIALOGS.has(name) || DIALOGS.has(role);

/** Stands above the line, is left out, and leaves no gap. */
export function isOverTheLine(name: string, hasElements: () => boolean): boolean {
  return OVER_THE_LINE.has(name) && (name !== 'sup' || hasElements());
}

const TEXT_CHARS = 80;
/** A link to a place on its own page, or to none, around so many words: no link to anything, but the text itself. */
export function isTextInLink(name: string, href: string | null | undefined, words: () => string): boolean {
  return name === 'a' && (href ?? '').replace(/^#.*/, '') === '' && words().trim().length >= TEXT_CHARS;
}

/** Says that an element is not what one came to read. Talk and pictures give way to any other text, a dialog unless it holds most. */
export type Saying = 'talk' | 'pictures' | 'dialog' | 'beside';

/** `heading`: the words of the first heading in the element; asked where it matters. */
export function sayingOf(name: string, id: string, classes: string, heading: () => string): Saying | undefined {
  if (ROOMS.has(name) || (id === '' && classes === '')) return undefined;
  const byClass = saidBy(classes);
  if (byClass !== undefined || HEADINGS.has(name)) return byClass;
  const byId = saidBy(id);
  return byId === undefined || KNOWN_BOX.test(id) || !isMadeFrom(id, heading(), name) ? byId : undefined;
}

/** Pages use few names, each many times. */
function saidBy(called: string): Saying | undefined {
  if (called === '') return undefined;
  if (!said.has(called)) {
    if (said.size >= MOST_NAMES) said.clear();
    said.set(called, judged(called));
  }
  return said.get(called);
}

const said = new Map<string, Saying | undefined>();
const MOST_NAMES = 1_000;

function judged(called: string): Saying | undefined {
  if (TALK.test(called)) return 'talk';
  if (PICTURES.test(called)) return 'pictures';
  return BESIDE_THE_TEXT.test(called) ? 'beside' : undefined;
}

/** A generator of pages makes a section's id from its heading: `the-share` is about shares, not a box to share with. */
function isMadeFrom(id: string, heading: string, name: string): boolean {
  if (heading === '') return false;
  return name === 'section' || letters(heading).includes(letters(id));
}

function letters(words: string): string {
  return words.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
