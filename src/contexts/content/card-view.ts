/** What stands in the card: an essay facing the page, or one line and what can be done about it. Words and elements only. */
import { excerptSpan } from '../../core/highlight/excerpt';
import type { Span } from '../../core/page';
import type { Passage, RelatedEssay } from '../../core/related/answer';
import { type Child, element } from '../../edge/dom/element';
import { dayOf } from '../../ui/ago';
import { litPieces } from '../../ui/lit-pieces';
import { language, say } from '../../ui/words';

/** Every button tells its act; only a person's own press counts, for a page can make up events. */
export type CardActs = {
  readonly open: (beside: boolean) => void;
  readonly toggleSaved: () => void;
  readonly next: () => void;
  readonly toggleMore: () => void;
  readonly refuse: () => void;
  readonly unrefuse: () => void;
  readonly askSite: () => void;
  readonly leaveSite: () => void;
  readonly back: () => void;
};

export type EssayContent = {
  readonly essay: RelatedEssay;
  readonly passage: Passage;
  readonly here: string; // the page's sentence; `passage.hereLit` counts from `passage.span`
  readonly position: number; // from 1
  readonly total: number;
  readonly isSaved: boolean;
  readonly hasMore: boolean; // the two rarer acts are shown
  readonly said: string; // what went wrong last, or nothing
};

const MAX_QUOTE_CHARS = 240; // about six lines; both sentences fit a phone

export const TITLE_ID = 'title';

export function essayView(content: EssayContent, acts: CardActs): Child[] {
  const { essay, passage, here, position, total, isSaved, hasMore, said } = content;
  return [
    element(
      'header',
      {},
      element(
        'p',
        { class: 'why' },
        element('span', {}, whyOf(essay, isSaved)),
        total > 1 && element('span', {}, say('positionOf', { position, total })),
        total > 1 && iconButton(say('nextPassage'), 'next', 'm9.5 6 6 6-6 6', acts.next),
      ),
      element('h2', { id: TITLE_ID, dir: 'auto' }, essay.title),
      element('p', { class: 'meta' }, metaOf(essay)),
    ),
    element(
      'dl',
      { class: 'pair' },
      quote(
        say('here'),
        here,
        passage.hereLit.map(([start, end]): Span => [start - passage.span[0], end - passage.span[0]]),
      ),
      quote(say('there'), passage.there, passage.thereLit),
    ),
    essay.reasons.length > 0 && element('p', { class: 'shares' }, say('bothSpeakOf', { words: language().list(essay.reasons) })),
    said !== '' && element('p', { class: 'said', role: 'status' }, said),
    footer(
      row(
        button(say('open'), 'go', (event) => acts.open(event.ctrlKey || event.metaKey)),
        button(say(isSaved ? 'saved' : 'save'), 'plain', acts.toggleSaved, { 'aria-pressed': String(isSaved) }),
        iconButton(say('more'), '', 'M5 12h.01M12 12h.01M19 12h.01', acts.toggleMore, { 'aria-expanded': String(hasMore) }),
      ),
      hasMore && row(button(say('notRelated'), 'plain', acts.refuse), button(say('notOnThisSite'), 'plain', acts.askSite)),
    ),
  ];
}

export function refusedView(acts: CardActs): Child[] {
  return lineView(say('refusedHere'), button(say('undo'), 'plain', acts.unrefuse));
}

export function siteView(host: string, acts: CardActs): Child[] {
  const line = say('turnOffQuestion', { host });
  return lineView(line, button(say('turnOff'), 'go', acts.leaveSite), button(say('keep'), 'plain', acts.back));
}

function lineView(line: string, ...buttons: Child[]): Child[] {
  return [element('p', { class: 'said alone', id: TITLE_ID, role: 'status' }, line), footer(row(...buttons))];
}

function footer(...rows: Child[]): HTMLElement {
  return element('footer', {}, ...rows);
}

function row(...buttons: Child[]): HTMLElement {
  return element('div', { class: 'row' }, ...buttons);
}

function whyOf({ isRead }: RelatedEssay, isSaved: boolean): string {
  if (isSaved) return say(isRead ? 'cardSavedRead' : 'cardSavedUnread');
  return say(isRead ? 'cardRead' : 'cardFollowed');
}

function metaOf({ author, sourceTitle, publishedAt }: RelatedEssay): string {
  const from = author ?? sourceTitle;
  const parts = [from, publishedAt === undefined ? '' : dayOf(publishedAt)].filter((part) => part !== '');
  return parts.length === 2 ? say('joined', { first: parts[0] ?? '', second: parts[1] ?? '' }) : parts.join('');
}

function quote(name: string, text: string, lit: readonly Span[]): HTMLElement {
  const [from, to] = excerptSpan(text, [0, text.length], lit, MAX_QUOTE_CHARS);
  const pieces = litPieces(text.slice(from, to), lit, from).map((piece) => (piece.isLit ? element('mark', {}, piece.text) : piece.text));
  const said = element('dd', { dir: 'auto' }, from > 0 && '…', ...pieces, to < text.length && '…');
  return element('div', {}, element('dt', {}, name), said);
}

function button(
  name: string,
  look: string,
  act: (event: MouseEvent) => void,
  more: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  return element('button', { type: 'button', class: look, click: trusted(act), ...more }, name);
}

function iconButton(
  name: string,
  look: string,
  path: string,
  act: () => void,
  more: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  return element(
    'button',
    { type: 'button', class: `icon ${look}`, title: name, 'aria-label': name, click: trusted(act), ...more },
    icon(path),
  );
}

function icon(path: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

function trusted(act: (event: MouseEvent) => void): (event: Event) => void {
  return (event) => {
    if (event.isTrusted) act(event as MouseEvent); // as: listens to clicks alone
  };
}
