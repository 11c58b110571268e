/** Sidelight's life on one page: waits, reads, asks, marks, and goes without a trace. Paints and draws nothing itself. */
import { canonicalAddress } from '../../core/address';
import { failed, ok } from '../../core/problem';
import type { PageReport, Related } from '../../core/related/answer';
import type { PageName } from '../../edge/dom/mark-style';
import { rootOf } from '../../edge/dom/native';
import type { ReadText } from '../../edge/dom/page-text';
import { asksForPassword, readPage } from '../../edge/dom/readable';
import { idle } from '../../edge/dom/slices';
import type { HandlersOf, Send, ToPage } from '../../messages';
import type { Key } from '../../ui/words';
import { type Marks, openMarks } from './marks';
import { type Showing, startShowing } from './showing';
import { onAddressChange, onBeat, onReturn, untilQuiet, untilVisible } from './watch';

export type Outside = {
  readonly send: Send;
  readonly listen: (handlers: HandlersOf<ToPage, void>) => () => void;
  readonly isOrphaned: () => boolean;
  readonly say: (key: Key, ...values: readonly string[]) => string; // of _locales
  readonly cardAddress: (key: string) => string;
  readonly again: () => void; // starts anew: the page wrote its document anew, and no listener is left
  readonly shadow: ShadowRootMode; // open in tests alone
};
export type Companion = { readonly isAlive: () => boolean; readonly lookAgain: () => void; readonly leave: () => void };

const IDLE_MS = 500; // longer is not waited for an idle moment: somebody may be reading already
const SILENT: PageReport = { state: 'silent' };

type Painted = { readonly related: Related; readonly marks: Marks; readonly showing: Showing };

export function startCompanion(outside: Outside): Companion {
  const { send } = outside;
  let isAlive = true;
  let turn = 0; // a later turn makes every earlier one stale
  let painted: Painted | undefined;
  let report: PageReport = SILENT;
  let name: PageName | undefined; // once the marks' style is here
  const begun = rootOf(document);
  let address = addressOf(location.href);
  let looking: Promise<void> | undefined;

  /** A background that sleeps wakes while the page is waited for and read. */
  function wakeBackground(): void {
    if (alive() && !asksForPassword(document)) void send('getReady', {});
  }

  function look(ready: Promise<unknown> = Promise.resolve()): Promise<void> {
    turn += 1;
    const mine = turn;
    looking = ready.then(() => lookOnce(mine));
    return looking;
  }

  async function lookOnce(mine: number): Promise<void> {
    const found = await relate(mine);
    if (found !== undefined && mine === turn) report = found;
  }

  async function relate(mine: number): Promise<PageReport | undefined> {
    const readable = await readPage(document);
    if (mine !== turn) return undefined;
    if (readable.state === 'left-alone') return readable;
    const reply = await send('relatePage', { page: readable.read.page });
    if (mine !== turn || !reply.ok) return SILENT;
    if (reply.value === 'off') return { state: 'left-alone', why: 'off' };
    const related = reply.value;
    if (related.essays.length === 0) return SILENT;
    const canBeMarked = related.passages.length > 0 && readable.isInFrame !== true;
    return canBeMarked ? paint(mine, related, readable.read) : { state: 'related', related, marked: 0 };
  }

  /** Colours are measured before the style comes: its coming makes every computed style of the page stale. */
  async function paint(mine: number, related: Related, read: ReadText): Promise<PageReport> {
    unpaint();
    const marks = openMarks(document, related, read);
    name ??= await styled();
    if (mine !== turn || name === undefined || marks.placed().length === 0) {
      marks.close();
      return mine !== turn || name === undefined ? SILENT : { state: 'related', related: withHere(related, read.page.text), marked: 0 };
    }
    marks.paintAs(name);
    const showing = startShowing({ ...outside, marks, related, name, page: address, takeOff });
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

  function takeOff(why: 'password' | 'unwelcome' | 'site' | 'rewritten'): void {
    if (why === 'password' || why === 'unwelcome') end(why);
    else leave();
    if (why === 'rewritten') outside.again();
  }

  /** Everything off this page, but the next address is looked at again. */
  function end(why: 'password' | 'unwelcome'): void {
    turn += 1;
    unpaint();
    report = why === 'password' ? { state: 'left-alone', why } : SILENT;
  }

  function leave(): void {
    if (!isAlive) return;
    isAlive = false;
    turn += 1;
    unpaint();
    for (const stop of stops) stop();
    if (name !== undefined && !outside.isOrphaned()) void send('paintable', { on: false, bornAt: performance.timeOrigin });
  }

  function alive(): boolean {
    if (isAlive && outside.isOrphaned()) leave();
    return isAlive;
  }

  function moved(): void {
    const next = addressOf(location.href);
    if (!alive() || next === address) return;
    address = next;
    unpaint();
    report = SILENT;
    wakeBackground();
    void look(untilQuiet(document));
  }

  function check(): void {
    if (!alive()) return;
    if (rootOf(document) !== begun) {
      takeOff('rewritten');
      return;
    }
    moved();
    void painted?.showing.check();
  }

  /** A page that slept, or lay in the browser's memory, was not told to leave: it asks. */
  async function returned(): Promise<void> {
    check();
    if (!isAlive) return;
    const reply = await send('isWelcome', {});
    if (reply.ok && !reply.value) leave();
  }

  async function begin(): Promise<void> {
    await untilVisible(document);
    wakeBackground();
    await idle(IDLE_MS);
    if (!alive() || looking !== undefined) return;
    await look();
    // Pages that are drawn by script may have had nothing to read yet.
    if (hasNothingYet(report) && (await untilQuiet(document)) && alive()) await look();
  }

  /** What a person asks for is not kept waiting for an idle moment. */
  async function answer(act?: (now: Painted) => void | Promise<void>) {
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
        return ok('done' as const);
      },
      cardSays: (ask) => painted?.showing.cardSays(ask) ?? Promise.resolve(failed({ kind: 'page-gone' })),
    }),
    onAddressChange(moved),
    onBeat(document, check),
    onReturn(document, () => void returned()),
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

function addressOf(href: string): string {
  return canonicalAddress(href) ?? href;
}

/** The page's own sentences, for whoever has no text of the page. */
function withHere(related: Related, text: string): Related {
  const tell = (passages: Related['passages']) => passages.map((passage) => ({ ...passage, here: text.slice(...passage.span) }));
  return { ...related, passages: tell(related.passages), more: tell(related.more) };
}
