/** Reads files of JSON lines, one row after the other. A line that cannot be read is named and skipped; the others go on. */
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type Output, Unusable } from './command';

/** Makes a row of what a line holds, or undefined where it is not such a row. */
export type ReadRow<T> = (raw: Readonly<Record<string, unknown>>) => T | undefined;

export class RowReader {
  private skipped = 0;
  private lastPlace = '';

  constructor(private readonly output: Output) {}

  /** 1 where a line was skipped. */
  get exitCode(): 0 | 1 {
    return this.skipped > 0 ? 1 : 0;
  }

  /** File and number of the line read last. */
  get place(): string {
    return this.lastPlace;
  }

  /**
   * The rows of a file, `-` being standard input. Empty lines are no rows and no mistake.
   *
   * Errors  Unusable if the file cannot be opened.
   */
  async *rows<T>(file: string, what: string, read: ReadRow<T>): AsyncGenerator<T> {
    yield* await this.open(file, what, read);
  }

  /** As `rows`, for those who want to know at once whether the file is there. */
  async open<T>(file: string, what: string, read: ReadRow<T>): Promise<AsyncGenerator<T>> {
    return this.rowsOf(await linesOf(file), file, what, read);
  }

  private async *rowsOf<T>(lines: AsyncIterable<string>, file: string, what: string, read: ReadRow<T>): AsyncGenerator<T> {
    let number = 0;
    for await (const line of lines) {
      this.lastPlace = `${file}:${++number}`;
      if (line.trim() === '') continue;
      const row = readLine(line, read);
      if (row === undefined) this.skip(`not ${what}`);
      else yield row;
    }
  }

  /** Names a line, the one read last unless another is given, as one that could not be used. */
  skip(why: string, place: string = this.lastPlace): void {
    this.skipped++;
    this.output.complain(`${place}: ${why}, skipped`);
  }
}

function readLine<T>(line: string, read: ReadRow<T>): T | undefined {
  try {
    const raw: unknown = JSON.parse(line.replace(/^\ufeff/, ''));
    return typeof raw === 'object' && raw !== null ? read(raw as Readonly<Record<string, unknown>>) : undefined; // as: fields are unknown
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
