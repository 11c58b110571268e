/** Where the card is: in a closed root of the one element that Sidelight puts beside the page's head and body. */
export const HOST = 'html > [popover="manual"]';
export const CARD_FRAME = `${HOST} >>> iframe`;
