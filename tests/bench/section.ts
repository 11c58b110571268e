/** One table of the benchmark. Sections are listed in main.ts. */
export type Section = {
  readonly name: string;
  rows(sizes: readonly number[]): Promise<readonly Readonly<Record<string, string | number>>[]>; // sizes: how many essays
};
