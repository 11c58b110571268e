/** Starts the background with the real browser, disk, net and clock. */
import * as alarms from '../../edge/browser/alarms';
import * as badge from '../../edge/browser/badge';
import * as copier from '../../edge/browser/copier';
import * as downloads from '../../edge/browser/downloads';
import * as frontPage from '../../edge/browser/front-page';
import * as icon from '../../edge/browser/icon';
import * as memory from '../../edge/browser/memory';
import * as old from '../../edge/browser/old-storage';
import * as omnibox from '../../edge/browser/omnibox';
import * as bell from '../../edge/browser/outbox';
import { desk } from '../../edge/browser/own-desk';
import { pageNameOf } from '../../edge/browser/page-name';
import * as pageSource from '../../edge/browser/page-source';
import * as permissions from '../../edge/browser/permissions';
import * as problems from '../../edge/browser/problems';
import * as progress from '../../edge/browser/progress';
import * as scripts from '../../edge/browser/scripts';
import * as sentinel from '../../edge/browser/sentinel';
import * as settings from '../../edge/browser/settings';
import * as switchboard from '../../edge/browser/switchboard';
import * as tabs from '../../edge/browser/tabs';
import { voice } from '../../edge/browser/voice';
import * as wakes from '../../edge/browser/wakes';
import { fetchBundle } from '../../edge/net/bundle';
import { fetchPage, fetchSource } from '../../edge/net/fetch-source';
import { syncNet } from '../../edge/net/fetch-sync';
import { isSparing } from '../../edge/net/line';
import { postTo, signWith } from '../../edge/net/send-to';
import { packer } from '../../edge/seal/packer';
import { lock, sealWith, unlock } from '../../edge/seal/seal';
import { openLibrary } from '../../edge/store/open';
import { packing } from '../../edge/store/packing';
import { openShelf } from '../../edge/store/shelf';
import { say, speak } from '../../ui/words';
import inkSelectionScript from '../content/ink-selection.iife?script';
import inkingScript from '../content/inking.iife?script';
import contentScript from '../content/main.iife?script';
import reachingScript from '../content/reaching.iife?script';
import showingScript from '../content/showing.iife?script';
import copierScript from '../copier/copier.iife?script';
import { startBackground } from './start';
import { yieldNow } from './turns';

const newDevice = (): string => crypto.randomUUID().slice(0, 8);
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

speak(voice);
startBackground({
  ...{
    alarms,
    badge,
    bell,
    copier,
    desk,
    downloads,
    frontPage,
    icon,
    memory,
    old,
    omnibox,
    pageNameOf,
    pageSource,
    permissions,
    problems,
    progress,
    scripts,
    sentinel,
    settings,
    switchboard,
    tabs,
    wakes,
  },
  net: { fetchBundle, fetchPage, fetchSource, isOnline: () => navigator.onLine, isSparing },
  estimate: sentinel.roomOf,
  shelf: openShelf(),
  packing,
  openLibrary: (changing) => openLibrary({ wait, now: Date.now, newDevice, changing }),
  sync: { syncNet, sealWith, lock, unlock, packer, newDevice },
  sendTo: { postTo, signWith },
  contentScript,
  showingScript,
  reachingScript,
  inkingScript,
  inkSelectionScript,
  copierScript,
  menu: () => ({
    'save-page': say('saveThisPage'),
    'save-link': say('menuSaveLink'),
    highlight: say('menuHighlight'),
    relate: say('menuRelate'),
    'follow-site': say('followThisSite'),
    'follow-link': say('menuFollowLink'),
  }),
  clock: {
    now: Date.now,
    random: Math.random,
    wait,
    every(ms, run) {
      const timer = setInterval(run, ms);
      return () => clearInterval(timer);
    },
    yieldNow,
  },
});
