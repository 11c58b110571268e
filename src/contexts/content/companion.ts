/** Sidelight's life on one page: waits, reads, asks, marks, and goes without a trace. Paints and draws nothing itself. */
import { canonicalAddress } from '../../core/address';
import { failed, ok } from '../../core/problem';
import type { PageReport, Related } from '../../core/related/answer';
import { type Forbidden, openGuard } from '../../edge/dom/forbidden';
import type { PageName } from '../../edge/dom/mark-style';
import { rootOf, selectionOf, visibilityOf } from '../../edge/dom/native';
import { canonicalOf } from '../../edge/dom/page-facts';
import type { ReadText } from '../../edge/dom/page-text';
import { readPage } from '../../edge/dom/readable';
import { idle } from '../../edge/dom/slices';
import type { HandlersOf, Send, ToPage } from '../../messages/contract';
import type { Key } from '../../ui/words';
import { readingBudget } from './budget';
import { type Marks, openMarks } from './marks';
import type { Showing, startShowing } from './showing';
import { onAct, onAddressChange, onBeat, onReturn, onSelect, untilQuiet, untilVisible } from './watch';

export type Outside = {
  readonly send: Send;
  readonly listen: (handlers: HandlersOf<ToPage, void>) => () => void;
  readonly isOrphaned: () => boolean;
  readonly say: (key: Key, ...values: readonly string[]) => string; // of _locales
  readonly cardAddress: (key: string) => string;
  readonly showing: () => typeof startShowing | undefined; // there since the style is
  readonly again: () => void; // starts anew: the page wrote its document anew, and no listener is left
  readonly shadow: ShadowRootMode; // open in tests alone
};
export type Companion = { readonly isAlive: () => boolean; readonly lookAgain: () => void; readonly leave: () => void };

const IDLE_MS = 500; // longer is not waited for an idle moment: somebody may be reading already
const SILENT: PageReport = { state: 'silent' };

type Answered = { readonly related: Related; readonly read: ReadText };
type Painted = { readonly related: Related; readonly marks: Marks; readonly showing: Showing };

