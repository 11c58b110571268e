/** What a copy of its page makes of an essay: a text where the feed gave none, or little. Pure; the feed's own words stay the feed's. */
import type { TakenCopy } from '../copy/taken';
import { type Essay, SAVED_PAGES } from '../essay';
import { givesLittle, lengthInLetters } from '../follow/text-asking';
import { openingOf } from './saved-page';

const MUCH_LONGER = 1.5; // times: a feed's whole text differs from its page's by a byline and a caption
const MUCH_SHORTER = 0.5;

/** The same essay where nothing of the copy is better. */
export function essayWithCopy(essay: Essay, taken: TakenCopy): Essay {
  const text = takesText(essay, taken) ? { text: taken.text } : {};
  if (essay.sourceId !== SAVED_PAGES) return 'text' in text ? { ...essay, ...text } : essay;
  const { title, author, siteName, publishedAt, language } = taken;
  return {
    ...essay,
    ...text,
    ...(title !== taken.address && { title }),
    ...(author !== undefined && { author }),
    ...(siteName !== undefined && { siteName }),
    ...(publishedAt !== undefined && publishedAt >= 0 && { publishedAt }),
    ...(language !== undefined && { language }),
    ...openingOf(essay, taken.text),
  };
}

/** Whether a page showed only a part: it looks so, or gives far less than is known already. */
export function isPartialCopy({ text = '' }: Essay, taken: TakenCopy): boolean {
  return taken.isPartial === true || (text !== '' && lengthInLetters(taken.text) < lengthInLetters(text) * MUCH_SHORTER);
}

function takesText(essay: Essay, { text }: TakenCopy): boolean {
  if (text.trim() === '') return false;
  if (essay.text === undefined) return true;
  const [known, brought] = [lengthInLetters(essay.text), lengthInLetters(text)];
  const isEnough = essay.sourceId === SAVED_PAGES || givesLittle(essay);
  return isEnough ? brought > known : brought >= known * MUCH_LONGER;
}
