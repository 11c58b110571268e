/** Sidelight as a test sees it: what the background reports of a page, the passages painted on it, and the card. */
import type { PageReport } from '../../src/core/related/answer';
import { CARD_FRAME } from './card-frame';
import type { Page, Point, Screen } from './driver';
import { until } from './poll';

export type Painted = { readonly text: string; readonly point: Point }; // point: in the middle of its first line, as far as it is in view

/** How things stand on the tab that shows `pageUrl`, asked from the popup or another page of the extension. */
export function reportOf(ours: Screen, pageUrl: string): Promise<PageReport> {
  return ours.eval(async (url) => {
    const tabs = await chrome.tabs.query({});
    const tab = tabs.find((each) => each.url === url) ?? tabs.find(({ active }) => active); // addresses are seen with a permission or after a click only
    const reply = await chrome.runtime.sendMessage({ name: 'reportTab', ask: { tabId: tab?.id } });
    if (!reply?.ok) throw new Error(JSON.stringify(reply));
    return reply.value;
  }, pageUrl);
}

/** Passages as they are painted now, from the page's own highlight registry, in page order. */
export async function paintedOn(page: Screen): Promise<readonly Painted[]> {
  return page.eval(() => {
    const ranges = [...CSS.highlights].flatMap(([name, highlight]) => (/^[a-z]{12}-\d\d$/.test(name) ? [...highlight] : [])) as Range[]; // as: Sidelight makes live ranges
    ranges.sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
    return ranges.map((range) => {
      const line = range.getClientRects()[0] ?? range.getBoundingClientRect();
      return { text: range.toString(), point: { x: line.left + line.width / 2, y: line.top + line.height / 2 } };
    });
  });
}

type Shown = Readonly<Record<'left' | 'top' | 'right' | 'bottom' | 'width' | 'height', number>>;

/** The card, once it is to be seen; gives its frame's box on the page too. */
export async function shownCard(page: Page): Promise<{ readonly card: Screen; readonly box: Shown }> {
  const box = await until('the card to be shown', () =>
    page.on(CARD_FRAME, (frame) => {
      const { left, top, right, bottom, width, height } = frame.getBoundingClientRect();
      return getComputedStyle(frame).visibility === 'visible' ? { left, top, right, bottom, width, height } : undefined;
    }),
  );
  const card = await page.card();
  await card.until(() => document.querySelector('[role=dialog]') !== null);
  return { card, box };
}

export function isCardShown(page: Page): Promise<boolean> {
  return page.on(CARD_FRAME, (frame) => getComputedStyle(frame).visibility === 'visible');
}

const STILL_MS = 350; // a card takes no press before it has stood for a moment

/** The card once a press in it counts: it stands still, where `box` says, and knows itself seen. Ask where things are in it afterwards. */
export async function readyCard(page: Page): ReturnType<typeof shownCard> {
  const { card } = await shownCard(page);
  await standingStill(page);
  let steps = 0;
  await until('the card to know itself seen', async () => {
    if (await card.eval(() => document.documentElement.classList.contains('is-seen'))) return true;
    steps += 1;
    await card.hover({ x: 9 + (steps % 9), y: 9 }); // it looks when somebody comes to it
    return false;
  });
  return shownCard(page);
}

/** Near the corner of something in the card, as the page counts: a press there reaches the card from outside. */
export async function pointIn(card: Screen, box: Shown, selector: string): Promise<Point> {
  const corner = await card.on(selector, (element) => {
    const { left, top } = element.getBoundingClientRect();
    return { left, top };
  });
  return { x: box.left + corner.left + 9, y: box.top + corner.top + 9 };
}

/** Resolves once the card has stood where it is for so long, by the page's own clock. */
export async function standingStill(page: Page): Promise<void> {
  await page.on(
    CARD_FRAME,
    (frame, wanted) =>
      new Promise<boolean>((resolve) => {
        let place = '';
        let since = 0;
        const look = (): void => {
          const { left, top, width, height } = frame.getBoundingClientRect();
          const here = `${left} ${top} ${width} ${height} ${getComputedStyle(frame).visibility}`;
          if (here !== place) [place, since] = [here, performance.now()];
          if (performance.now() - since > wanted) resolve(true);
          else requestAnimationFrame(look);
        };
        look();
      }),
    STILL_MS,
  );
}

/** Scrolls the passage to the middle and rests the pointer on it until its card is there. */
export async function openCard(page: Page, index = 0): Promise<void> {
  const first = (await paintedOn(page))[index];
  if (first === undefined) throw new Error('no passage is painted');
  await page.eval((y) => window.scrollBy({ top: y - window.innerHeight / 2, behavior: 'instant' }), first.point.y);
  await page.hover({ x: 1, y: 1 }); // from outside, so that the pointer comes to rest
  const painted = (await paintedOn(page))[index];
  if (painted !== undefined) await page.hover(painted.point);
  await shownCard(page);
}
