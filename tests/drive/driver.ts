/** What a test may do with a browser that has Sidelight in it, the same for both browsers. Starting one is start.ts. */

export type BrowserName = 'chromium' | 'firefox';

/** What goes to and from a document is JSON. */
export type Plain = string | number | boolean | null | undefined | readonly Plain[] | { readonly [key: string]: Plain };

/** How the reader's system asks pages to look. What is left out stays as it was. */
export type Look = {
  readonly scheme?: 'light' | 'dark';
  readonly reducedMotion?: boolean;
  readonly forcedColors?: boolean;
};

export type Point = { readonly x: number; readonly y: number }; // CSS px from the top left corner of what is in view

/** One document in the browser: a page, a page of the extension, or the popup. Everything waits until it is done or rejects. */
export type Screen = {
  /** Runs a function in the document's own world. It is sent as text, so it sees its arguments and nothing else of the test. */
  eval<A extends readonly Plain[], R>(run: (...given: A) => R | Promise<R>, ...given: A): Promise<R>;
  /** Like eval, with the first match of `selector`, once there is one. 'host >>> button' looks into the host's shadow root, closed or not. */
  on<A extends readonly Plain[], R>(selector: string, run: (element: HTMLElement, ...given: A) => R | Promise<R>, ...given: A): Promise<R>;
  /** Runs it again until it gives something true, and gives that; rejects when poll.ts gives up. */
  until<A extends readonly Plain[], R>(run: (...given: A) => R | Promise<R>, ...given: A): Promise<NonNullable<R>>;
  /** A real press and release in the middle of the first match, scrolled into view. It counts as a person's act. */
  click(target: string | Point, button?: 'left' | 'right'): Promise<void>;
  /** Moves the pointer there and leaves it. */
  hover(target: string | Point): Promise<void>;
  /**
   * Presses there, moves to the other point with the button held, and lets go. What a document lets be dragged is carried along and dropped in
   * Chromium; a Firefox without a screen has nothing to carry it with: there it is seen that a drag begins, and no more.
   */
  drag(from: string | Point, to: Point): Promise<void>;
  /** Real key presses, one after the other: 'a', 'Tab', 'Enter', 'Shift+Tab', 'ArrowDown', 'Alt+Shift+N'. */
  keys(...keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** A PNG of what is in view; written to `file` if that is given. */
  screenshot(file?: string): Promise<Uint8Array>;
  url(): Promise<string>;
  close(): Promise<void>;
};

export type Page = Screen & {
  /** The card in its frame, once it is loaded; points are counted from its own corner. */
  card(): Promise<Screen>;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Brings the tab to the front. A page that was just opened is in front. */
  activate(): Promise<void>;
  /** Holds everything in the page, as a browser does with a tab that nobody looks at, or lets it go on. Absent where no test can do so. */
  freeze?(isFrozen: boolean): Promise<void>;
};

export type StartOptions = {
  readonly dist?: string; // the folder of one browser's build; default is that of the last `npm run build`
  readonly profile?: string; // kept afterwards; without it a new one is used and removed
  readonly proxy?: number; // the port of a recorder (recorder.ts) through which everything goes
  readonly visible?: boolean; // default is headless
  readonly agent?: () => string; // what the browser calls itself, asked at each start
};

export type Driver = {
  readonly name: BrowserName;
  readonly version: string;
  readonly profile: string;
  /** The address of a file of the extension, as 'src/contexts/popup/popup.html'. */
  extensionUrl(path: string): string;
  openPage(url: string): Promise<Page>;
  openExtensionPage(path: string): Promise<Page>;
  /** A real click on the toolbar button over the tab in front, which grants activeTab there; gives the popup. */
  clickToolbar(): Promise<Screen>;
  /** Runs a command of the manifest, 'next-mark', for the tab in front, as its shortcut does. Neither browser takes shortcuts from a test. */
  command(name: string): Promise<void>;
  /**
   * Chooses an entry of ours in the menu of the first match of `selector`. Firefox opens its real menu and takes the entry from it. Chromium shows
   * its menu to no test: there the entry must exist, and the worker is told of a choice as the browser would tell it, without the permission
   * for the page that a real choice gives.
   */
  chooseFromMenu(page: Page, selector: string, item: string): Promise<void>;
  /** Types a word into the browser's own find bar over the tab in front: was it found? Firefox alone; Chromium shows its bar to no test. */
  findInPage?(word: string): Promise<boolean>;
  /** Grants optional host permissions as if the reader had said yes, as 'http://essay.example/*'. */
  grantOrigins(patterns: readonly string[]): Promise<void>;
  /**
   * From now on a question for a permission stands open, as it does until a person answers it: grantOrigins does, late. So it is in Chromium always.
   */
  leaveQuestionsOpen(): Promise<void>;
  /** Ends the background and waits until it is gone; the next message or alarm wakes it. */
  killWorker(): Promise<void>;
  isWorkerAlive(): Promise<boolean>;
  look(look: Look): Promise<void>;
  /** Errors so far: uncaught ones, console.error and refused by a content security policy, from the extension and from pages. */
  errors(): Promise<readonly string[]>;
  /** Ends the browser as a person would and starts it again with the same profile. Screens from before are dead. */
  restart(): Promise<void>;
  /** Resolves when the browser has ended, whoever ended it. */
  ended(): Promise<void>;
  stop(): Promise<void>;
};
