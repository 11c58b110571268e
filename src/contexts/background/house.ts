/** The parts of the background as they stand beside each other. Types only; start.ts builds them. */

import type { Backups } from './backups';
import type { Copying } from './copying';
import type { FetchList } from './fetch-list';
import type { FrontPageKeeper } from './front-page';
import type { Home } from './home';
import type { KeptIndex } from './index-keeper';
import type { Meeting } from './meeting';
import type { Outside } from './outside';
import type { ReaderServer } from './reader-server';
import type { Refreshing } from './refreshing';
import type { Remembrance } from './remembrance';
import type { Saving } from './saving';
import type { Searching } from './searching';
import type { SendingOn } from './sending';
import type { SettingsDoor } from './settings';
import type { ShownEssays } from './shown';
import type { Sites } from './sites';
import type { Syncing } from './syncing';
import type { ThisPage } from './this-page';
import type { TellReader } from './told';

/** What is brought up to date afterwards. */
export type Part =
  | 'badge'
  | 'front'
  | 'sentinel'
  | 'reserve'
  | 'registration'
  | 'tabs'
  | 'alarms'
  | 'plan'
  | 'index'
  | 'bodies'
  | 'done'
  | 'copies'
  | 'leftovers'
  | 'backup'
  | 'restore'
  | 'room'
  | 'sync';

export type House = {
  readonly outside: Outside;
  readonly told: TellReader;
  readonly settings: SettingsDoor;
  readonly front: FrontPageKeeper;
  readonly home: Home;
  readonly remembrance: Remembrance;
  readonly index: KeptIndex;
  readonly fetchList: FetchList;
  readonly refreshing: Refreshing;
  readonly copying: Copying;
  readonly saving: Saving;
  readonly search: Searching;
  readonly meeting: Meeting;
  readonly sites: Sites;
  readonly shown: ShownEssays;
  readonly thisPage: ThisPage;
  readonly backups: Backups;
  readonly syncing: Syncing;
  readonly sending: SendingOn;
  readonly readerServer: ReaderServer;
  readonly want: (...parts: readonly Part[]) => void;
};
