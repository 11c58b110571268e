/** Puts the licences of everything that is shipped into the package, and fails where one is missing. Reads what the bundle is really made of. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

type Package = {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly author: string;
  readonly folder: string;
};

const FILE = 'licences.txt';
const NAMES = /^(licen[cs]e|notice|copying)/i;
const RULE = '-'.repeat(72);

/** The terms that the MIT licence always has; for a package that says MIT and brings no text of it, with the author it names. */
const MIT_TERMS = readFileSync(join(import.meta.dirname, '..', '..', '..', 'LICENSE'), 'utf8')
  .split('\n')
  .slice(4)
  .join('\n');

/** `notices` are files of ours that say whose data comes along, by path. */
export function licences(own: string, notices: readonly string[]): Plugin {
  return {
    name: 'sidelight:licences',
    apply: 'build',
    generateBundle() {
      const folders = new Set([...this.getModuleIds()].flatMap((id) => packageFolder(id) ?? []));
      const byName = new Map([...folders].map(readPackage).map((each) => [`${each.name} ${each.version}`, each])); // one may lie in two folders
      const packages = [...byName].sort(([a, x], [b, y]) => (likeLast(x) + a < likeLast(y) + b ? -1 : 1)).map(([, each]) => each);
      const parts = [
        `Sidelight\n\n${readFileSync(own, 'utf8').trim()}`,
        ...notices.map((file) => readFileSync(file, 'utf8').trim()),
        ...packages.map((each) => `${each.name} ${each.version} (${each.licence})\n\n${textOf(each)}`),
      ];
      this.emitFile({ type: 'asset', fileName: FILE, source: `${parts.join(`\n\n${RULE}\n\n`)}\n` });
    },
  };
}

/** By their terms, then by name: a long text that stands twice is packed once where the two are near. */
const likeLast = ({ licence }: Package): string => `${licence.replace(/^\(/, '').padEnd(40)} `;

/** The package a module belongs to; undefined for our own and for what the bundler makes. What a package carries inside itself is that package's. */
function packageFolder(id: string): string | undefined {
  const at = id.lastIndexOf('/node_modules/');
  if (at < 0) return undefined;
  const [first = '', second = ''] = id.slice(at + '/node_modules/'.length).split('/');
  const folder = join(id.slice(0, at).replaceAll('\0', ''), 'node_modules', first.startsWith('@') ? `${first}/${second}` : first);
  return existsSync(join(folder, 'package.json')) ? folder : packageFolder(id.slice(0, at));
}

function readPackage(folder: string): Package {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>; // as: every field is checked next
  if (typeof name !== 'string' || typeof version !== 'string' || typeof license !== 'string')
    throw new Error(`${folder} names no licence, so it cannot be shipped.`);
  return { name, version, licence: license, author: nameOf(author), folder };
}

function nameOf(author: unknown): string {
  if (typeof author === 'string') return author;
  return typeof author === 'object' && author !== null && 'name' in author ? String(author.name) : '';
}

function textOf({ name, licence, author, folder }: Package): string {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => NAMES.test(file)) : [];
  if (files.length > 0) return files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
  if (licence === 'MIT' && author !== '') return `MIT License\n\nCopyright (c) ${author}\n\n${MIT_TERMS.trim()}`;
  throw new Error(`${name} brings no text of its licence (${licence}), so ${dirname(folder)} cannot be shipped as it is.`);
}
