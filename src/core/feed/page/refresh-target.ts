/** Where a page that is nothing but a signpost sends its visitors: `<meta http-equiv="refresh">`, the redirect of sites that cannot send one. */
import { Parser } from 'htmlparser2';
import { canonicalAddress } from '../../address';
import { linkTo } from '../addresses';

const HEAD_BYTES = 16_384; // such pages are a few lines long
const LONGEST_WAIT_S = 10; // longer, and it is a page that looks again for news
const FEED_ROOT = /<(?:\w+:)?(?:rss|feed|rdf)\b/i;

/** Undefined where the bytes are no page, or a page that stays. A page that reloads itself leads nowhere. */
export function refreshTarget(body: Uint8Array, url: string): string | undefined {
  const head = new TextDecoder('windows-1252').decode(body.subarray(0, HEAD_BYTES)); // addresses and element names are plain letters
  if (!/http-equiv/i.test(head) || FEED_ROOT.test(head)) return undefined;
  let base = url;
  let target: string | undefined;
  const parser = new Parser({
    onopentag(name, { href, content = '', 'http-equiv': says = '' }) {
      if (name === 'base') base = linkTo(href, url) ?? base;
      if (name !== 'meta' || says.trim().toLowerCase() !== 'refresh') return;
      const [, wait = '', address] = /^\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)/i.exec(content) ?? [];
      if (address !== undefined && Number(wait) <= LONGEST_WAIT_S) target ??= linkTo(address, base);
    },
  });
  parser.end(head);
  return target === undefined || canonicalAddress(target) === canonicalAddress(url) ? undefined : target;
}
