/** What the copier makes of an element by its name and role, and which names may stand in which. Knows no page. */

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** With all that is in them. */
const LEFT_OUT = names(
  'script style template head meta link base title param select option optgroup datalist textarea input nav dialog canvas frame frameset ' +
    'map area progress meter output search noembed noframes rp menuitem applet keygen slot-fallback',
);
const ROLES_LEFT_OUT = names(
  'navigation search menu menubar toolbar tablist tooltip banner contentinfo textbox searchbox combobox listbox slider spinbutton switch scrollbar progressbar',
);
/** They stand in a copy as they are. */
const KEPT = names(
  'a abbr article b bdi bdo blockquote br cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p ' +
    'q rb rt rtc ruby s samp section small span strong sub summary sup time u ul var wbr ' +
    'caption col colgroup table tbody td tfoot th thead tr',
);
const OTHERS: Readonly<Record<string, string>> = {
  address: 'div',
  center: 'div',
  dir: 'ul',
  fieldset: 'div',
  form: 'div',
  hgroup: 'div',
  legend: 'p',
  main: 'div',
  menu: 'ul',
  strike: 's',
  tt: 'code',
  acronym: 'abbr',
  listing: 'pre',
  xmp: 'pre',
};
/** What an element says that it is, where its name says nothing. */
const ROLES: Readonly<Record<string, string>> = {
  ...{
    table: 'table',
    rowgroup: 'tbody',
    row: 'tr',
    cell: 'td',
    gridcell: 'td',
    columnheader: 'th',
    rowheader: 'th',
  },
  ...{ list: 'ul', listitem: 'li', blockquote: 'blockquote', figure: 'figure', caption: 'caption', paragraph: 'p' },
};
const NAMELESS = names('div span section');

/** An end of `p` for a parser, wherever they stand in it. */
export const ENDS_PARAGRAPH =
  'article,aside,blockquote,details,div,dl,dd,dt,figcaption,figure,footer,h1,h2,h3,h4,h5,h6,header,hr,li,ol,p,pre,section,summary,table,ul';
const BLOCKS = names(`${ENDS_PARAGRAPH.replaceAll(',', ' ')} body caption tbody td tfoot th thead tr`);
const TABLE_PARTS: Readonly<Record<string, ReadonlySet<string>>> = {
  caption: names('table'),
  colgroup: names('table'),
  col: names('colgroup'),
  thead: names('table'),
  tbody: names('table'),
  tfoot: names('table'),
  tr: names('thead tbody tfoot'),
  td: names('tr'),
  th: names('tr'),
};
const HOLDS_NO_WORDS = names('table thead tbody tfoot tr colgroup');

/** Attributes that stay, beside those that every element may have. */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  abbr: ['title'],
  blockquote: ['cite'],
  bdo: ['dir'],
  col: ['span'],
  colgroup: ['span'],
  del: ['datetime'],
  details: ['open'],
  dfn: ['title'],
  ins: ['datetime'],
  li: ['value'],
  ol: ['start', 'type', 'reversed'],
  q: ['cite'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan', 'scope'],
  time: ['datetime'],
};
const NONE: readonly string[] = [];

export const isLeftOut = (name: string): boolean => LEFT_OUT.has(name);
export const isRoleLeftOut = (role: string): boolean => ROLES_LEFT_OUT.has(role);
/** The name that it would have; a heading's level counts from 1. */
export function nameByRole(name: string, role: string, level: string | null): string {
  if (role === '' || !(NAMELESS.has(name) || name.includes('-'))) return name;
  if (role === 'heading') return `h${/^[1-6]$/.test(level ?? '') ? level : 2}`;
  return ROLES[role] ?? name;
}

export const keptAs = (name: string): string | undefined => (KEPT.has(name) ? name : OTHERS[name]);
export const isBlock = (name: string): boolean => BLOCKS.has(name);
export const isHeading = (name: string): boolean => /^h[1-6]$/.test(name);
export const attributesOf = (name: string): readonly string[] => ATTRIBUTES[name] ?? NONE;
/** In what a parser would put it by itself, or find it misplaced; undefined for what may stand anywhere. */
export const mustStandIn = (name: string): ReadonlySet<string> | undefined => TABLE_PARTS[name];
/** A parser would move words out of it. */
export const holdsNoWords = (name: string): boolean => HOLDS_NO_WORDS.has(name);
