/** The keys in words, for the popup's help and for Options. What they do is contexts/popup/keys.ts, and the commands of manifest.json. */
import type { KeyLine } from './key-list';

export const POPUP_KEYS: readonly KeyLine[] = [
  [['↑', '↓'], 'Move in the list, also j and k'],
  [['Enter'], 'Open; with Ctrl or ⌘ beside'],
  [['s'], 'Save, or remove from saved'],
  [['m'], 'Mark as read, or as unread'],
  [['/'], 'Search'],
  [['1', '2', '3'], 'Latest, Saved, This page; also ← and →'],
  [['Home', 'End'], 'First and last row'],
  [['Esc'], 'Clear the search, close this, close the popup'],
  [['?'], 'Show this list'],
];

/** As they come; a browser lets a person change them. */
export const PAGE_KEYS: readonly KeyLine[] = [
  [['Alt', 'Shift', 'S'], 'Open the popup'],
  [['Alt', 'Shift', 'N'], 'Go to the next marked passage'],
  [['Alt', 'Shift', 'P'], 'Go to the previous marked passage'],
  [['Alt', 'Shift', 'C'], 'Open or close the card of the passage'],
];
