/** The page a person has open, as text: what is related, and why a page may be left alone. */

/** A stretch of text. Offsets count UTF-16 code units, as String.slice does; `end` is exclusive. */
export type Span = readonly [start: number, end: number];

export type PageText = {
  readonly url: string;
  readonly title: string;
  readonly text: string; // the running prose, blocks separated by a newline; navigation, fields, code that stands by itself and what nobody can see left out
  readonly sentences: readonly Span[]; // into `text`, in order, not overlapping
  readonly language?: string; // BCP 47, as the page declares it
};

/** The same as the page's script sends it: sentences are found by whoever compares, so that no page pays for that. */
export type PageAsRead = Omit<PageText, 'sentences'> & {
  readonly paragraphs: readonly Span[]; // into `text`, in order, not overlapping: where sentences count
};

/** Why nothing is looked for on a page. A sentence for each is in ui/sentence.ts. */
export type LeftAlone =
  | 'off' // on the off list
  | 'paused' // not for an hour
  | 'nowhere' // marks are off everywhere
  | 'password' // asks for a password, a code or a card number somewhere
  | 'editor' // one writes here
  | 'chore' // one handles mail, money, an order or a form here
  | 'not-prose' // too little running text
  | 'framed' // what it shows stands in a frame of another site
  | 'private' // a private window
  | 'restricted'; // the browser lets no extension in
