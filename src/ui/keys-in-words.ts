/** The keys in words, for the popup's help and for Options. What they do is contexts/popup/keys.ts, and the commands of manifest.json. */
import type { KeyLine } from './key-list';
import { say } from './words';

export function popupKeys(): readonly KeyLine[] {
  return [
    [['↑', '↓'], say('keysMove')],
    [[say('keyEnter')], say('keysOpen')],
    [['o'], say('keysElsewhere')],
    [[say('keySpace')], say('keysUnfold')],
    [['s'], say('keysSave')],
    [['d'], say('keysSavePage')],
    [['m'], say('keysRead')],
    [['u'], say('keysUnread')],
    [['e'], say('keysArchiveSaved')],
    [['t'], say('keysTagSaved')],
    [['[', ']'], say('keysParts')],
    [['z'], say('keysUndo')],
    [['/'], say('keysSearch')],
    [['1', '2', '3'], say('keysTabs')],
    [[say('keyHome'), say('keyEnd')], say('keysEnds')],
    [[say('keyEscape')], say('keysBack')],
    [['?'], say('keysHelp')],
  ];
}

/** As they come; a browser lets a person change them. */
export function pageKeys(): readonly KeyLine[] {
  const pressed = (letter: string): readonly string[] => [say('keyAlt'), say('keyShift'), letter];
  return [
    [pressed('S'), say('keysPopup')],
    [pressed('N'), say('commandNextMark')],
    [pressed('D'), say('commandSavePage')],
    [pressed('R'), say('commandOpenPanel')],
  ];
}

export function readerKeys(): readonly KeyLine[] {
  return [
    [[say('keySpace')], say('keysScroll')],
    [['j', 'k'], say('keysParagraph')],
    [['n', 'p'], say('keysMark')],
    [['h'], say('keysHighlight')],
    [[say('keyShift'), 'h'], say('highlights')],
    [['l'], say('keysMarks')],
    [['+', '−'], say('keysSize')],
    [['a'], say('lookOfPage')],
    [['c'], say('contents')],
    [['e'], say('keysArchiveOn')],
    [['s'], say('keysSave')],
    [['t'], say('tags')],
    [['o'], say('openWebPage')],
    [[say('keyEscape')], say('keysBack')],
    [['?'], say('keysHelp')],
  ];
}
