/** What a saved copy may be made of: names of elements and attributes, and nothing that runs, loads, asks or styles. Used by clean.ts alone. */

const HTML =
  'a abbr acronym address article aside b bdi bdo big blockquote br caption cite code col colgroup data dd del details dfn div dl dt em ' +
  'figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark ol p pre q rb rp rt rtc ruby s samp section small ' +
  'span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr';
const MATHML =
  'math mi mn mo ms mtext mspace mrow mfrac msqrt mroot mpadded mphantom menclose mfenced msub msup msubsup munder mover munderover ' +
  'mmultiscripts mprescripts none mtable mtr mtd mstyle merror semantics';
const SVG =
  'svg g defs symbol path rect circle ellipse line polyline polygon text tspan textPath title desc marker mask clipPath linearGradient ' +
  'radialGradient stop pattern';

export const TAGS: readonly string[] = [HTML, MATHML, SVG].flatMap((names) => names.split(' '));

const HTML_ATTRIBUTES =
  'href src alt title width height lang dir class id colspan rowspan headers scope span start reversed type value datetime cite abbr ' +
  'data-src open';
const MATHML_ATTRIBUTES =
  'display displaystyle scriptlevel mathvariant stretchy fence form separator largeop movablelimits accent accentunder lspace rspace ' +
  'minsize maxsize linethickness notation open close separators columnalign rowalign columnspan columnlines rowlines frame xmlns depth voffset';
const SVG_ATTRIBUTES =
  'viewBox d x y x1 x2 y1 y2 cx cy r rx ry fx fy dx dy points transform fill fill-opacity fill-rule stroke stroke-width stroke-linecap ' +
  'stroke-linejoin stroke-dasharray stroke-dashoffset stroke-opacity stroke-miterlimit opacity offset stop-color stop-opacity ' +
  'gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform clip-path clip-rule clipPathUnits mask ' +
  'maskUnits maskContentUnits marker-start marker-mid marker-end markerWidth markerHeight markerUnits refX refY orient text-anchor ' +
  'dominant-baseline font-size font-weight font-style preserveAspectRatio pathLength textLength lengthAdjust startOffset rotate';

export const ATTRIBUTES: readonly string[] = [
  ...new Set([HTML_ATTRIBUTES, MATHML_ATTRIBUTES, SVG_ATTRIBUTES].flatMap((names) => names.split(' '))),
];

/** Gone with everything in them: what is inside was never words of the text. */
export const GONE_WHOLE: readonly string[] = (
  'script style template noscript iframe frame frameset object embed applet select option textarea button input form datalist annotation ' +
  'annotation-xml nav dialog head meta link base audio video canvas map area portal slot foreignObject'
).split(' ');

/** May lead by `url(#…)` to a part of the same drawing, and nowhere else. */
export const PAINTED_BY: ReadonlySet<string> = new Set('fill stroke clip-path mask marker-start marker-mid marker-end'.split(' '));
