/** Tells addresses of the public web from those of machines at home, at work or right here. A name that resolves to such a machine cannot be seen from an extension. */

/** Names that stand for no public site: RFC 6761, 6762, 7686, 8375, 9476, reverse look-ups, and what routers and offices use. */
const PRIVATE_SUFFIX =
  /(^|\.)(local|localhost|localdomain[46]?|internal|intranet|intra|private|priv|corp|workgroup|lan|loc|router|cpe|home|homenet|home\.arpa|in-addr\.arpa|ip6\.arpa|test|invalid|onion|alt|fritz\.box|speedport\.ip)$/;

/** Public names that answer with whatever address stands in them, with 127.0.0.1, or with the machine of the house: routers, filters and home servers. */
const ADDRESS_IN_NAME =
  /(^|\.)(nip\.io|sslip\.io|xip\.io|traefik\.me|localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|local\.gd|localhost\.direct|routerlogin\.(net|com)|tplinkwifi\.net|tplinkmodem\.net|pi\.hole|plex\.direct|ts\.net|fritz\.nas|easy\.box|asusrouter\.com|router\.asus\.com|mywifiext\.net|orbilogin\.com|readyshare\.routerlogin\.net|2wire\.net|hi\.link|miwifi\.com|tendawifi\.com|mabbox\.bytel\.fr|lndo\.site|ddev\.site|local-ip\.co|rbndr\.us|1u\.ms|lcl\.host|localho\.st|myunraid\.net|direct\.quickconnect\.to)$/;

/** First address, prefix length. Everything here is not the public Internet. Source: IANA IPv4 Special-Purpose Address Registry. */
const PRIVATE_V4: readonly (readonly [number, number])[] = [
  [v4(0, 0), 8],
  [v4(10, 0), 8],
  [v4(100, 64), 10], // shared by a provider's customers
  [v4(127, 0), 8],
  [v4(169, 254), 16],
  [v4(172, 16), 12],
  [v4(192, 0), 24],
  [v4(192, 0, 2), 24],
  [v4(192, 31, 196), 24], // AS112
  [v4(192, 52, 193), 24], // AMT
  [v4(192, 88, 99), 24],
  [v4(192, 168), 16],
  [v4(192, 175, 48), 24], // AS112
  [v4(198, 18), 15],
  [v4(198, 51, 100), 24],
  [v4(203, 0, 113), 24],
  [v4(224, 0), 3], // multicast, reserved, broadcast
];

/**
 * Whether an address leads to a machine that is not on the public web. URL parsing has already made every way to write an IPv4 address
 * (decimal, octal, hexadecimal, full-width digits) into four numbers.
 *
 * Errors  true for what is no address at all: what cannot be understood is not fetched.
 */
export function isPrivateAddress(address: string): boolean {
  const url = URL.parse(address);
  return url === null || isPrivateHost(url.hostname);
}

export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.+$/, '');
  if (host.startsWith('[')) return isPrivateV6(groupsOf(host.slice(1, -1)));
  const numbers = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(host)?.slice(1).map(Number);
  if (numbers !== undefined) return isPrivateV4(v4(...numbers));
  return !host.includes('.') || PRIVATE_SUFFIX.test(host) || ADDRESS_IN_NAME.test(host);
}

function v4(...parts: readonly number[]): number {
  const [a = 0, b = 0, c = 0, d = 0] = parts;
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

function isPrivateV4(address: number): boolean {
  return PRIVATE_V4.some(([first, prefix]) => address >>> (32 - prefix) === first >>> (32 - prefix));
}

/** Only 2000::/3 is the public Internet; what carries an IPv4 address inside is judged by that one. */
function isPrivateV6(groups: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  const last = v4(g >> 8, g & 0xff, h >> 8, h & 0xff);
  const isZeroTo = (count: number) => groups.slice(0, count).every((group) => group === 0);
  if (isZeroTo(5) && (f === 0xffff || f === 0)) return isPrivateV4(last); // ::ffff:a.b.c.d, ::a.b.c.d, :: and ::1
  if ((e === 0 || e === 0x200) && f === 0x5efe && isPrivateV4(last)) return true; // ISATAP: a tunnel to that one
  if (a === 0x64 && b === 0xff9b && c === 0 && d === 0 && e === 0 && f === 0) return isPrivateV4(last); // NAT64
  if (a === 0x2002) return isPrivateV4(v4(b >> 8, b & 0xff, c >> 8, c & 0xff)); // 6to4
  if (a === 0x2001 && b < 0x200) return true; // IETF's own assignments: Teredo, benchmarks, AMT, AS112, ORCHID
  if (a === 0x2001 && b === 0xdb8) return true; // examples
  if (a === 0x2620 && b === 0x4f && c === 0x8000) return true; // AS112
  if (a === 0x3fff && b < 0x1000) return true; // examples, RFC 9637
  return a >> 13 !== 1;
}

/** Eight groups of a host that URL parsing has checked and written in lower case hexadecimal. */
function groupsOf(host: string): number[] {
  const [before = '', after] = host.split('::');
  const read = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const head = read(before);
  const tail = after === undefined ? [] : read(after);
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}
