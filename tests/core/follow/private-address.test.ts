import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPrivateAddress } from '../../../src/core/follow/private-address';

test.each([
  ['loopback', 'http://127.0.0.1/'],
  ['anything under 127', 'http://127.8.9.1:8080/feed'],
  ['one decimal number', 'http://2130706433/'],
  ['hexadecimal', 'http://0x7f000001/'],
  ['octal', 'http://0177.0.0.1/'],
  ['two parts', 'http://127.1/'],
  ['full-width digits', 'http://１２７.0.0.1/'],
  ['this network', 'http://0.0.0.0/'],
  ['10/8', 'http://10.0.0.1/'],
  ['172.16/12, the last of it', 'http://172.31.255.255/'],
  ['192.168/16', 'http://192.168.1.1/cgi-bin/reboot'],
  ['link-local, where clouds keep their secrets', 'http://169.254.169.254/latest/meta-data'],
  ['shared by a provider', 'http://100.64.0.1/'],
  ['benchmarks', 'http://198.18.0.1/'],
  ['broadcast', 'http://255.255.255.255/'],
  ['IPv6 loopback', 'http://[::1]/'],
  ['IPv6 unspecified', 'http://[::]/'],
  ['IPv6 link-local', 'http://[fe80::1]/'],
  ['IPv6 unique local', 'http://[fd12:3456::1]/'],
  ['IPv4 inside IPv6', 'http://[::ffff:127.0.0.1]/'],
  ['IPv4 inside IPv6, in hexadecimal', 'http://[::ffff:a00:1]/'],
  ['IPv4 behind NAT64', 'http://[64:ff9b::192.168.0.1]/'],
  ['IPv4 behind 6to4', 'http://[2002:7f00:1::]/'],
  ['IPv4 behind ISATAP', 'http://[2606:4700::5efe:192.168.0.1]/'],
  ['IPv4 behind ISATAP, as one of its own', 'http://[2606:4700::200:5efe:10.0.0.1]/'],
  ['IPv4 behind NAT64 of a network’s own', 'http://[64:ff9b:1::8.8.8.8]/'],
  ['IPv4 translated', 'http://[::ffff:0:127.0.0.1]/'],
  ['numbers in circles', 'http://①②⑦.⓪.⓪.①/'],
  ['letters of full width', 'http://ｌｏｃａｌｈｏｓｔ/'],
  ['an escaped letter', 'http://loc%61lhost/'],
  ['zeros before octal', 'http://00000000177.0.0.1/'],
  ['a last part for two', 'http://192.168.257/'],
  ['nothing but zero', 'http://0/'],
  ['site-local, as it was once', 'http://[fec0::1]/'],
  ['segment routing', 'http://[5f00::1]/'],
  ['a single label', 'http://intranet/'],
  ['localhost', 'http://localhost:3000/'],
  ['localhost with a dot at the end', 'http://localhost./'],
  ['under localhost', 'http://app.localhost/'],
  ['localdomain', 'http://localhost.localdomain/'],
  ['multicast DNS', 'http://nas.local/'],
  ['a router', 'http://fritz.home.arpa/'],
  ['AS112', 'http://192.175.48.1/'],
  ['AMT', 'http://192.52.193.1/'],
  ['IPv6 assignments of the IETF', 'http://[2001:4:112::1]/'],
  ['IPv6 examples', 'http://[3fff::1]/'],
  ['a name that says its address', 'http://127.0.0.1.nip.io/'],
  ['no address at all', 'not an address'],
])('%s is private: %s', (_what, address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

test.each([
  'https://example.com/feed.xml',
  'http://8.8.8.8/',
  'http://172.32.0.1/',
  'http://100.128.0.1/',
  'http://192.169.0.1/',
  'http://[2606:4700::1111]/',
  'http://[::ffff:8.8.8.8]/',
  'http://[64:ff9b::8.8.8.8]/',
  'https://localhost.example.com/',
  'https://thelocal.de/',
  'https://home.arpa.example/',
  'https://10.example.com/',
  'https://test.example.com/',
  'https://contest.de/',
  'https://pi.hole.example.com/',
  'http://[2001:200::1]/',
  'http://[2606:4700::5efe:8.8.8.8]/',
  'https://router.example.com/',
  'https://nas.local.example../',
  'https://my.link/',
])('%s is on the public web', (address) => {
  expect(isPrivateAddress(address)).toBe(false);
});

test('every way to write an address of a private block is private', () => {
  const block = fc.oneof(
    fc.tuple(fc.constant(10), fc.nat(255), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(127), fc.nat(255), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), fc.nat(255), fc.nat(255)),
  );
  fc.assert(
    fc.property(block, ([a, b, c, d]) => {
      const number = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
      const hex = number.toString(16).padStart(8, '0');
      const spellings = [
        `${a}.${b}.${c}.${d}`,
        String(number),
        `0x${hex}`,
        `0${a.toString(8)}.${b}.${c}.${d}`,
        `[::ffff:${hex.slice(0, 4)}:${hex.slice(4)}]`,
      ];
      for (const host of spellings) expect(isPrivateAddress(`http://${host}/`), host).toBe(true);
    }),
  );
});

test.each(
  [
    'fritz.box speedport.ip routerlogin.net www.routerlogin.com tplinkwifi.net pi.hole 10-0-0-2.abc.plex.direct nas.tail1.ts.net localhost.direct',
    'localhost4.localdomain4 localhost6.localdomain6 my.router nas.loc srv.priv pc.workgroup tv.homenet homerouter.cpe gateway.2wire.net hi.link',
    'www.miwifi.com tendawifi.com mabbox.bytel.fr shop.lndo.site shop.ddev.site 192-168-1-1.local-ip.co 7f000001.c0a80001.rbndr.us lcl.host localho.st',
    'make-127-0-0-1-rr.1u.ms 192-168-1-2.hash.myunraid.net nas.direct.quickconnect.to localhost.. a.localhost.. 10.0.0.1.nip.io...',
    'a.test x.onion wiki.intra nas.lan printer.home.arpa 1.0.168.192.in-addr.arpa b.ip6.arpa my.invalid',
  ].flatMap((names) => names.split(' ')),
)('%s is a name of a house, or of none', (name) => {
  expect(isPrivateAddress(`http://${name}/feed`)).toBe(true);
});

/** IANA IPv4 Special-Purpose Address Registry, and multicast: the first and the last address of each block; of those beside, whether they are public. */
const BLOCKS = `
0.0.0.0 0.255.255.255 - 1.0.0.0
10.0.0.0 10.255.255.255 9.255.255.255 11.0.0.0
100.64.0.0 100.127.255.255 100.63.255.255 100.128.0.0
127.0.0.0 127.255.255.255 126.255.255.255 128.0.0.0
169.254.0.0 169.254.255.255 169.253.255.255 169.255.0.0
172.16.0.0 172.31.255.255 172.15.255.255 172.32.0.0
192.0.0.0 192.0.0.255 191.255.255.255 192.0.1.0
192.0.2.0 192.0.2.255 192.0.1.255 192.0.3.0
192.31.196.0 192.31.196.255 192.31.195.255 192.31.197.0
192.52.193.0 192.52.193.255 192.52.192.255 192.52.194.0
192.88.99.0 192.88.99.255 192.88.98.255 192.88.100.0
192.168.0.0 192.168.255.255 192.167.255.255 192.169.0.0
192.175.48.0 192.175.48.255 192.175.47.255 192.175.49.0
198.18.0.0 198.19.255.255 198.17.255.255 198.20.0.0
198.51.100.0 198.51.100.255 198.51.99.255 198.51.101.0
203.0.113.0 203.0.113.255 203.0.112.255 203.0.114.0
224.0.0.0 255.255.255.255 223.255.255.255 -`
  .trim()
  .split('\n')
  .map((line) => line.split(' '));

test.each(BLOCKS)('from %s to %s no address is public, and %s and %s are', (first, last, ...beside) => {
  expect([first, last].map((address) => isPrivateAddress(`http://${address}/`))).toEqual([true, true]);
  for (const address of beside.filter((each) => each !== '-')) expect(isPrivateAddress(`http://${address}/`)).toBe(false);
});
