/** Which key asks for what. Pure: a key and where it was pressed in, a command out. Keys with a modifier and keys of a field are never taken; Space scrolls as everywhere. */
import { singleKey } from '../../ui/single-key';

export type Command =
  | 'next-paragraph'
  | 'previous-paragraph'
  | 'next-mark'
  | 'previous-mark'
  | 'marks'
  | 'highlight'
  | 'highlights'
  | 'larger'
  | 'smaller'
  | 'archive'
  | 'save'
  | 'web'
  | 'tags'
  | 'contents'
  | 'look'
  | 'back'
  | 'help';

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing'> &
  Partial<Pick<KeyboardEvent, 'code' | 'shiftKey'>>;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['j', 'next-paragraph'],
  ['k', 'previous-paragraph'],
  ['n', 'next-mark'],
  ['p', 'previous-mark'],
  ['l', 'marks'],
  ['h', 'highlight'],
  ['H', 'highlights'],
  ['+', 'larger'],
  ['=', 'larger'], // the same key without Shift
  ['-', 'smaller'],
  ['e', 'archive'],
  ['s', 'save'],
  ['o', 'web'],
  ['t', 'tags'],
  ['c', 'contents'],
  ['a', 'look'],
  ['Escape', 'back'],
  ['?', 'help'],
]);

export function commandFor(press: Press, isTyping: boolean): Command | undefined {
  if (isTyping || press.ctrlKey || press.altKey || press.metaKey || press.isComposing) return undefined;
  return COMMANDS.get(singleKey(press));
}
