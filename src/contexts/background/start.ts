/**
 * The background: the only writer, one thing that is handed its outside. Commands write and answer, questions read and answer, and what follows is
 * brought up to date afterwards. Registers every listener in its first tick, because what wakes it looks for its listener at once. Remembers nothing
 * that it cannot load again.
 */
import { ok } from '../../core/problem';
import { sweepDone } from '../../edge/store/done';
import { joinNextPages } from '../../edge/store/join-pages';
import { letGo } from '../../edge/store/let-go';
import type { Library } from '../../edge/store/library';
import { moveNextBodies } from '../../edge/store/move-bodies';
import { moveBodies } from '../../flows/move-bodies';
import { say } from '../../ui/words';
import { addressBar } from './address-bar';
import { type Afterwards, afterwards } from './afterwards';
import { backupsOf } from './backups';
import { refreshBadge } from './badge';
import { commandsOf } from './commands';
import { copyingOf } from './copying';
import { dueOf } from './due';
import { fetchListOf } from './fetch-list';
import { frontPageKeeper } from './front-page';
import { handlersOf } from './handlers';
import { openHome } from './home';
import type { House, Part } from './house';
import { keptIndex } from './index-keeper';
import { inkSelection } from './inking';
import { softly } from './limits';
import { completeAsked } from './looking';
import { meeting as meetingOf } from './meeting';
import type { Outside } from './outside';
import { readerServerOf } from './reader-server';
import { refreshingOf } from './refreshing';
import { resumeWhenDue } from './refusing';
import { remembranceOf } from './remembrance';
import { savingOf } from './saving';
import { searchingIn } from './searching';
import { sendingOf } from './sending';
import { settingsDoor } from './settings';
import { shownEssays } from './shown';
import { sitesOf } from './sites';
import { syncingOf } from './syncing';
import { thisPageOf } from './this-page';
import { tellReader } from './told';

const LET_GO = 'letGoAt';
const LET_GO_EVERY_MS = 6 * 60 * 60_000;
const ALL_AFTER_MS = 1_000; // it counts, and asks the browser for tabs: a page that has just woken the worker for its marks comes first

export type Background = {
  readonly afterwards: Pick<Afterwards<Part>, 'settled'>; // for tests: what is wanted is done
};

export function startBackground(outside: Outside): Background {
  const { clock } = outside;
  const house = build(outside, (...parts) => after.want(...parts));
  const { home, sites, fetchList, refreshing, thisPage, meeting, shown, saving } = house;
  const bar = addressBar(house);
  const due = dueOf(outside, home, fetchList, refreshing, {
    backup: () => house.backups.makeDue(),
    sync: async () => {
      const opened = await home.home();
      if (opened.ok) await house.syncing.run(opened.value);
    },
    send: async () => {
      const opened = await home.home();
      if (opened.ok) await house.sending.tend(opened.value);
    },
    reader: async () => {
      const opened = await home.home();
      if (opened.ok) await house.readerServer.run(opened.value);
    },
    marks: () => resumeWhenDue(house),
  });
  const { hear, performLeftBehind } = commandsOf(house, handlersOf(house));
  const jobs = { ...jobsOf(house), alarms: () => due.ensureAlarms().then(() => resumeWhenDue(house)) };
  const after = afterwards<Part>(jobs, clock, new Map([['badge', 'copies']])); // counting keeps the disk from what is being saved

  /** Installed, updated or started with the browser: the library is made ready before anyone asks, and granted pages get their marks back. */
  async function arrive(): Promise<void> {
    softly(() => outside.old.keepContentScriptsOut());
    softly(() => outside.wakes.makeMenu(outside.menu()));
    softly(sites.forgetUngranted);
    softly(sites.enterGranted);
    await home.home();
    after.wantAll();
  }

  outside.switchboard.listenInBackground(hear);
  outside.wakes.onArrival(() => softly(arrive));
  outside.permissions.onOriginsChanged(
    () => {
      softly(sites.enterGranted);
      softly(due.refreshPermitted);
      softly(() => completeAsked(house));
    },
    () => softly(sites.leaveHidden),
  );
  outside.bell.onRung(performLeftBehind);
  outside.wakes.onShortcut((name, tabId) =>
    softly(() => {
      if (name === 'save-page') return saving.saveOpen(tabId, 'key');
      return name === 'highlight' ? inkSelection(house, tabId) : thisPage.shortcut(name, tabId);
    }),
  );
  outside.omnibox.onTyped(bar.linesFor, (typed) => say('searchFor', { query: typed }));
  outside.omnibox.onChosen((text, where) => softly(() => bar.choose(text, where)));
  outside.wakes.onMenu((choice) =>
    softly(async (): Promise<unknown> => {
      switch (choice.item) {
        case 'relate':
          return thisPage.relateTab(choice.tabId);
        case 'highlight':
          return inkSelection(house, choice.tabId);
        case 'save-page':
          return saving.saveOpen(choice.tabId, 'menu');
        case 'save-link':
          return saving.saveLinked({ address: choice.url, title: choice.words }, 'menu');
        default:
          return due.openFollowing(choice.url, choice.item === 'follow-site');
      }
    }),
  );
  outside.alarms.onAlarm((name) => due.ring(name).catch(() => {})); // the next wake sets it again
  outside.tabs.onTabActivated((id) => softly(() => saving.showIcon(id)));
  outside.tabs.onTabClosed((id) => {
    softly(() => shown.forget(id));
    softly(() => meeting.forget(id));
  });

  softly(() => outside.old.keepContentScriptsOut());
  softly(house.settings.load); // whatever is asked first needs them, and a disk takes its time to open
  performLeftBehind(); // what a worker that was killed left behind
  after.want('alarms'); // an alarm that is lost wakes nobody to set it again
  softly(async () => {
    await clock.wait(ALL_AFTER_MS);
    after.wantAll();
  });
  return { afterwards: after };
}

