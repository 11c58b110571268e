/** Says whose file it is by what is in it, never by its name, and reads it. A new format is one file in formats/ and one line here. */
import { decodeText } from '../feed/decode';
import { hypothesis, obsidianJson } from './formats/annotations';
import { karakeep, linkwarden } from './formats/bookmark-servers';
import { firefoxJson } from './formats/firefox';
import type { Folder, FolderFormat, Format, FormatName, JsonFormat, MarkupFormat, TableFormat } from './formats/format';
import { hasFrontMatter } from './formats/front-matter';
import { instapaperHtml, pocketHtml } from './formats/headed-lists';
import { instapaperCsv } from './formats/instapaper';
import { jsonFeed } from './formats/json-feed';
import { isTooDeep, jsonIn } from './formats/json-in';
import { kindle } from './formats/kindle';
import { netscape } from './formats/netscape';
import { obsidianZip } from './formats/obsidian';
import { omnivoreCsv, omnivoreZip } from './formats/omnivore';
import { ownMarkdown } from './formats/own-markdown';
import { addressJson, chromeJson } from './formats/plain-json';
import { pocketCsv, pocketZip } from './formats/pocket';
import { postsXml } from './formats/posts-xml';
import { readwiseHighlights, readwiseReader, readwiseTemplate } from './formats/readwise';
import { starred } from './formats/starred';
import { subscriptions } from './formats/subscriptions';
import { addressCsv, matterCsv, mymindCsv, raindropCsv } from './formats/tables';
import { wallabagCsv, wallabagJson } from './formats/wallabag';
import { gather } from './gather';
import { together } from './import/together';
import { type ImportProblem, type Opened, opened, shut } from './import-problem';
import type { Dropped, Incoming, Reading, Row } from './incoming';
import { readTable } from './table';
import { unwrapped } from './wrapped';
import { isZip, openZip, type Zip } from './zip';

export type Recognised = { readonly format: FormatName; readonly incoming: Incoming };

