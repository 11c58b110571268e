/** Escape, while a card is open: the press is the card's alone, and so is the key's way up again, wherever the focus is by then. */

export type Escape = { readonly isPressed: () => void }; // it went down in the card itself, where the page does not hear it

type EscapeNeeds = { readonly isWanted: () => boolean; readonly onPress: () => void };

/** Listens to both ways of the key: a page that swallows one leaves the other. */
export function watchEscape(window: Window, signal: AbortSignal, { isWanted, onPress }: EscapeNeeds): Escape {
  let isDown = false;

  function heard(event: KeyboardEvent): void {
    if (!event.isTrusted) return;
    const isOurs = isWanted() || (isDown && event.type === 'keyup');
    isDown = event.type === 'keydown' && isWanted();
    if (event.key !== 'Escape' || !isOurs) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    onPress();
  }

  for (const kind of ['keydown', 'keyup'] as const) window.addEventListener(kind, heard, { capture: true, signal });
  return {
    isPressed() {
      isDown = true;
    },
  };
}
