/** Which key asks for what. Pure: a key and where it was pressed in, a command out. Keys with a modifier and keys of a text field are never taken. */
import { singleKey } from '../../ui/single-key';

export type Command =
  | 'down'
  | 'up'
  | 'first'
  | 'last'
  | 'save'
  | 'save-page'
  | 'read'
  | 'unfold'
  | 'unread'
  | 'archive'
  | 'tag'
  | 'undo'
  | 'part-before'
  | 'part-after'
  | 'elsewhere'
  | 'search'
  | 'back'
  | 'help'
  | 'tab-left'
  | 'tab-right'
  | 'tab-1'
  | 'tab-2'
  | 'tab-3';

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing'> &
  Partial<Pick<KeyboardEvent, 'code' | 'shiftKey'>>;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['ArrowDown', 'down'],
  ['j', 'down'],
  ['ArrowUp', 'up'],
  ['k', 'up'],
  ['Home', 'first'],
  ['End', 'last'],
  ['s', 'save'],
  ['d', 'save-page'],
  ['m', 'read'],
  [' ', 'unfold'],
  ['u', 'unread'],
  ['e', 'archive'],
  ['t', 'tag'],
  ['z', 'undo'],
  ['[', 'part-before'],
  [']', 'part-after'],
  ['o', 'elsewhere'],
  ['/', 'search'],
  ['?', 'help'],
  ['Escape', 'back'],
  ['ArrowLeft', 'tab-left'],
  ['ArrowRight', 'tab-right'],
  ['1', 'tab-1'],
  ['2', 'tab-2'],
  ['3', 'tab-3'],
]);

/** While one types, only these leave the field; neither means anything inside a line of text. */
const LEAVE_A_FIELD: ReadonlySet<Command> = new Set(['back', 'down']);

export function commandFor(press: Press, isTyping: boolean): Command | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey || press.isComposing) return undefined;
  const command = isTyping && press.key.length === 1 ? undefined : COMMANDS.get(singleKey(press));
  return command !== undefined && isTyping && !LEAVE_A_FIELD.has(command) ? undefined : command;
}
