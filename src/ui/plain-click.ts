/** What a person's click on a link means: here, or beside in the background. Leaves every other click to the browser. */

type Click = Pick<MouseEvent, 'button' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Undefined for a click that is the browser's own: a new window, a download, the right button. */
export function placeOfClick({ button, ctrlKey, metaKey, shiftKey, altKey }: Click): 'here' | 'beside' | undefined {
  if (shiftKey || altKey || button > 1) return undefined;
  return button === 1 || ctrlKey || metaKey ? 'beside' : 'here';
}
