/** A person reads a hostile page, and the page tries everything on what stands over it: the same on ours and on what it must be able to find. */
import type { Page, Point, Screen } from '../../drive/driver';
import type { Requested } from '../../drive/made-up-web';
import { PRELUDE } from '../../drive/sent-code';
import { pressButton, type Session } from '../person';
import { foundBySpy, measure, moveIntoText, searchFor, spyingFonts, startSpy, takenProperties, walkOver } from './spy';

/** The page's markup with a spy in it that begins before all else. */
export function hostile(html: string, properties: readonly string[] = []): string {
  const spy = `<script>${PRELUDE} (${startSpy})()</script>`;
  const style = `<style>${takenProperties(properties)}</style><style>${spyingFonts()}</style>`;
  return html.replace('<head>', `<head>${spy}`).replace('</head>', `${style}</head>`);
}

/** Asks about the page in front by a real click, and closes the popup again. */
export async function relate({ driver }: Session, page: Page): Promise<void> {
  await page.activate();
  const popup: Screen = await driver.clickToolbar();
  await pressButton(popup, 'This page');
  await popup.until(() => document.querySelector('.page-summary, .empty-fact') !== null);
  await popup.close();
  await page.activate();
}

/** What a person does over a card: goes over it, presses it, goes through it by key, selects everything. */
export async function useCard(page: Page, at: Point): Promise<void> {
  for (const [x, y] of [
    [0, 0],
    [5, 0],
    [0, 9],
  ] as const)
    await page.hover({ x: at.x + x, y: at.y + y });
  await page.click(at);
  await page.click(at);
  await page.keys('Tab', 'Tab', 'Shift+Tab', 'Control+a', 'ArrowDown');
}

/** What the page's script does by itself. What it could read by then is in the answer. */
export async function attack(page: Page, host: string, words: readonly string[]) {
  const searched = await page.eval(searchFor, words);
  const walked = await page.eval(walkOver, host);
  const measured = await page.eval(measure, host);
  await page.eval(moveIntoText, host);
  const walkedInText = await page.eval(walkOver, host);
  const searchedInText = await page.eval(searchFor, words);
  const { roots, addresses, added } = await page.eval(foundBySpy);
  const inRoots = roots.join('\n');
  return {
    byFind: words.filter((word) => searched.includes(word) || searchedInText.includes(word)),
    bySelection: words.filter((word) => walked.includes(word) || walkedInText.includes(word)),
    byEvents: words.filter((word) => inRoots.includes(word)),
    inMarkup: words.filter((word) => added.join('\n').includes(word)),
    addresses,
    measured,
  };
}

/** A page that tells its own site what it was told of where one came from, and whether it has a hold on that. */
export const TELLS = `<!doctype html><title>Tells</title><script>new Image().src = '/told?' + encodeURIComponent(JSON.stringify([document.referrer, opener === null]))</script>`;

/** What such a page at `address` told once it was opened, and the referrers with which it was asked for. */
export function toldTo(asked: readonly Requested[], address: string): string | undefined {
  const told = asked.find(({ line }) => line.startsWith(`GET ${new URL('/told?', address)}`));
  const referrers = asked.flatMap(({ line, headers }) => (line === `GET ${address}` ? (headers.referer ?? []) : []));
  return told === undefined ? undefined : [decodeURIComponent(told.line.split('?')[1] ?? ''), ...referrers].join(' ');
}
export const NOTHING_TOLD = '["",true]';
