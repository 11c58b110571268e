/** Reads files of JSON lines, one row after the other. A line that cannot be read is named and skipped; the others go on. */
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type Output, Unusable } from './command';

/** Makes a row of what a line holds, or undefined where it is not such a row. */
export type ReadRow<T> = (raw: Readonly<Record<string, unknown>>) => T | undefined;

export class RowReader {
  private skipped = 0;
  private place = ''; // file and number of the line read last

  constructor(private readonly output: Output) {}

  /** 1 where a line was skipped. */
  get exitCode(): 0 | 1 {
    return this.skipped > 0 ? 1 : 0;
  }

  /**
   * The rows of a file, `-` being standard input. Empty lines are no rows and no mistake.
   *
   * Errors  Unusable if the file cannot be opened.
   */
  async *rows<T>(file: string, what: string, read: ReadRow<T>): AsyncGenerator<T> {
    let number = 0;
    for await (const line of await linesOf(file)) {
      this.place = `${file}:${++number}`;
      if (line.trim() === '') continue;
      const row = readLine(line, read);
      if (row === undefined) this.skip(`not ${what}`);
      else yield row;
    }
  }

  /** Names the line read last as one that could not be used. */
  skip(why: string): void {
    this.skipped++;
    this.output.complain(`${this.place}: ${why}, skipped`);
  }
}

function readLine<T>(line: string, read: ReadRow<T>): T | undefined {
  try {
    const raw: unknown = JSON.parse(line.replace(/^\ufeff/, ''));
    return typeof raw === 'object' && raw !== null ? read(raw as Readonly<Record<string, unknown>>) : undefined; // as: an object's fields are unknown
  } catch {
    return undefined; // no JSON: the caller names the line
  }
}

async function linesOf(file: string): Promise<AsyncIterable<string>> {
  if (file === '-') return createInterface({ input: process.stdin });
  try {
    const handle = await open(file);
    if ((await handle.stat()).isDirectory()) throw new Unusable(`${file} is a folder, not a file.`);
    return handle.readLines();
  } catch (error) {
    if (error instanceof Unusable) throw error;
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'; // as: open rejects with system errors
    throw new Unusable(isMissing ? `There is no file ${file}.` : `${file} cannot be read.`);
  }
}