export function startCompanion(outside: Outside): Companion {
  const { send } = outside;
  let isAlive = true;
  let turn = 0; // a later turn makes every earlier one stale
  let painted: Painted | undefined;
  let report: PageReport = SILENT;
  let name: PageName | undefined; // once the marks' style is here
  let goodbye: Promise<unknown> | undefined; // the answer to the last message
  const begun = rootOf(document);
  let address = addressOf(location.href);
  let looking: Promise<void> | undefined;
  let answered: Answered | undefined; // here, and not yet old
  let isDue = false; // there is something else to read, and nobody has asked for it
  let hasInk = false;
  const budget = readingBudget(() => performance.now());
  const guard = openGuard(document, guarded);

  /** A background that sleeps wakes while the page is waited for and read. */
  function wakeBackground(): void {
    if (alive()) void send('getReady', {});
  }

  function look(ready: Promise<unknown> = Promise.resolve()): Promise<void> {
    turn += 1;
    const mine = turn;
    isDue = false;
    looking = ready.then(() => lookOnce(mine));
    return looking;
  }

  async function lookOnce(mine: number): Promise<void> {
    const found = await relate(mine);
    if (found === undefined || mine !== turn) return;
    report = found;
    if (painted === undefined && !isForbidden(report)) guard.rest();
  }

  /** Unless a person asked: within the budget, while one sees the page. */
  async function lookIfMay(mine: number): Promise<void> {
    if (mine !== turn) return;
    isDue = visibilityOf(document) !== 'visible' || !budget.spend();
    if (!isDue) await lookOnce(mine);
  }

  function lookWhenDue(): void {
    if (!isDue || visibilityOf(document) !== 'visible' || !budget.spend()) return;
    wakeBackground();
    void look();
  }

  /** What forbids marks came, or went. */
  function guarded(now: Forbidden | undefined): void {
    if (!alive()) return;
    turn += 1;
    const mine = turn;
    unpaint();
    report = now === undefined ? SILENT : { state: 'left-alone', why: now };
    const { related, read } = answered ?? {};
    if (now !== undefined) looking = Promise.resolve();
    else if (related === undefined || read === undefined) looking = lookIfMay(mine);
    else
      looking = paint(mine, related, read).then((again) => {
        if (mine !== turn) return;
        report = again;
        isDue = painted === undefined; // the page has changed meanwhile
      });
  }

  async function relate(mine: number): Promise<PageReport | undefined> {
    const forbidden = await guard.look();
    if (forbidden !== undefined) return { state: 'left-alone', why: forbidden };
    const readable = await readPage(document);
    if (mine !== turn) return undefined;
    if (readable.state === 'left-alone') return readable;
    const reply = await send('relatePage', { page: readable.read.page, canonical: canonicalOf(document) });
    if (mine !== turn || !reply.ok) return SILENT;
    if (reply.value === 'off') return { state: 'left-alone', why: 'off' };
    const related = reply.value;
    if (related.essays.length === 0) return SILENT;
    const canBeMarked = related.passages.length > 0 && readable.isInFrame !== true;
    if (canBeMarked) answered = { related, read: readable.read };
    return canBeMarked ? paint(mine, related, readable.read) : { state: 'related', related, marked: 0 };
  }

  /** Colours are measured before the style comes: its coming makes every computed style of the page stale. */
  async function paint(mine: number, related: Related, read: ReadText): Promise<PageReport> {
    unpaint();
    const marks = openMarks(document, related, read);
    name ??= await styled();
    const show = outside.showing();
    if (mine !== turn || name === undefined || show === undefined || marks.placed().length === 0) {
      marks.close();
      return mine !== turn || name === undefined || show === undefined
        ? SILENT
        : { state: 'related', related: withHere(related, read.page.text), marked: 0 };
    }
    marks.paintAs(name);
    const showing = show({ ...outside, marks, related, name, page: canonicalAddress(address) ?? address, takeOff });
    painted = { related: withHere(related, read.page.text), marks, showing };
    return currentReport() ?? SILENT;
  }

  async function styled(): Promise<PageName | undefined> {
    const reply = await send('paintable', { on: true, bornAt: performance.timeOrigin });
    return reply.ok ? (reply.value.name as PageName) : undefined; // as: the background made it
  }

  function currentReport(): PageReport | undefined {
    return painted && { state: 'related', related: painted.related, marked: painted.marks.placed().length };
  }

  function unpaint(): void {
    painted?.showing.close();
    painted?.marks.close();
    painted = undefined;
  }

  function takeOff(why: 'unwelcome' | 'site' | 'rewritten'): void {
    if (why === 'unwelcome') end();
    else leave();
    if (why === 'rewritten') outside.again();
  }

  /** Everything off this page, but the next address is looked at again. */
  function end(): void {
    turn += 1;
    unpaint();
    guard.rest();
    answered = undefined;
    report = SILENT;
  }

  function leave(): void {
    if (!isAlive) return;
    isAlive = false;
    end();
    for (const stop of stops) stop();
    if (name !== undefined && !outside.isOrphaned()) goodbye = send('paintable', { on: false, bornAt: performance.timeOrigin });
  }

  function alive(): boolean {
    if (isAlive && outside.isOrphaned()) leave();
    return isAlive;
  }

  function moved(): void {
    const next = addressOf(location.href);
    if (!alive() || next === address) return;
    address = next;
    end();
    looking = arrive(turn);
  }

  /** A click was for the address at which it came; only where marks stand by themselves the next one is read as well. */
  async function arrive(mine: number): Promise<void> {
    const reply = await send('mayStay', {});
    if (mine !== turn || !reply.ok) return;
    if (!reply.value) return leave();
    await untilQuiet(document);
    await lookIfMay(mine);
  }

  function check(): void {
    if (!alive()) return;
    if (rootOf(document) !== begun) {
      takeOff('rewritten');
      return;
    }
    moved();
    lookWhenDue();
    void painted?.showing.check();
  }

  /** A page that slept, or lay in the browser's memory, was not told to leave: it asks. */
  async function returned(): Promise<void> {
    check();
    if (!isAlive) return;
    const reply = await send('isWelcome', {});
    if (reply.ok && !reply.value) leave();
  }

  /** Words are being chosen: the script that highlights them is brought, once. Where one writes, or what one reads is nobody's business, it stays away. */
  function chosen(): void {
    if (hasInk || !alive() || isForbidden(report) || !/\S\s+\S/.test(String(selectionOf(document)))) return;
    hasInk = true;
    void send('inkable', {});
  }

  async function begin(): Promise<void> {
    await untilVisible(document);
    if ((await guard.look()) === undefined) wakeBackground();
    await idle(IDLE_MS);
    if (!alive() || looking !== undefined) return;
    budget.spend();
    await look();
    // Pages that are drawn by script may have had nothing to read yet.
    if (hasNothingYet(report) && (await untilQuiet(document)) && alive() && budget.spend()) await look();
  }

  /** What a person asks for is not kept waiting for an idle moment. */
  async function answer(act?: (now: Painted) => void | Promise<void>) {
    if (isDue) void look();
    for (let awaited: unknown; awaited !== looking || looking === undefined; ) {
      awaited = looking ?? look();
      await awaited;
    }
    if (painted && act) await act(painted);
    return ok(currentReport() ?? report);
  }

  const done = async (act: (now: Painted) => void | Promise<void>) => {
    await answer(act);
    return ok('done' as const);
  };
  const stops = [
    outside.listen({
      report: () => answer(),
      more: () =>
        answer(({ marks, showing }) => {
          marks.showMore();
          showing.refresh();
        }),
      nextMark: () => done(({ showing }) => showing.step(1)),
      previousMark: () => done(({ showing }) => showing.step(-1)),
      toggleCard: () => done(({ showing }) => showing.toggle()),
      leave: async () => {
        leave();
        await goodbye; // the permission may go next, and with it the leave to take the style off
        return ok('done' as const);
      },
      cardSays: (ask) => painted?.showing.cardSays(ask) ?? Promise.resolve(failed({ kind: 'page-gone' })),
    }),
    onAct(budget.acted),
    onAddressChange(moved),
    onBeat(document, check),
    onReturn(document, () => void returned()),
    onSelect(chosen, () => false),
  ];
  void begin();
  return {
    isAlive: alive,
    leave,
    lookAgain() {
      if (painted === undefined) void look();
    },
  };
}

function hasNothingYet(report: PageReport): boolean {
  return report.state === 'left-alone' && (report.why === 'not-prose' || report.why === 'framed');
}

function isForbidden(report: PageReport): boolean {
  return report.state === 'left-alone' && (report.why === 'password' || report.why === 'editor');
}

/** A fragment that is a route is another page; any other is a place on this one. */
function addressOf(href: string): string {
  const [route = ''] = /#(?:!|[^#]*\/).*/.exec(href) ?? [];
  return (canonicalAddress(href) ?? href) + route;
}

/** The page's own sentences, for whoever has no text of the page. */
function withHere(related: Related, text: string): Related {
  const tell = (passages: Related['passages']) => passages.map((passage) => ({ ...passage, here: text.slice(...passage.span) }));
  return { ...related, passages: tell(related.passages), more: tell(related.more) };
}
