/**
 * Tabs in which the content script is to go or to come. A tab that sleeps is left alone and one that is busy is not waited for: what is to be done
 * there is remembered while the browser runs, tried again at each wake, and asked for by the script itself when its page comes back.
 */
import type { Tab } from '../../edge/browser/tabs';
import { turnstile, within } from './limits';
import type { Outside } from './outside';

const ANSWER_MS = 3_000;
const NAME = 'tabsToMeet';

type Errand = 'leave' | 'enter';
type Errands = Readonly<Record<string, Errand>>;

export type Meeting = ReturnType<typeof meeting>;

export function meeting(outside: Pick<Outside, 'memory' | 'tabs' | 'switchboard' | 'scripts' | 'contentScript' | 'clock'>) {
  const { memory, tabs, switchboard, scripts, contentScript, clock } = outside;
  const inTurn = turnstile();

  async function errands(): Promise<Errands> {
    const kept = await memory.recall(NAME);
    return typeof kept === 'object' && kept !== null ? (kept as Errands) : {}; // as: nobody else writes there
  }

  function change(next: (before: Errands) => Errands): Promise<void> {
    return inTurn(async () => memory.remember(NAME, next(await errands())));
  }

  const done = (tabId: number): Promise<void> => change(({ [tabId]: _, ...others }) => others);

  /** Runs the script there now. Refused: where the browser lets no extension in. */
  function enter(tabId: number): Promise<'entered' | 'refused' | 'silent'> {
    const entered = scripts.injectScript(tabId, contentScript).then(
      () => 'entered' as const,
      () => 'refused' as const,
    );
    return within(clock, ANSWER_MS, entered, 'silent');
  }

  async function meet(id: number, errand: Errand): Promise<void> {
    const tab = await tabs.tabById(id);
    if (tab?.isAsleep) return;
    if (tab === undefined) return done(id);
    const isDone = errand === 'enter' ? (await enter(id)) !== 'silent' : await hasLeft(id);
    if (isDone) await done(id);
  }

  /** Where no script listens there is nothing to take off. */
  async function hasLeft(tabId: number): Promise<boolean> {
    return (await within(clock, ANSWER_MS, switchboard.sendToPage(tabId, 'leave', {}), undefined)) !== undefined;
  }

  return {
    enter,
    /** Remembers; `meetAll` does it. Never rejects: what a reader asked for is kept, and a page that was missed asks when it comes back. */
    async plan(errand: Errand, to: readonly Tab[]): Promise<void> {
      if (to.length === 0) return;
      await change((before) => ({ ...before, ...Object.fromEntries(to.map(({ id }) => [id, errand])) })).catch(() => {});
    },
    async meetAll(): Promise<void> {
      await Promise.all(Object.entries(await errands()).map(([id, errand]) => meet(Number(id), errand)));
    },
    /** The script of this tab asks whether it should be there, and goes if not. */
    async isToLeave(tabId: number): Promise<boolean> {
      const { [tabId]: errand } = await errands();
      if (errand !== undefined) await done(tabId);
      return errand === 'leave';
    },
    forget: done,
  };
}
