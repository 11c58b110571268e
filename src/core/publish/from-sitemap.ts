/** A sitemap → the addresses of a site's pages, and when each was changed last. Total: what is no sitemap gives none. Pure. */
import { Parser } from 'htmlparser2';
import { webAddress } from '../address';

export type SitemapPage = { readonly url: string; readonly changedAt?: string };

const MOST_PAGES = 1_000_000;

export function readSitemap(text: string): readonly SitemapPage[] {
  const pages: SitemapPage[] = [];
  let [name, url, changed, inUrl] = ['', '', '', false];
  const parser = new Parser(
    {
      onopentagname: (tag) => {
        name = tag.replace(/^.*:/, '').toLowerCase();
        if (name === 'url') [url, changed, inUrl] = ['', '', true];
      },
      ontext: (data) => {
        if (inUrl && name === 'loc') url += data;
        if (inUrl && name === 'lastmod') changed += data;
      },
      onclosetag: (tag) => {
        name = '';
        if (!/(?:^|:)url$/i.test(tag)) return;
        inUrl = false;
        const address = webAddress(url.trim());
        const at = Date.parse(changed.trim());
        if (address === undefined || pages.length >= MOST_PAGES) return;
        pages.push({ url: address, ...(!Number.isNaN(at) && { changedAt: new Date(at).toISOString() }) });
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(text);
  parser.end();
  return pages;
}

/** What an address calls its page, where nothing else does: "/2024/why-tables-rot/" → "Why tables rot". */
export function titleFromAddress(url: string): string {
  const path =
    URL.parse(url)
      ?.pathname.split('/')
      .filter((part) => part !== '') ?? [];
  const last = decoded(path.at(-1) ?? '').replace(/\.[a-z]{2,5}$/i, '');
  const words = last.replace(/[-_+]+/g, ' ').trim();
  return words === '' ? (URL.parse(url)?.hostname ?? url) : words[0]?.toUpperCase() + words.slice(1);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray %
  }
}
