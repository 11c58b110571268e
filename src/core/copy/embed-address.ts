/** Where one can see what a page shows in a frame: a video's own page in place of its player. */
import { webAddress } from '../address';

const ADS =
  /(?:^|\.)(?:doubleclick\.net|googlesyndication\.com|googletagmanager\.com|amazon-adsystem\.com|adnxs\.com|criteo\.(?:com|net)|taboola\.com|outbrain\.com|recaptcha\.net)$|^www\.google\.com$/;
const COUNTED = /\/(?:recaptcha|pixel|beacon|ns\.html)/;

/** Undefined for what is no web address, and for advertising. */
export function pageOfEmbed(raw: string, base: string): string | undefined {
  const href = webAddress(raw, base);
  const url = href === undefined ? null : URL.parse(href);
  if (href === undefined || url === null || (ADS.test(url.hostname) && !/\/maps/.test(url.pathname)) || COUNTED.test(url.pathname))
    return undefined;
  const host = url.hostname.replace(/^(?:www|player|m)\./, '');
  const part = (at: number): string => url.pathname.split('/')[at] ?? '';
  if ((host === 'youtube.com' || host === 'youtube-nocookie.com') && part(1) === 'embed') {
    const list = url.searchParams.get('list');
    if (part(2) === 'videoseries' && list !== null) return `https://www.youtube.com/playlist?list=${encodeURIComponent(list)}`;
    return /^[\w-]{5,20}$/.test(part(2)) ? `https://www.youtube.com/watch?v=${part(2)}` : href;
  }
  if (host === 'vimeo.com' && part(1) === 'video' && /^\d+$/.test(part(2))) return `https://vimeo.com/${part(2)}`;
  if (host === 'dailymotion.com' && part(1) === 'embed' && part(2) === 'video') return `https://www.dailymotion.com/video/${part(3)}`;
  if (host === 'open.spotify.com' && part(1) === 'embed') return `https://open.spotify.com/${url.pathname.split('/').slice(2).join('/')}`;
  if (host === 'platform.twitter.com') {
    const id = url.searchParams.get('id');
    return id !== null && /^\d+$/.test(id) ? `https://twitter.com/i/status/${id}` : undefined;
  }
  if (host === 'w.soundcloud.com') return webAddress(url.searchParams.get('url') ?? '') ?? href;
  return href;
}
