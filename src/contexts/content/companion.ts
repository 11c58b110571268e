/** Sidelight's life on one page: waits, reads, asks, marks, and goes without a trace. Paints and draws nothing itself. */
import { canonicalAddress } from '../../core/address';
import { isOtherText } from '../../core/article/other-text';
import { failed, ok, type Result } from '../../core/problem';
import type { PageReport, Related } from '../../core/related/answer';
import { isChore } from '../../core/related/chores';
import { joined, partFrom } from '../../core/related/joined';
import { type Forbidden, openGuard } from '../../edge/dom/forbidden';
import type { PageName } from '../../edge/dom/mark-style';
import { rootOf, selectionOf, visibilityOf } from '../../edge/dom/native';
import { canonicalOf, isForm } from '../../edge/dom/page-facts';
import { linksOn, selectedOn } from '../../edge/dom/page-parts';
import type { ReadText } from '../../edge/dom/page-text';
import { readPage } from '../../edge/dom/readable';
import { idle } from '../../edge/dom/slices';
import type { AskOf, HandlersOf, PageNews, Send, ToPage } from '../../messages/contract';
import type { Key } from '../../ui/words';
import { lookingPace, readingBudget } from './budget';
import { type Marks, openMarks } from './marks';
import { onSettled, type Touched } from './settling';
import type { Reach, Showing, startShowing } from './showing';
import { onAct, onAddressChange, onBeat, onFrame, onReturn, onSelect, untilQuiet, untilVisible } from './watch';

export type Outside = {
  readonly send: Send;
  readonly listen: (handlers: HandlersOf<ToPage, void>) => () => void;
  readonly isOrphaned: () => boolean;
  readonly say: (key: Key, ...values: readonly string[]) => string; // of _locales
  readonly cardAddress: (key: string) => string;
  readonly showing: () => typeof startShowing | undefined; // there since the style is
  readonly reach: () => Reach | undefined; // there once it was asked for
  readonly again: () => void; // starts anew: the page wrote its document anew, and no listener is left
  readonly shadow: ShadowRootMode; // open in tests alone
};
export type Companion = { readonly isAlive: () => boolean; readonly lookAgain: () => void; readonly leave: () => void };

const IDLE_MS = 500; // longer is not waited for an idle moment: somebody may be reading already
const SILENT: PageReport = { state: 'silent' };
const NOTHING: Related = { essays: [], passages: [], more: [] };

