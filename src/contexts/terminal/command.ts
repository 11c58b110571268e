/** What a command of the terminal is, and the ways it can end. One file a command; commands.ts lists them. */

export type Output = {
  print(line: string): void; // answers, on standard output
  complain(line: string): void; // everything else, on standard error
};

export type Command = {
  readonly name: string;
  readonly about: string; // one line
  readonly help: string; // how to call it, what it reads, what it prints
  run(args: readonly string[], output: Output): Promise<ExitCode> | ExitCode;
};

export type ExitCode = number; // 0: all is well; 1: something of the input was skipped or refused; 2: nothing could be done

/** Nothing can be done: wrong usage, or a file that cannot be read. The message is one sentence for the person who asked. */
export class Unusable extends Error {}