const FOLDERS: readonly FolderFormat[] = [pocketZip, omnivoreZip, ownMarkdown, obsidianZip];
const JSONS: readonly JsonFormat[] = [
  wallabagJson,
  karakeep,
  linkwarden,
  hypothesis,
  starred,
  firefoxJson,
  chromeJson,
  obsidianJson,
  jsonFeed,
  addressJson,
];
const MARKUPS: readonly MarkupFormat[] = [subscriptions, netscape, postsXml, pocketHtml, instapaperHtml];
const TABLES: readonly TableFormat[] = [
  ...[readwiseReader, readwiseHighlights, readwiseTemplate, pocketCsv, instapaperCsv, omnivoreCsv, wallabagCsv],
  ...[matterCsv, mymindCsv, raindropCsv, addressCsv], // from here on by what many have: the last takes any table with addresses
];
/** How the beginning of a cut file still shows whose it is. */
const LOOKS: readonly (readonly [RegExp, FormatName])[] = [
  [/"is_archived"/, 'wallabag-json'],
  [/"bookmarks"\s*:/, 'karakeep-json'],
  [/"collections"\s*:/, 'linkwarden-json'],
  [/text\/x-moz-place/, 'firefox-json'],
  [/com\.google|org\.freshrss/, 'greader-starred-json'],
  [/"export_userid"|hypothes/, 'hypothesis-json'],
];
const MACS = /(^|\/)(__MACOSX\/|\._|\.DS_Store$)/;
const PASSWORDS = [
  ...[
    'password',
    'otpauth',
    'totp',
    'login password',
    'passwort',
    'kennwort',
    'mot de passe',
    'contraseña',
    'senha',
    'wachtwoord',
    'hasło',
  ],
  ...['пароль', '密码', '密碼', 'パスワード', '비밀번호'],
];
const FEED_ROOT = /<(rss|feed|rdf:RDF)[\s>]/;
const HEAD_CHARS = 4_000;
const MAX_DEPTH = 3; // of packages in packages
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NO_SIGNS = /[\0-\x08\x0e-\x1a\x1c-\x1f]/; // stand in no text; a tab, an end of line or of page and an escape may
const CLOSED = /[}\]]\s*$/;
const JSON_START = /^(?:\{|\[\s*(?:[[{"\]\d-]|true|false|null|$))/; // a text may begin with a bracket too

/**
 * Cost    one decoding and one pass; a zip's files are unpacked one by one.
 * Errors  never throws: whatever is wrong with a file is its problem, and nothing of it is taken.
 */
export function readImport(bytes: Uint8Array): Opened<Recognised> {
  if (bytes.length === 0) return shut({ kind: 'empty' });
  try {
    return readPacked(bytes, 0);
  } catch (error) {
    if (error instanceof RangeError) return shut({ kind: 'too-large' }); // nested past what the engine can hold, or longer than a string
    throw error;
  }
}

/** `depth`: of packages around it. A zip in a zip is what a phone or a mailer makes of an export; deeper there is none. */
function readPacked(bytes: Uint8Array, depth: number): Opened<Recognised> {
  const inner = unwrapped(bytes);
  if (inner?.ok === false) return inner;
  if (inner !== undefined && depth < MAX_DEPTH)
    return inner.value.length === 0 ? shut({ kind: 'empty' }) : readPacked(inner.value, depth + 1);
  return isZip(bytes) && depth < MAX_DEPTH ? readZip(bytes, depth) : readPlain(bytes);
}

function readZip(bytes: Uint8Array, depth: number): Opened<Recognised> {
  const zip = openZip(bytes);
  if (!zip.ok) return zip;
  const files = zip.value.files.filter(({ name }) => !MACS.test(name));
  const folder = folderOf({ ...zip.value, files });
  const format = FOLDERS.find((each) => each.detect(folder));
  if (format !== undefined) {
    const incoming = gather(withUnsafe(format.read(folder), zip.value.unsafe));
    const beside = format === obsidianZip ? [] : besideIn(files, folder.isAsked, depth); // a vault is a person's own: whatever else lies in it
    return folder.problem() ?? opened({ format: format.name, incoming: together([incoming, ...beside]) });
  }
  return folder.problem() ?? readInside(zip.value, files, depth);
}

/** Known by what any file may be: beside an export it may be a part of that, which its reader had no use for. */
const BY_LITTLE: ReadonlySet<FormatName> = new Set(['address-list', 'address-csv', 'address-json', 'obsidian-zip', 'sidelight-markdown']);

/** Exports that somebody packed into one zip with that of another reader, whose own files are the ones that were asked for. */
function besideIn(files: Zip['files'], isAsked: (name: string) => boolean, depth: number): Incoming[] {
  return files.flatMap(({ name, read }) => {
    const unpacked = isAsked(name) ? undefined : read();
    const inner = unpacked?.ok && unpacked.value.length > 0 ? readPacked(unpacked.value, depth + 1) : undefined;
    return inner?.ok && !BY_LITTLE.has(inner.value.format) ? [inner.value.incoming] : [];
  });
}

/** A zip that only wraps exports: a browser's bookmarks, a list of feeds, what several readers gave. All that are one are read. */
function readInside({ unsafe }: Zip, files: Zip['files'], depth: number): Opened<Recognised> {
  const inside: Recognised[] = [];
  for (const { read } of files) {
    const unpacked = read();
    if (!unpacked.ok) return unpacked;
    const inner = unpacked.value.length === 0 ? undefined : readPacked(unpacked.value, depth + 1);
    if (inner?.ok) inside.push(inner.value);
    else if (inner?.problem.kind === 'passwords' || inner?.problem.kind === 'too-large') return inner;
  }
  const [first] = inside;
  if (first === undefined) return shut({ kind: 'zip-of-others', holds: extensionsOf(files.map(({ name }) => name)) });
  const incoming = together(inside.map((each) => each.incoming));
  return opened({ format: first.format, incoming: { ...incoming, dropped: [...incoming.dropped, ...unsafe.map(unsafeName)] } });
}

type Watched = Folder & { readonly problem: () => ReturnType<typeof shut> | undefined; readonly isAsked: (name: string) => boolean };

/** `problem` is what went wrong with any file that was asked for. */
function folderOf({ files }: Zip): Watched {
  const byName = new Map(files.map((file) => [file.name, file]));
  const asked = new Set<string>();
  let problem: ReturnType<typeof shut> | undefined;
  return {
    names: files.map(({ name }) => name),
    problem: () => problem,
    isAsked: (name) => asked.has(name),
    text: (name) => {
      asked.add(name);
      const file = byName.get(name);
      if (file === undefined) return undefined;
      const unpacked = file.read();
      if (!unpacked.ok) {
        problem ??= unpacked;
        return undefined;
      }
      const text = decodeText(unpacked.value);
      return text.ok ? text.value : undefined;
    },
  };
}

function readPlain(bytes: Uint8Array): Opened<Recognised> {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return shut(decoded.problem.kind === 'empty' ? { kind: 'empty' } : binaryKind(bytes));
  const text = decoded.value;
  const first = /\S/.exec(text)?.[0];
  if (first === undefined) return shut({ kind: 'empty' });
  const from = text.search(/\S/);
  if (JSON_START.test(text.slice(from, from + 200))) return readJson(text);
  if (first === '<' && !kindle.detect(text)) return readMarkup(text); // a title may begin so
  const read = readTableText(text);
  const isWordless = !read.ok && (read.problem.kind === 'unknown-text' || read.problem.kind === 'no-addresses');
  return isWordless && isNoText(text) ? shut(binaryKind(bytes)) : read;
}

/** What a small picture or package decodes to. Not asked before reading: one stray sign in a table costs nothing else of it. */
const isNoText = (text: string): boolean => text.startsWith('%PDF-') || NO_SIGNS.test(text.slice(0, HEAD_CHARS));

function readJson(text: string): Opened<Recognised> {
  if (isTooDeep(text)) return shut({ kind: CLOSED.test(text.slice(-HEAD_CHARS)) ? 'unknown-json' : 'cut-short' });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const lines = jsonLines(text);
    if (lines !== undefined) return byFormat(JSONS, lines) ?? shut({ kind: 'unknown-json' });
    const looksLike = LOOKS.find(([look]) => look.test(text.slice(0, HEAD_CHARS)))?.[1];
    const isCut = !CLOSED.test(text) || looksLike !== undefined;
    return shut(isCut ? { kind: 'cut-short', ...(looksLike !== undefined && { looksLike }) } : { kind: 'broken-json' });
  }
  return byFormat(JSONS, value) ?? shut({ kind: 'unknown-json' });
}

/** One thing a line, as databases give them. Undefined where a line is none; the last may be cut. */
function jsonLines(text: string): unknown[] | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length < 2 || !lines[0]?.trim().endsWith('}')) return undefined;
  const values = lines.map((line) => jsonIn(line));
  return values.slice(0, -1).every((value) => typeof value === 'object' && value !== null)
    ? values.filter((value) => value !== undefined)
    : undefined;
}

function readMarkup(text: string): Opened<Recognised> {
  const known = byFormat(MARKUPS, text);
  if (known !== undefined) return known;
  return shut({ kind: FEED_ROOT.test(text.slice(0, HEAD_CHARS)) ? 'feed' : 'web-page' });
}

function readTableText(text: string): Opened<Recognised> {
  if (kindle.detect(text)) return recognised(kindle.name, kindle.read(text));
  if (hasFrontMatter(text)) return readNote(text);
  const table = readTable(text);
  if (table !== undefined && PASSWORDS.some((name) => table.names.has(name))) return shut({ kind: 'passwords' });
  const known = table === undefined ? undefined : byFormat(TABLES, table);
  if (known !== undefined) return known;
  const rows = addressLines(text);
  if (rows !== undefined) return recognised('address-list', { rows });
  return shut({ kind: table !== undefined && table.names.size > 1 && !table.rows.isEmpty ? 'no-addresses' : 'unknown-text' });
}

/** One note by itself is read as a folder of one: its title stands in it, or nowhere. */
function readNote(text: string): Opened<Recognised> {
  const folder: Folder = { names: ['.md'], text: () => text };
  const format = FOLDERS.find((each) => each.detect(folder));
  return format === undefined ? shut({ kind: 'unknown-text' }) : recognised(format.name, format.read(folder));
}

/** Behind the sign of a list, in the brackets of Markdown, as a shortcut's file has it, or with a title behind a bar, as OneTab writes them. */
const ADDRESS_LINE =
  /^(?:[-*+]\s+|\d+[.)]\s+|URL=)?(?:\[[ x]\]\s+)?(?:!?\[([^\]]*)\]\(<?(https?:\/\/[^\s)>]+(?:\([^\s)]*\)[^\s)>]*)*)>?[^)]*\)|<?(https?:\/\/[^\s>]+)>?(?:\s*[|\t]\s*(.*))?$)/i;