type Answered = { readonly related: Related; readonly read: ReadText };
type Painted = { readonly related: Related; readonly text: string; readonly marks: Marks; readonly showing: Showing };
/** asked: by a person. paid: out of the budget. if-other: paid when there is something else to ask about. */
type Why = 'asked' | 'paid' | 'if-other';

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
  let known: ReadText | undefined; // the page as it was asked about last
  let isDue = false; // there is something else to read, and nobody has asked for it
  let isBusy = false; // reading, asking, or waiting to
  let touched: Touched | undefined; // since the page was looked through last
  let hasInk = false;
  let isWatched = false; // by a panel
  const now = () => performance.now();
  const budget = readingBudget(now);
  const paces = { text: lookingPace(now), look: lookingPace(now) };
  const guard = openGuard(document, guarded);

  /** A background that sleeps wakes while the page is waited for and read. */
  function wakeBackground(): void {
    if (alive()) void send('getReady', {});
  }

  function look(why: Why): Promise<void> {
    turn += 1;
    isDue = false;
    return keepBusy(lookOnce(turn, why));
  }

  function keepBusy(work: Promise<void>): Promise<void> {
    isBusy = true;
    const mine = work.finally(() => {
      if (looking === mine) isBusy = false;
    });
    looking = mine;
    return mine;
  }

  async function lookOnce(mine: number, why: Why): Promise<void> {
    const found = await relate(mine, why);
    if (found === undefined || mine !== turn) return;
    report = found;
    tellPanel('marks');
    if (painted === undefined && !isForbidden(report)) guard.rest();
  }

  /** Unless a person asked: within the budget, while one sees the page. */
  async function lookIfMay(mine: number): Promise<void> {
    if (mine !== turn) return;
    isDue = visibilityOf(document) !== 'visible' || !budget.spend();
    if (!isDue) await lookOnce(mine, 'paid');
  }

  function lookWhenDue(): void {
    if (visibilityOf(document) !== 'visible' || isBusy) return;
    if (isDue && budget.spend()) {
      wakeBackground();
      void look('paid');
    } else if (touched !== undefined && !isForbidden(report) && !isOff(report) && paces[touched].isDue()) void look('if-other');
  }

  /** What one reads there may be another text by now. */
  function settled(how: Touched): void {
    if (touched !== 'text') touched = how;
    if (alive()) lookWhenDue();
  }

  /** What forbids marks came, or went. */
  function guarded(now: Forbidden | undefined): void {
    if (!alive()) return;
    turn += 1;
    const mine = turn;
    unpaint();
    report = now === undefined ? SILENT : { state: 'left-alone', why: now };
    const { related, read } = answered ?? {};
    if (now !== undefined) void keepBusy(Promise.resolve());
    else if (related === undefined || read === undefined) void keepBusy(lookIfMay(mine));
    else
      void keepBusy(
        paint(mine, related, read).then((again) => {
          if (mine !== turn) return;
          report = again;
          isDue = painted === undefined; // the page has changed meanwhile
        }),
      );
  }

  async function relate(mine: number, why: Why): Promise<PageReport | undefined> {
    const forbidden = await guard.look();
    if (forbidden !== undefined) {
      unpaint();
      return { state: 'left-alone', why: forbidden };
    }
    if (isChore(location.href) || isForm(document)) {
      forget();
      return { state: 'left-alone', why: 'chore' };
    }
    const [startedAt, how] = [now(), touched ?? 'look'];
    touched = undefined;
    const readable = await readPage(document);
    if (mine !== turn) return undefined;
    const text = readable.state === 'read' ? readable.read.page.text : '';
    const isOther = isOtherText(known?.page.text ?? '', text);
    paces[how].looked(now() - startedAt, isOther);
    if (readable.state === 'left-alone') {
      forget();
      return readable;
    }
    const { read } = readable;
    if (!isOther && (why === 'if-other' || painted !== undefined) && known !== undefined) return stay(read);
    if (why === 'if-other' && !budget.spend()) {
      isDue = true;
      return stay(read);
    }
    const start = known !== undefined && text.startsWith(`${known.page.text}\n`) ? known.page.text.length + 1 : 0;
    const before = start > 0 ? answered : undefined;
    known = read;
    const page = start > 0 ? partFrom(read.page, start) : read.page;
    const reply = await send('relatePage', { page, canonical: canonicalOf(document) });
    if (mine !== turn) return undefined;
    if (!reply.ok || reply.value === 'off') {
      forget();
      if (!reply.ok) known = undefined; // asked again when there is something to
      return reply.ok ? { state: 'left-alone', why: 'off' } : SILENT;
    }
    const related = joined(before?.related ?? NOTHING, reply.value, start);
    if (related.essays.length === 0) {
      unpaint();
      answered = undefined;
      return { state: 'silent', ...(related.itself && { itself: related.itself }) };
    }
    const canBeMarked = related.passages.length > 0 && readable.isInFrame !== true;
    if (canBeMarked) answered = { related, read };
    return canBeMarked ? paint(mine, related, read) : tellUnmarked(related, text);
  }

  /** The same words as before: the marks go where they stand now. */
  function stay(read: ReadText): PageReport {
    painted?.marks.move(read);
    painted?.showing.refresh();
    return currentReport() ?? report;
  }

  function tellUnmarked(related: Related, text: string): PageReport {
    unpaint();
    return { state: 'related', related: withHere(related, text), marked: 0 };
  }

  function forget(): void {
    unpaint();
    answered = undefined;
    known = undefined;
  }

  /** Colours are measured before the style comes: its coming makes every computed style of the page stale. */
  async function paint(mine: number, related: Related, read: ReadText): Promise<PageReport> {
    if (painted !== undefined) {
      const { marks, showing } = painted;
      marks.renew(related, read);
      painted = { related, text: read.page.text, marks, showing };
      showing.renew(related);
      if (marks.placed().length > 0) return currentReport() ?? SILENT;
      return tellUnmarked(related, read.page.text);
    }
    const marks = openMarks(document, related, read);
    name ??= await styled();
    const show = outside.showing();
    if (mine !== turn || name === undefined || show === undefined || marks.placed().length === 0) {
      marks.close();
      return mine !== turn || name === undefined || show === undefined ? SILENT : tellUnmarked(related, read.page.text);
    }
    marks.paintAs(name);
    const showing = show({ ...outside, marks, related, name, page: canonicalAddress(address) ?? address, takeOff });
    painted = { related, text: read.page.text, marks, showing };
    return currentReport() ?? SILENT;
  }

  async function styled(): Promise<PageName | undefined> {
    const reply = await send('paintable', { on: true, bornAt: performance.timeOrigin });
    return reply.ok ? (reply.value.name as PageName) : undefined; // as: the background made it
  }

  /** Of what the page has now, and counting what can be seen of it. */
  function currentReport(): PageReport | undefined {
    if (painted === undefined) return undefined;
    const { related, text, marks, showing } = painted;
    const [passages, more] = [marks.standing(related.passages), marks.standing(related.more)];
    return { state: 'related', related: withHere({ ...related, passages, more }, text), marked: showing.reachable() };
  }

  function tellPanel(what: PageNews): void {
    if (isWatched && alive()) void send('pageNews', { what });
  }

  const mayBeRead = (): boolean => alive() && !isForbidden(report) && !isOff(report);

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
    known = undefined;
    touched = undefined;
    report = SILENT;
    tellPanel('marks');
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
    void keepBusy(arrive(turn));
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
    if (hasNothingYet(report)) touched ??= 'look'; // roots and frames come without a change that can be heard
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
    tellPanel('selection');
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
    await look('paid');
  }

  /** What a person asks for is not kept waiting for an idle moment. */
  async function answer(act?: (now: Painted) => void | Promise<void>) {
    if (isDue) void look('asked');
    for (let awaited: unknown; awaited !== looking || looking === undefined; ) {
      awaited = looking ?? look('asked');
      await awaited;
    }
    await painted?.showing.check(); // nothing is named that the page has no longer
    if (painted && act) await act(painted);
    return ok(currentReport() ?? report);
  }

  /** In a panel, which knows no more of the page than what is related to it. */
  async function refuse({ essayId, act }: AskOf<ToPage, 'refuse'>): Promise<Result<'done'>> {
    if (act === 'less' || act === 'unless') return send('lessFrom', { essayId, on: act === 'less' });
    const like = report.state === 'related' ? report.related.likeness : undefined;
    const page = canonicalAddress(address) ?? address;
    const isHere = act === 'refuse' || act === 'unrefuse';
    const reply = await send('act', { essayId, act: isHere ? { kind: act, page, ...(like && { like }) } : { kind: act }, from: 'page' });
    if (!reply.ok) return reply;
    painted?.marks.setRefused(essayId, act === 'refuse' || act === 'silence');
    painted?.showing.refresh();
    return ok('done');
  }

  const done = async (act: (now: Painted) => void | Promise<void>) => {
    await answer(act);
    return ok('done' as const);
  };
  const stops = [
    outside.listen({
      report: () => answer(),
      more: ({ areMore }) =>
        answer(({ marks, showing }) => {
          marks.showMore(areMore);
          showing.refresh();
        }),
      goTo: async ({ essayId, start, hasCard }) => {
        const isThere = await painted?.showing.goTo(({ passage }) => passage.essayId === essayId && passage.span[0] === start, hasCard);
        return ok(isThere === true ? 'done' : 'gone');
      },
      refuse,
      selected: async () => ok((mayBeRead() && selectedOn(document)) || 'nothing'),
      links: async () => ok(mayBeRead() ? linksOn(document) : []),
      watch: async ({ on }) => {
        isWatched = on;
        return ok('done');
      },
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
    onAct(() => {
      budget.acted();
      paces.text.acted();
      paces.look.acted();
    }),
    onSettled(document, { redrawn: (records) => painted?.marks.redrawn(records), settled }),
    onFrame(document, () => {
      paces.look.acted(); // what one came for may stand in it
      settled('look');
    }),
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
      painted?.marks.setHidden(false); // for an hour, which is over
      painted?.showing.refresh();
      void look('asked'); // what is there now
    },
  };
}

function hasNothingYet(report: PageReport): boolean {
  return report.state === 'left-alone' && (report.why === 'not-prose' || report.why === 'framed');
}

function isOff(report: PageReport): boolean {
  return report.state === 'left-alone' && report.why === 'off';
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
