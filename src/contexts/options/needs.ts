/** What the options page is handed. Types only; main.tsx fills them in. */
import type { Problem } from '../../core/problem';
import type { Settings } from '../../core/settings';
import type { Send } from '../../messages';
import type { Counts } from '../../ui/counted';

export type Needs = {
  readonly send: Send;
  readonly loadSettings: () => Promise<Settings>;
  readonly onSettings: (listener: (settings: Settings) => void) => void;
  readonly grantedOrigins: () => Promise<readonly string[]>;
  readonly onOrigins: (listener: () => void) => void; // granted or taken back, here or in the browser's own pages
  readonly counts: () => Promise<Counts>; // rejects where the library does not open
  readonly problems: () => Promise<readonly Problem[]>;
  readonly dump: () => Promise<object | undefined>; // every row as it stands; undefined where there is no library at all
  readonly reset: () => Promise<void>; // deletes the library for good
  readonly download: (name: string, text: string) => void;
  readonly copy: (text: string) => Promise<void>;
  readonly about: { readonly version: string; readonly browser: string };
  readonly now: () => number; // ms since 1970, UTC
};
