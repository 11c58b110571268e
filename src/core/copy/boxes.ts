/** What boxes of a page are called that are no part of what one came to read, and how one is told that the rest must be paid for. */

const box = (words: string): RegExp => new RegExp(`(?:^|[\\s_-])(?:${words})(?:$|[\\s_-])`, 'i');

/** Left out whatever they hold, unless that is a text by itself. */
const FRAME = box(
  'share|shar(?:e|ing)-?(?:bar|box|buttons?|links?|tools?|this)|social|social-?(?:bar|icons|links|media|share)|addtoany|sharedaddy|' +
    'newsletter|newsletter-?\\w+|mailing-?list|subscribe|subscribe-?(?:box|form|widget|cta|now)|subscription|subscription-?widget\\w*|signup|sign-?up|' +
    'related|related-?\\w+|recommend\\w*|more-?(?:stories|posts|articles|from)|read-?(?:more|next|also)|most-?(?:read|popular)|trending|popular-?posts|' +
    'promo|promotion|promoted|sponsor(?:ed)?|advert\\w*|ads?|ad-?(?:slot|unit|box|container|wrapper|banner)|outbrain|taboola|' +
    'cookies?|cookie-?\\w+|consent|gdpr|breadcrumbs?|pagination|pagination-?\\w+|paginator|pager|page-?links|page-?numbers|post-?navigation|nav-?links|' +
    'feedback|was-?this-?helpful|post-?actions|article-?actions|comment-?(?:form|respond)|respond|skip-?link|' +
    'site-?(?:header|footer|nav|navigation)|sidebar|side-?bar|toc|table-?of-?contents|copy-?(?:btn|button)|mw-editsection|editsection|jump-?link|' +
    'noprint|no-?print|screen-?reader-?text|author-?(?:bio|box|card)|about-?(?:the-?)?author|entry-?tags|post-?tags|tag-?list|rank|user-?rank',
);
const TALK = box(
  'comments?|comment-?(?:list|section|area|thread|wrap\\w*)|commentlist|disqus\\w*|discussion|responses|replies|webmentions?',
);
const WALL = box(
  '\\w*pay-?wall\\w*|\\w*reg-?wall\\w*|\\w*subscri\\w*-?wall\\w*|meter-?\\w*|metered|(?:content|article|post|premium|member\\w*|access|login|story)-?gate\\w*|' +
    'gate|gated|gateway|piano\\w*|tp-\\w+|locked|lock-?\\w*|unlock\\w*|premium-?(?:wall|lock|cta|box|teaser|offer)\\w*|subscriber-?only\\w*|' +
    'subscribers?-?(?:only|prompt|cta)|subscription-?(?:required|prompt|offer|cta)|members?-?only\\w*|upgrade-?(?:prompt|cta|post)\\w*|read-?limit\\w*|abo-?\\w*|barrier\\w*|truncat\\w*',
);
/** Said by what keeps the rest behind itself. */
const PITCH = new RegExp(
  [
    'already (?:a|an|have an?) (?:\\w+ )?(?:member|subscriber|account|subscription)',
    '(?:continue|keep|carry on|finish|go on) reading (?:with|by|for|this|the|after)',
    '(?:subscribe|sign up|sign in|register|log ?in|join|upgrade|pay) (?:now )?to (?:read|continue|keep|unlock|access|see|view|finish)',
    '(?:to|and) (?:read|continue|keep|finish) (?:reading )?(?:the )?(?:rest|full|whole|this|reading)[^.]{0,40}(?:subscri|sign|log ?in|join|register)',
    '(?:this|the rest of (?:this|the)|the full|the whole) (?:post|article|story|essay|piece|content|text|letter)? ?(?:is|are) (?:only |reserved )?(?:for|available (?:only )?to|exclusive)',
    '(?:for|to) (?:paid|paying) (?:subscribers|members)|(?:subscribers|members)[- ]only',
    "you(?:['’]ve| have) (?:read|reached|used) (?:your|all|\\d)",
    'unlock (?:this|the) (?:post|article|story|full|rest)',
    'jetzt (?:weiterlesen|abonnieren)|weiterlesen mit|bereits (?:abonnent|kunde|registriert)|mit (?:einem )?abo\\w* (?:weiter)?lesen',
    'réservée? (?:à|aux) (?:nos )?abonnés|déjà abonnée?|il vous reste \\d+',
    '(?:contenido|artículo) (?:exclusivo )?para suscriptores|ya (?:eres|soy) suscriptor|sigue leyendo con',
    '(?:contenuto|articolo) riservato (?:agli|ai) abbonati|sei già abbonato',
    'この記事は(?:有料)?会員|残り\\d+文字|続きを(?:読む|お読みいただく)には|订阅(?:后|以)继续|登录后(?:继续)?阅读|후 이용|구독하고',
  ].join('|'),
  'i',
);
/** A link under a beginning that leads to the whole. */
const GOES_ON =
  /^[\s([«»→›>…]*(?:(?:continue|keep) reading|read (?:on|more|the (?:full|rest|whole)|full)|(?:show|view|see) (?:the )?(?:full|whole|rest|more)|weiterlesen|mehr lesen|lire la suite|(?:seguir|sigue|continuar) leyendo|leer más|continua a leggere|leggi tutto|continuar (?:a )?(?:lendo|leitura)|lees verder|läs mer|czytaj dalej|читать (?:далее|полностью)|続きを読む|阅读全文|閱讀全文|繼續閱讀|더 보기)/i;
const GOES_ON_CHARS = 60;

export type Box = 'frame' | 'talk' | 'wall';

/** Undefined where its names say nothing. */
export function boxCalled(names: string): Box | undefined {
  if (names === '') return undefined;
  if (WALL.test(names)) return 'wall';
  if (TALK.test(names)) return 'talk';
  return FRAME.test(names) ? 'frame' : undefined;
}

export const isPitch = (words: string): boolean => PITCH.test(words);
export const saysItGoesOn = (words: string): boolean => words.length <= GOES_ON_CHARS && GOES_ON.test(words);
/** A note of a manual: an `aside` that is read with the text. */
export const isCallout = (names: string): boolean =>
  box('note|tip|warning|caution|danger|important|info|hint|admonition|callout|starlight-aside|message|notice').test(names);