function build(outside: Outside, want: House['want']): House {
  const told = tellReader(outside);
  const front = frontPageKeeper(outside, () => want('front'));
  const settings = settingsDoor(outside, front.changed);
  const remembrance = remembranceOf(outside, settings, told);
  const index = keptIndex(outside, told);
  const fetchList = fetchListOf(outside);
  const refreshing = refreshingOf(outside, settings, fetchList, index, told, () => want('badge'));
  const home = openHome(
    outside,
    told,
    remembrance,
    (library, ids) => softly(() => refreshing.refresh(library, new Set(ids))),
    front.changed,
  );
  const meeting = meetingOf(outside);
  const sites = sitesOf(outside, settings, meeting, () => want('registration', 'tabs', 'reserve'));
  const copying = copyingOf(outside, settings, told, () => want('copies'));
  return {
    ...{ outside, told, settings, front, home, remembrance, index, fetchList, refreshing, meeting, sites, copying, want },
    saving: savingOf(outside, { home, copying, refreshing, settings, told }, want),
    search: searchingIn(index, outside.clock),
    shown: shownEssays(outside),
    thisPage: thisPageOf(outside, settings, meeting),
    backups: backupsOf(outside, settings, home, told, want),
    syncing: syncingOf(outside, settings, want),
    sending: sendingOf(outside),
    readerServer: readerServerOf(outside, want),
  };
}

function jobsOf(house: House): Readonly<Record<Exclude<Part, 'alarms'>, () => Promise<unknown>>> {
  const { outside, settings, front, home, remembrance, index, refreshing, sites, copying } = house;
  const at = (use: (library: Library) => Promise<unknown>) => () => home.withLibrary(async (library) => ok(await use(library)));
  return {
    badge: at((library) => refreshBadge(outside, settings, library)),
    front: at((library) => front.keep(library, settings)),
    sentinel: at((library) => remembrance.keep(library)),
    reserve: at(async (library) => {
      if (!(await remembrance.keepReserve(library))) await home.restore(library);
    }),
    registration: sites.register,
    tabs: sites.meetTabs,
    plan: at((library) => refreshing.planNext(library)),
    index: at((library) => index.tidy(library)),
    bodies: at((library) => bringUpToDate(library, outside.clock.yieldNow)),
    backup: at((library) => house.backups.plan(library)),
    restore: at((library) => house.backups.goOn(library)),
    room: house.backups.lookAtRoom,
    sync: at(async (library) => {
      await house.syncing.tend(library);
      softly(() => house.sending.tend(library));
      await house.readerServer.tend(library);
    }),
    done: at((library) => sweepDone(library, outside.clock.now())),
    copies: at((library) => copying.takeAll(library)),
    leftovers: at((library) => letGoNowAndThen(outside, library)),
  };
}

/** Not at every wake: it looks through all that is saved. */
async function letGoNowAndThen({ memory, clock }: Outside, library: Library): Promise<void> {
  const { at = 0 } = ((await memory.recall(LET_GO)) ?? {}) as { at?: number }; // as: nobody else writes there
  if (clock.now() - at < LET_GO_EVERY_MS) return;
  await memory.remember(LET_GO, { at: clock.now() });
  await letGo(library, clock.now());
}

/** The rows of an older library, piece by piece. Where the disk is full, at a later wake. */
async function bringUpToDate(library: Library, yieldNow: () => Promise<void>): Promise<void> {
  await moveBodies({ moveNext: () => moveNextBodies(library), yieldNow });
  await moveBodies({ moveNext: () => joinNextPages(library), yieldNow });
}
