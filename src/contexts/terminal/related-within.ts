/** `related --within`: the same for many small libraries, cut from one file of essays: what a judge of answers needs. */
import { readFileSync } from 'node:fs';
import { indexInMemory } from '../../core/index/in-memory';
import { relatePage } from '../../flows/relate-page';
import { type ExitCode, type Output, Unusable } from './command';
import { isFolder } from './index-folder';
import { described, describeKnown, ESSAYS, withoutOwn } from './opened-index';
import { type CaseRow, type EssayRow, entryOf, essayReader, type QueryRow, readCase, readLibraries, readQuery } from './pack-rows';
import { pageOf } from './query-page';
import type { RowReader } from './rows';

export const WITHIN_HELP = `  --within   libraries by name, JSON {name: [essay id, ...]}: each is an index of its own, of those essays of --index alone
  --cases    JSON lines {page, library, field}: which page is asked in which library, and what of its essays counts; not with --field`;

type Options = {
  readonly index: string;
  readonly queries: string;
  readonly field?: string | undefined;
  readonly within?: string | undefined;
  readonly cases?: string | undefined;
};
type Asked = Options & { readonly within: string; readonly cases: string };
type Case = CaseRow & { readonly place: number };
type Library = Pick<CaseRow, 'library' | 'field'>;
type Answer = { readonly shown: readonly string[]; readonly passages: readonly object[] };

/** Errors  Unusable where only half of what this takes is given. */
export function wantsLibraries(options: Options): options is Asked {
  const given = [options.within, options.cases].filter((each) => each !== undefined).length;
  if (given === 1) throw new Unusable('--within and --cases go together; --help says more.');
  if (given === 2 && options.field !== undefined) throw new Unusable('Each case has its own field: leave --field away.');
  if (given === 2 && isFolder(options.index)) throw new Unusable('--within needs the essays themselves, not a folder.');
  return given === 2;
}

/** Cost: one index a library and field, one after the other. */
export async function relatedWithin(options: Asked, reader: RowReader, output: Output): Promise<ExitCode> {
  const libraries = librariesIn(options.within);
  const essays = await rowsById(reader.rows(options.index, ESSAYS, essayReader('text')));
  const pages = await rowsById(reader.rows(options.queries, 'a page {id, title, text}', readQuery));
  const cases = await casesIn(reader, options.cases, { libraries, pages });
  const answers = new Map<number, Answer>();
  let at: (Library & { readonly opened: Opened }) | undefined;
  for (const { page, place, ...asked } of cases.toSorted(byLibrary)) {
    if (at?.library !== asked.library || at.field !== asked.field)
      at = { ...asked, opened: await libraryOf(asked, libraries.get(asked.library) ?? [], essays) };
    const query = pages.get(page);
    if (query !== undefined) answers.set(place, await answerTo(query, at.opened, essays.get(page)?.url));
  }
  for (const { page, library, field, place } of cases) output.print(JSON.stringify({ page, library, field, ...answers.get(place) }));
  return reader.exitCode;
}

function librariesIn(file: string): ReadonlyMap<string, readonly string[]> {
  try {
    const libraries = readLibraries(JSON.parse(readFileSync(file, 'utf8')));
    if (libraries !== undefined) return libraries;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Unusable(`${file} holds no libraries {name: [essay id, ...]}.`);
}

/** Where an id comes twice, the later row stands. */
async function rowsById<T extends { readonly id: string }>(rows: AsyncIterable<T>): Promise<ReadonlyMap<string, T>> {
  const byId = new Map<string, T>();
  for await (const row of rows) byId.set(row.id, row);
  return byId;
}

async function casesIn(
  reader: RowReader,
  file: string,
  { libraries, pages }: { readonly libraries: ReadonlyMap<string, unknown>; readonly pages: ReadonlyMap<string, QueryRow> },
): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for await (const one of reader.rows(file, 'a case {page, library, field}', readCase)) {
    if (!pages.has(one.page)) reader.skip(`no page "${one.page}"`);
    else if (!libraries.has(one.library)) reader.skip(`no library "${one.library}"`);
    else cases.push({ ...one, place: cases.length });
  }
  return cases;
}

function byLibrary(a: Case, b: Case): number {
  return a.field.localeCompare(b.field) || a.library.localeCompare(b.library) || a.place - b.place;
}

/** Essays that the file has not are left out. */
async function libraryOf({ field }: Library, ids: readonly string[], essays: ReadonlyMap<string, EssayRow>) {
  const rows = [...new Set(ids)]
    .flatMap((id) => essays.get(id) ?? [])
    .map(({ text, ...row }) => (field === 'text' && text !== undefined ? { ...row, text } : row));
  const known = new Map(rows.map((row) => [row.id, described(row)]));
  return { index: await indexInMemory(rows.map(entryOf)), describe: describeKnown(known) };
}

type Opened = Awaited<ReturnType<typeof libraryOf>>;
async function answerTo(query: QueryRow, { index, describe }: Opened, known: string | undefined): Promise<Answer> {
  const page = pageOf(query, known);
  const { essays, passages } = await relatePage(page, index, withoutOwn(query.id, describe));
  return {
    shown: essays.map(({ id }) => id),
    passages: passages.map(({ essayId, span: [start, end], there }) => ({ essay: essayId, here: page.text.slice(start, end), there })),
  };
}
