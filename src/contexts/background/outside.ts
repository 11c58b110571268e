/** Everything outside itself that the background is handed: the browser, the disk, the net and the clock. Types only; main.ts fills them in. */
import type { Result } from '../../core/problem';
import type { Packing } from '../../core/transfer/backup/packing';
import type * as Alarms from '../../edge/browser/alarms';
import type * as Badge from '../../edge/browser/badge';
import type * as Copier from '../../edge/browser/copier';
import type * as Downloads from '../../edge/browser/downloads';
import type * as FrontPages from '../../edge/browser/front-page';
import type * as Icon from '../../edge/browser/icon';
import type * as Memory from '../../edge/browser/memory';
import type * as OldStorage from '../../edge/browser/old-storage';
import type * as Omnibox from '../../edge/browser/omnibox';
import type * as Outbox from '../../edge/browser/outbox';
import type * as PageName from '../../edge/browser/page-name';
import type * as PageSource from '../../edge/browser/page-source';
import type * as Permissions from '../../edge/browser/permissions';
import type * as Problems from '../../edge/browser/problems';
import type * as Progress from '../../edge/browser/progress';
import type * as Scripts from '../../edge/browser/scripts';
import type * as Sentinel from '../../edge/browser/sentinel';
import type * as Settings from '../../edge/browser/settings';
import type * as Switchboard from '../../edge/browser/switchboard';
import type * as Tabs from '../../edge/browser/tabs';
import type * as Wakes from '../../edge/browser/wakes';
import type * as Bundle from '../../edge/net/bundle';
import type * as FetchSource from '../../edge/net/fetch-source';
import type * as FetchSync from '../../edge/net/fetch-sync';
import type * as SendTo from '../../edge/net/send-to';
import type * as Packers from '../../edge/seal/packer';
import type * as Seals from '../../edge/seal/seal';
import type { Desk } from '../../edge/store/desk';
import type { Library } from '../../edge/store/library';
import type { Shelf } from '../../edge/store/shelf';

export type Clock = {
  readonly now: () => number; // ms since 1970, UTC
  readonly random: () => number; // 0 up to 1
  readonly wait: (ms: number) => Promise<void>;
  readonly every: (ms: number, run: () => void) => () => void; // gives back the way to stop
  readonly yieldNow: () => Promise<void>; // whatever waits for the background has its turn
};

export type Outside = {
  readonly alarms: typeof Alarms;
  readonly badge: typeof Badge;
  readonly bell: Pick<typeof Outbox, 'rung' | 'silence' | 'onRung'>;
  readonly copier: typeof Copier;
  readonly frontPage: Pick<typeof FrontPages, 'hasFrontPage' | 'keepFrontPage' | 'dropFrontPage'>;
  readonly icon: typeof Icon;
  readonly memory: typeof Memory;
  readonly old: typeof OldStorage;
  readonly omnibox: Pick<typeof Omnibox, 'onTyped' | 'onChosen'>;
  readonly pageNameOf: (typeof PageName)['pageNameOf'];
  readonly pageSource: typeof PageSource;
  readonly permissions: Pick<typeof Permissions, 'hasOrigins' | 'removeOrigins' | 'grantedOrigins' | 'onOriginsChanged'>;
  readonly problems: Pick<typeof Problems, 'loadTold' | 'saveTold'>;
  readonly progress: Pick<typeof Progress, 'saveProgress'>;
  readonly scripts: typeof Scripts;
  readonly sentinel: typeof Sentinel;
  readonly settings: Pick<typeof Settings, 'announceSettings'>;
  readonly switchboard: typeof Switchboard;
  readonly tabs: Pick<
    typeof Tabs,
    'loadedTabs' | 'tabById' | 'openTab' | 'goTo' | 'openNote' | 'openAbout' | 'onTabActivated' | 'onTabClosed' | 'showPopup'
  >;
  readonly wakes: typeof Wakes;
  readonly net: Pick<typeof FetchSource, 'fetchSource' | 'fetchPage'> &
    Pick<typeof Bundle, 'fetchBundle'> & { readonly isOnline: () => boolean; readonly isSparing: () => boolean };
  readonly downloads: Pick<typeof Downloads, 'maySaveFiles' | 'saveOutgoing' | 'removeFiles'>;
  readonly estimate: () => Promise<{ readonly usage: number; readonly quota: number } | undefined>; // bytes, where the browser says
  readonly shelf: Shelf;
  readonly packing: Packing;
  readonly sync: Pick<typeof FetchSync, 'syncNet'> &
    Pick<typeof Seals, 'sealWith' | 'lock' | 'unlock'> &
    Pick<typeof Packers, 'packer'> & { readonly newDevice: () => string };
  readonly sendTo: Pick<typeof SendTo, 'postTo' | 'signWith'>;
  readonly desk: Desk;
  readonly openLibrary: (changing: () => void) => Promise<Result<Library>>; // called as a change begins of what lists show
  readonly contentScript: string; // as the browser is to be told of it
  readonly showingScript: string; // comes to it where there is something to show
  readonly reachingScript: string; // where a person goes to a passage
  readonly inkingScript: string; // where something is highlighted, or about to be
  readonly inkSelectionScript: string; // behind it: highlights what is selected now
  readonly copierScript: string; // brought to a page that a person saves
  readonly menu: () => Parameters<typeof Wakes.makeMenu>[0]; // in the reader's language
  readonly clock: Clock;
};
