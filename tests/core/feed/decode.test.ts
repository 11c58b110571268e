import { expect, test } from 'vitest';
import { decodeText } from '../../../src/core/feed/decode';

const latin = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);
const wide = (text: string, bytes: 2 | 4, isLittle: boolean) => {
  const units = bytes === 2 ? Array.from(text, (c) => c.charCodeAt(0)) : Array.from(text, (c) => c.codePointAt(0) ?? 0);
  const view = new DataView(new ArrayBuffer(units.length * bytes));
  units.forEach((unit, at) => {
    if (bytes === 2) view.setUint16(at * 2, unit, isLittle);
    else view.setUint32(at * 4, unit, isLittle);
  });
  return new Uint8Array(view.buffer);
};
const text = (bytes: Uint8Array, contentType?: string) => {
  const decoded = decodeText(bytes, contentType);
  return decoded.ok ? decoded.value : decoded.problem;
};

test.each<[string, Uint8Array, string | undefined, string]>([
  ['nothing said, valid UTF-8', utf8('<a>é</a>'), undefined, '<a>é</a>'],
  ['a UTF-8 mark, and a header that says otherwise', utf8('\ufeff<a>é</a>'), 'text/xml; charset=iso-8859-1', '<a>é</a>'],
  ['two marks', utf8('\ufeff\ufeff<a/>'), undefined, '<a/>'],
  ['a UTF-16 mark', wide('\ufeff<a>é日</a>', 2, false), undefined, '<a>é日</a>'],
  ['UTF-16 without a mark', wide('<a>é日</a>', 2, true), undefined, '<a>é日</a>'],
  ['UTF-32 with a mark', wide('\ufeff<a>😀</a>', 4, true), undefined, '<a>😀</a>'],
  ['UTF-32 without a mark', wide('<a>😀</a>', 4, false), undefined, '<a>😀</a>'],
  ['the header', latin('<a>\xe9</a>'), 'application/rss+xml; charset="iso-8859-1"', '<a>é</a>'],
  [
    'the header over the declaration',
    utf8('<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>'),
    'text/xml;charset=utf-8',
    '<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>',
  ],
  [
    'the declaration',
    latin("<?xml version='1.0' encoding='windows-1251'?>\xcf"),
    undefined,
    "<?xml version='1.0' encoding='windows-1251'?>П",
  ],
  ['the meta element of a page', latin('<html><meta charset=koi8-r>\xf0'), 'text/html', '<html><meta charset=koi8-r>П'],
  ['windows-1252 under the name iso-8859-1', latin('<a>\x93x\x94 \x80</a>'), 'text/xml; charset=iso-8859-1', '<a>“x” €</a>'],
  [
    'bytes that are not the UTF-8 they are said to be',
    latin('<?xml version="1.0" encoding="utf-8"?>\xe9'),
    undefined,
    '<?xml version="1.0" encoding="utf-8"?>é',
  ],
  ['a name nobody knows', utf8('<a>é</a>'), 'text/xml; charset=x-klingon', '<a>é</a>'],
  ['a wide name on narrow bytes', utf8('<?xml version="1.0" encoding="UTF-16"?>é'), undefined, '<?xml version="1.0" encoding="UTF-16"?>é'],
])('%s', (_claim, bytes, contentType, expected) => {
  expect(text(bytes, contentType)).toBe(expected);
});

const FEED = '<rss><channel><title>Čtyři vrabčáci – “tiše”</title></channel></rss>';
const cut = (bytes: Uint8Array, at: number) => Uint8Array.from(bytes.filter((_, index) => index !== at));
const SECOND_OF_C = utf8('<rss><channel><title>').length + 1; // of the two bytes of Č

test.each<[string, Uint8Array, string | undefined, string]>([
  ['UTF-8 under a one-byte label in the header', utf8(FEED), 'text/xml; charset=ISO-8859-1', FEED],
  [
    'and under one of its own',
    utf8(`<?xml version="1.0" encoding="ISO-8859-2"?>${FEED}`),
    undefined,
    `<?xml version="1.0" encoding="ISO-8859-2"?>${FEED}`,
  ],
  ['and under one that cannot be decoded here', utf8(FEED), 'text/xml; charset=latin-9', FEED],
  ['a broken letter', cut(utf8(FEED), SECOND_OF_C), undefined, FEED.replace('Č', '\ufffd')],
  ['a broken letter under a one-byte label', cut(utf8(FEED), SECOND_OF_C), 'text/xml; charset=windows-1250', FEED.replace('Č', '\ufffd')],
  ['an end inside a letter', utf8(`${FEED}č`).slice(0, -1), undefined, `${FEED}\ufffd`],
  ['the only letter lacks its end', latin('<a>don\xe2\x80t</a>'), undefined, '<a>don\ufffdt</a>'],
  ['a marked file with broken bytes', latin('\xef\xbb\xbf<a>\xe9t\xe9</a>'), undefined, '<a>\ufffdt\ufffd</a>'],
  ['Latin-1 that says it is UTF-8', latin('<a>\xe9t\xe9 \xe0 No\xebl</a>'), 'text/xml; charset=utf-8', '<a>été à Noël</a>'],
  ['ISO-2022-JP, whose bytes are all valid UTF-8', latin('<a>\x1b$B$"\x1b(B</a>'), 'text/xml; charset=iso-2022-jp', '<a>あ</a>'],
])(
  '%s: letters of UTF-8 are believed before a one-byte label, and a few broken bytes cost themselves',
  (_claim, bytes, contentType, expected) => {
    expect(text(bytes, contentType)).toBe(expected);
  },
);

test('no bytes are empty, and a picture is no text', () => {
  expect(text(new Uint8Array())).toEqual({ kind: 'empty' });
  const picture = Uint8Array.from({ length: 400 }, (_, at) => (at % 3 === 0 ? 0x89 : at % 5));
  expect(text(picture)).toMatchObject({ kind: 'undecodable' });
});