/** One address a line. Most lines must be one, but for headings and what a shortcut's file begins with. */
function addressLines(text: string): Reading['rows'] | undefined {
  let [lines, addresses, rows] = [0, 0, 0];
  for (const line of linesIn(text)) {
    lines += 1;
    if (ADDRESS_LINE.test(line)) addresses += 1;
    if (rows === 0 && addressLine(line) !== undefined) rows += 1;
  }
  return rows === 0 || addresses * 2 < lines ? undefined : addressRows(text);
}

function* addressRows(text: string): Generator<Row> {
  for (const line of linesIn(text)) {
    const row = addressLine(line);
    if (row !== undefined) yield row;
  }
}

/** One after the other: all lines of a large text at once take many times its bytes. */
function* linesIn(text: string): Generator<string> {
  for (const [raw] of text.matchAll(/[^\r\n]+/g)) {
    const line = raw.trim();
    if (line !== '' && !/^#{1,6}\s|^\[InternetShortcut\]$/i.test(line)) yield line;
  }
}

/** An address among words is taken too, with the words for a title. */
function addressLine(line: string): Row | undefined {
  const [, inBrackets, linked, address = linked ?? '', title = inBrackets] = ADDRESS_LINE.exec(line) ?? [];
  if (address !== '') return { address, title };
  const [among] = /https?:\/\/[^\s<>"]+/i.exec(line) ?? [];
  return among === undefined ? undefined : { address: among, title: line.replace(among, ' ').replace(/^[\s–—:|-]+|[\s–—:|-]+$/g, '') };
}

function byFormat<T>(formats: readonly Format<T>[], file: T): Opened<Recognised> | undefined {
  const format = formats.find((each) => each.detect(file));
  return format && recognised(format.name, format.read(file));
}

const recognised = (format: FormatName, reading: Reading): Opened<Recognised> => opened({ format, incoming: gather(reading) });
const unsafeName = (name: string): Dropped => ({ address: '', title: name, reason: 'unsafe-name' });

function withUnsafe(reading: Reading, unsafe: readonly string[]): Reading {
  return { ...reading, dropped: [...(reading.dropped ?? []), ...unsafe.map(unsafeName)] };
}

function extensionsOf(names: readonly string[]): { readonly extension: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const name of names) {
    const extension = /\.[^./]+$/.exec(name)?.[0].toLowerCase() ?? '';
    counts.set(extension, (counts.get(extension) ?? 0) + 1);
  }
  return [...counts].map(([extension, count]) => ({ extension, count })).sort((a, b) => b.count - a.count);
}

const MAGIC: readonly (readonly [readonly number[], 'picture' | 'pdf' | 'database' | 'program'])[] = [
  [[0xff, 0xd8, 0xff], 'picture'],
  [[0x89, 0x50, 0x4e, 0x47], 'picture'],
  [[0x47, 0x49, 0x46, 0x38], 'picture'],
  [[0x25, 0x50, 0x44, 0x46], 'pdf'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'database'],
  [[0x7f, 0x45, 0x4c, 0x46], 'program'],
  [[0x4d, 0x5a], 'program'],
];

function binaryKind(bytes: Uint8Array): ImportProblem {
  const looksLike = MAGIC.find(([magic]) => magic.every((byte, at) => bytes[at] === byte))?.[1];
  return { kind: 'binary', ...(looksLike !== undefined && { looksLike }) };
}
