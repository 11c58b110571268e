/** One table of the benchmark. Sections are listed in main.ts. */

export type Cell = string | number;
export type Row = Readonly<Record<string, Cell>>;

export type Asked = {
  readonly sizes: readonly number[]; // how many essays, one after the other
  readonly peers: readonly string[]; // of peers.ts, those that are measured too
  readonly browsers: readonly string[]; // in which those sections are measured that need one
  readonly folder: string; // to write in; it is removed afterwards
  readonly say: (line: string) => void; // what is under way, for whoever waits
};

export type Section = {
  readonly name: string;
  rows(asked: Asked): Promise<readonly Row[]>;
};
