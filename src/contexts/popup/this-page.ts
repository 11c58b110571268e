/** What the popup knows of the open page: what is related to it, and which permission it stands on. Looks only when it is asked to. */
import { computed, signal } from '@preact/signals';
import { originPattern, webAddress } from '../../core/address';
import type { Problem, Result } from '../../core/problem';
import type { PageReport, Passage } from '../../core/related/answer';
import { say } from '../../ui/words';
import type { Needs, OpenPage } from './needs';

/** The rung of the permission ladder the page stands on; unknown until the browser has said. */
type Access = 'unknown' | 'click' | 'site' | 'all';

export type ThisPage = ReturnType<typeof thisPageModel>;

export function thisPageModel(
  needs: Pick<Needs, 'send' | 'permissions' | 'openPage' | 'markOrigins' | 'close'>,
  tell: (words: string) => void,
) {
  const page = signal<OpenPage | undefined>(undefined);
  const report = signal<PageReport | undefined>(undefined);
  const access = signal<Access>('unknown');
  const isAsking = signal(false);
  const problem = signal<Problem | undefined>(undefined);
  const isMoreAsked = signal<boolean | undefined>(undefined);
  /** More are marked than at first only once somebody asked for it, here or before the popup was opened. */
  const areAllMarked = computed(() => {
    const known = report.value;
    return isMoreAsked.value ?? (known?.state === 'related' && known.marked > known.related.passages.length);
  });
  const opened = needs.openPage().then(
    (found) => {
      page.value = found && webAddress(found.url) !== undefined ? found : undefined;
      return page.value;
    },
    () => undefined, // a window without tabs
  );

  /** A person's click: relates the page, and finds out what is granted. */
  async function ask(): Promise<void> {
    if (isAsking.peek()) return;
    isAsking.value = true;
    const here = await opened;
    if (here === undefined) report.value = { state: 'left-alone', why: 'restricted' };
    else await Promise.all([take(needs.send('relateTab', { tabId: here.id })), readAccess(here)]);
    isAsking.value = false;
  }

  /** How things stand, without starting anything: for the number on the tab. */
  async function glance(): Promise<void> {
    const here = await opened;
    if (here === undefined || isAsking.peek()) return;
    const reply = await needs.send('reportTab', { tabId: here.id });
    if (reply.ok && report.peek() === undefined && reply.value.state === 'related') report.value = reply.value;
  }

  async function showMore(areMore: boolean): Promise<void> {
    const here = page.peek();
    if (here === undefined) return;
    await take(needs.send('showMore', { tabId: here.id, areMore }));
    if (problem.peek() !== undefined) return;
    isMoreAsked.value = areMore;
    if (areMore) tell(say('othersMarked'));
  }

  /** The popup gives way to the passage and its card. */
  async function goTo({ essayId, span: [start] }: Passage): Promise<void> {
    const here = page.peek();
    if (here === undefined) return;
    const reply = await needs.send('goToMatch', { tabId: here.id, essayId, start, hasCard: true });
    if (reply.ok && reply.value === 'done') needs.close();
    else tell(say('cannotBeSeen'));
  }

  async function take(reply: Promise<Result<PageReport>>): Promise<void> {
    const result = await reply;
    problem.value = result.ok ? undefined : result.problem;
    if (result.ok) report.value = result.value;
  }

  async function readAccess(here: OpenPage): Promise<void> {
    const site = originPattern(here.url);
    const wanted = await needs.markOrigins();
    const has = async (origins: readonly string[]) =>
      origins.every((origin) => wanted.includes(origin)) && needs.permissions.has(origins).catch(() => false); // a browser takes no pattern for some hosts
    const [all, alone] = await Promise.all([has(needs.permissions.allSites), site ? has([site]) : false]);
    access.value = all ? 'all' : alone ? 'site' : 'click';
  }

  /**
   * Called straight from a click: nothing may be waited for before the request. What is wanted is told first, for a browser may close the popup
   * to ask. `has` is asked after, for it may grant and still withhold.
   */
  async function grant(origins: readonly string[]): Promise<void> {
    const wanted = needs.send('setMarks', { origins, on: true });
    const asked = needs.permissions.request(origins);
    const isGranted = await asked.catch(() => false);
    const isThere = isGranted && (await needs.permissions.has(origins).catch(() => false));
    await wanted;
    if (!isThere) await needs.send('setMarks', { origins, on: false });
    const here = page.peek();
    if (here) await readAccess(here);
    problem.value = isThere ? undefined : { kind: 'permission-refused', origin: origins[0] ?? '' };
    if (isThere) tell(say(access.peek() === 'all' ? 'marksOnAllNow' : 'marksOnHereNow'));
  }

  function alwaysHere(): Promise<void> {
    const site = page.peek() && originPattern(page.peek()?.url ?? '');
    return site === undefined ? Promise.resolve() : grant([site]);
  }

  /** Off stands above every permission; what was wanted for the site alone is given back as well, and the marks go at once. */
  async function turnOff(): Promise<void> {
    const here = page.peek();
    const site = here && originPattern(here.url);
    if (here === undefined || site === undefined) return;
    const off = await needs.send('setSite', { host: here.host, off: true });
    const back = off.ok && access.peek() === 'site' ? await needs.send('setMarks', { origins: [site], on: false }) : off;
    if (off.ok) report.value = { state: 'left-alone', why: 'off' };
    problem.value = back.ok ? undefined : back.problem;
    await readAccess(here);
    if (back.ok) tell(say('marksOffHereNow'));
  }

  async function turnOn(): Promise<void> {
    const here = page.peek();
    if (here === undefined) return;
    const on = await needs.send('setSite', { host: here.host, off: false });
    if (on.ok) return ask();
    problem.value = on.problem;
  }

  /** From the hour's pause, or from nowhere. */
  async function resume(): Promise<void> {
    const done = await needs.send('changeSettings', { change: { areMarksOff: false, pausedUntil: 0 } });
    if (done.ok) return ask();
    problem.value = done.problem;
  }

  return {
    page,
    found: opened,
    report,
    areAllMarked,
    access,
    isAsking,
    problem,
    ask,
    glance,
    showMore,
    goTo,
    alwaysHere,
    onAllSites: () => grant(needs.permissions.allSites),
    turnOff,
    turnOn,
    resume,
  };
}
