/** Which key asks for what. Pure: a key and where it was pressed in, a command out. Keys of a text field are never taken. */
import { singleKey } from '../../ui/single-key';

export type Command =
  | 'down'
  | 'up'
  | 'page-down'
  | 'page-up'
  | 'first'
  | 'last'
  | 'select'
  | 'select-to'
  | 'select-all'
  | 'archive'
  | 'tag'
  | 'save'
  | 'read'
  | 'open'
  | 'elsewhere'
  | 'undo'
  | 'search'
  | 'back'
  | 'help';

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey' | 'isComposing'> &
  Partial<Pick<KeyboardEvent, 'code'>>;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['ArrowDown', 'down'],
  ['j', 'down'],
  ['ArrowUp', 'up'],
  ['k', 'up'],
  ['PageDown', 'page-down'],
  ['PageUp', 'page-up'],
  ['Home', 'first'],
  ['End', 'last'],
  ['x', 'select'],
  ['X', 'select-to'],
  ['e', 'archive'],
  ['t', 'tag'],
  ['s', 'save'],
  ['m', 'read'],
  ['Enter', 'open'],
  ['o', 'elsewhere'],
  ['z', 'undo'],
  ['/', 'search'],
  ['?', 'help'],
  ['Escape', 'back'],
]);

/** While one types, only these leave the field; neither means anything inside a line of text. */
const LEAVE_A_FIELD: ReadonlySet<Command> = new Set(['back', 'down']);

export type Where = 'field' | 'control' | 'list'; // control: a button or a menu, which has Enter and the arrows for itself

export function commandFor(press: Press, where: Where): Command | undefined {
  const { key, ctrlKey, altKey, metaKey, isComposing } = press;
  if (altKey || isComposing) return undefined;
  if (ctrlKey || metaKey) return where !== 'field' && key.toLowerCase() === 'a' ? 'select-all' : undefined;
  const command = COMMANDS.get(singleKey(press));
  if (command === undefined) return undefined;
  if (where === 'field') return key.length > 1 && LEAVE_A_FIELD.has(command) ? command : undefined;
  if (where === 'control' && key.length > 1 && command !== 'back') return undefined;
  return command;
}
