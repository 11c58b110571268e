/** `publish`: makes a publisher's index of files, or says what is amiss with one. Fetches nothing. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { webAddress } from '../../core/address';
import { checkIndex } from '../../core/publish/check-index';
import type { PublishedSite } from '../../core/publish/contract';
import { FIRST, writeIndex } from '../../core/publish/write-index';
import { type Command, type ExitCode, type Output, Unusable } from './command';
import { readOptions } from './options';
import { gathered } from './publish-from';

const HELP = `publish --from FOLDER|FEED|SITEMAP --out FOLDER --site ADDRESS [options]
  Makes an index of a site's essays, which readers can follow without crawling it: index.json, and for more than 500 essays
  one file or more a year. What stands in them is said in docs/index-format.md.
  --from      a folder of Markdown or HTML, a feed (RSS, Atom, JSON), or a sitemap
  --site      the address of the site; paths of files and of front matter are taken from there. A feed says its own
  --index     the address at which index.json will stand; SITE/index.json without it
  --title     of the site; --owner who answers for it; --language as "en" or "pt-BR"; --fresh seconds that an answer stays true
  --pages     for a sitemap: a folder with the site's HTML, from which titles and texts are read

publish --check FILE|FOLDER
  One line for each thing that is amiss, as FILE:LINE: what. "better:" is no mistake. Exit code 1 where something is wrong.`;

export const publish: Command = { name: 'publish', about: 'an index of a site, made or checked', help: HELP, run };

const OPTIONS = {
  from: { optional: true },
  out: { optional: true },
  check: { optional: true },
  site: { optional: true },
  index: { optional: true },
  title: { optional: true },
  owner: { optional: true },
  language: { optional: true },
  fresh: { optional: true },
  pages: { optional: true },
} as const;

function run(args: readonly string[], output: Output): ExitCode {
  const { from, out, check, ...about } = readOptions(args, OPTIONS);
  if (check !== undefined) return checkAt(check, output);
  if (from === undefined || out === undefined) throw new Unusable('Name what to publish with --from and --out, or what to --check.');
  const site = about.site === undefined ? undefined : addressIn('site', about.site);
  const { essays, told, skipped } = gathered(from, { site, pages: about.pages });
  const siteUrl = site ?? told.siteUrl;
  if (siteUrl === undefined) throw new Unusable('--site is missing: the files do not say where they stand.');
  const title = about.title ?? told.title ?? new URL(siteUrl).hostname;
  const written: PublishedSite = {
    title,
    siteUrl,
    indexUrl: about.index === undefined ? (told.indexUrl ?? standingIn(siteUrl)) : addressIn('index', about.index),
    owner: { name: about.owner ?? told.owner ?? title, url: told.ownerUrl ?? siteUrl },
    ...(told.others !== undefined && { others: told.others }),
    ...((about.language ?? told.language) !== undefined && { language: about.language ?? told.language ?? '' }),
    ...(about.fresh !== undefined && { freshSeconds: Number(about.fresh) }),
  };
  const files = writeIndex(written, essays);
  mkdirSync(out, { recursive: true });
  for (const { name, text } of files) writeFileSync(join(out, name), text);
  for (const each of skipped) output.complain(each);
  output.print(JSON.stringify({ essays: essays.length, files: files.length, skipped: skipped.length }));
  return skipped.length > 0 ? 1 : 0;
}

const standingIn = (siteUrl: string): string => new URL(FIRST, siteUrl.endsWith('/') ? siteUrl : `${siteUrl}/`).href;

function checkAt(path: string, output: Output): ExitCode {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, FIRST) : path;
  const beside = (name: string): string | undefined => {
    const there = join(dirname(file), name);
    return existsSync(there) ? readFileSync(there, 'utf8') : undefined;
  };
  const findings = checkIndex(readFileSync(file, 'utf8'), beside, FIRST);
  for (const { file: name, line, weight, says } of findings)
    output.print(`${name}:${line}: ${weight === 'better' ? 'better: ' : ''}${says}`);
  return findings.some(({ weight }) => weight === 'wrong') ? 1 : 0;
}

function addressIn(option: string, typed: string): string {
  const address = webAddress(typed);
  if (address === undefined) throw new Unusable(`--${option} is a web address, not "${typed}".`);
  return address;
}
