/** Bytes that name no encoding: western ones are read, others keep their ASCII, and no letter is a false one where that can be told. */
import { expect, test } from 'vitest';
import { decodeText } from '../../../src/core/feed/decode';

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const titled = (title: Uint8Array) => new Uint8Array([...latin('<rss><title>'), ...title, ...latin('</title></rss>')]);
const titleOf = (title: Uint8Array, contentType?: string) => {
  const read = decodeText(titled(title), contentType);
  return read.ok ? /<title>(.*)<\/title>/.exec(read.value)?.[1] : read.problem.kind;
};

test.each([
  ['caf\u00e9 \u00ab \u00e0 la carte \u00bb', 'café « à la carte »'],
  ['Gr\u00fc\u00dfe aus K\u00f6ln, 20 \u00b0C', 'Grüße aus Köln, 20 °C'],
  ['\u00c9l\u00e8ve d\u00b4\u00e9t\u00e9', 'Élève d´été'],
  ['col\u00b7lecci\u00f3', 'col·lecció'],
  ['\u00deetta er \u00edslenska, og h\u00fan er g\u00f6mul. \u00d0', 'Þetta er íslenska, og hún er gömul. Ð'],
  ['Ma\u00f0ur og b\u00f8rn \u00ed F\u00f8royum', 'Maður og børn í Føroyum'],
  [`${'\u00e9l\u00e8ve \u00e0 c\u00f4t\u00e9 '.repeat(5)}Gu\u00f0mundsd\u00f3ttir`, `${'élève à côté '.repeat(5)}Guðmundsdóttir`],
  ['P\u00fdtheas', 'Pýtheas'],
])('western words are read: %s', (written, expected) => {
  expect(titleOf(latin(written))).toBe(expected);
});

test.each([
  ['windows-1251', 'd1fae5f8fc20e5f9b820fdf2e8f5'],
  ['koi8-r', 'f0d2c9d7c5d420cdc9d2'],
  ['iso-8859-7', 'cae1ebe7ecddf1e120eafcf3ece5'],
  ['shift_jis', '93fa967b8cea835883658367'],
  ['euc-kr', 'bec8b3e7c7cfbcbcbfe4'],
  ['gbk', 'c4e3bac3cac0bde7'],
  ['tis-620', 'cac7d1cab4d5'],
  ['iso-8859-2', '5a61bff3b3e62067ea9c6cb1'],
  ['windows-1254', 'de69fe6c69926465206bfdfe2061f0fd72206765e774692c20fd6cfd6b206465f0696c'],
  ['windows-1257', 'dee073697320eb6a6f20e1206d69f06be02c206f20f0756f20fe69fb72eb6a6f'],
  ['iso-8859-13', 'dee073697320eb6a6f20e1206d69f06be0'],
  ['iso-8859-14', 'd0feba20a2'],
  ['iso-8859-16', 'de61726120ba69206661fe6120ee6e20746f616d6ee3'],
  ['windows-1250 of Romania', 'de61726120ba69206661fe6120ee6e20746f616d6ee3'],
  ['gb18030', '9534b235ccef'],
])('what is %s and does not say so has no false letter', (_encoding, hex) => {
  const title = titleOf(bytesOf(hex)) ?? '';
  expect(title).toContain('\ufffd');
  expect(title).not.toMatch(/[\u0080-\ufffc]/);
});

test('a label is believed, and Japanese that says so by its escapes is read', () => {
  expect(titleOf(bytesOf('f0d2c9d7c5d420cdc9d2'), 'text/xml; charset=koi8-r')).toBe('Привет мир');
  expect(titleOf(bytesOf('1b2442467c4b5c386c1b2842'))).toBe('日本語');
});

test('one broken byte in a long western text takes no letter away', () => {
  const long = `${'Une id\u00e9e tr\u00e8s na\u00efve. '.repeat(40)}\u0081`;
  expect(titleOf(latin(long))).toMatch(/^Une idée très naïve\./);
});

const spoken = (language: string, title: Uint8Array) => {
  const read = decodeText(
    new Uint8Array([...latin(`<rss><channel><language>${language}</language><title>`), ...title, ...latin('</title></channel></rss>')]),
  );
  return read.ok ? /<title>(.*)<\/title>/.exec(read.value)?.[1] : read.problem.kind;
};

test.each([
  ['ru', 'koi8-r', 'Печь греет дом', 'f0c5ded820c7d2c5c5d420c4cfcd'],
  ['ru', 'cp1251', 'Печь греет дом', 'cfe5f7fc20e3f0e5e5f220e4eeec'],
  ['ru', 'cp866', 'Печь греет дом', '8fa5e7ec20a3e0a5a5e220a4aeac'],
  ['uk', 'koi8-u', 'Привіт, їжаку', 'f0d2c9d7a6d42c20a7d6c1cbd5'],
  ['el', 'iso8859_7', 'Καλημέρα κόσμε', 'cae1ebe7ecddf1e120eafcf3ece5'],
  ['he', 'cp1255', 'שלום עולם', 'f9ece5ed20f2e5eced'],
  ['ar', 'cp1256', 'مرحبا بالعالم', 'e3d1cdc8c720c8c7e1dac7e1e3'],
  ['th', 'cp874', 'สวัสดีชาวโลก', 'cac7d1cab4d5aad2c7e2c5a1'],
  ['ja', 'euc_jp', '窯の話をする', 'cdd2a4cecfc3a4f2a4b9a4eb'],
  ['ja', 'shift_jis', '窯の話をする', '977182cc986282f082b782e9'],
  ['ko', 'euc_kr', '안녕하세요', 'bec8b3e7c7cfbcbcbfe4'],
  ['zh-CN', 'gb18030', '你好，世界𠮷', 'c4e3bac3a3accac0bde79534b235'],
  ['zh-TW', 'big5', '你好世界', 'a741a66ea540acc9'],
  ['pl', 'iso8859_2', 'Zażółć gęślą jaźń', '5a61bff3b3e62067eab66cb1206a61bcf1'],
  ['pl', 'cp1250', 'Zażółć gęślą jaźń', '5a61bff3b3e62067ea9c6cb9206a619ff1'],
  ['cs', 'cp1250', 'Příliš žluťoučký kůň', '50f8ed6c699a209e6c759d6f75e86bfd206bf9f2'],
  ['cs', 'iso8859_2', 'Příliš žluťoučký kůň', '50f8ed6c69b920be6c75bb6f75e86bfd206bf9f2'],
  ['hu', 'iso8859_2', 'Árvíztűrő tükörfúrógép', 'c17276ed7a74fb72f52074fc6bf67266fa72f367e970'],
  ['ro', 'cp1250', 'Ţara şi faţa', 'de61726120ba69206661fe61'],
  ['tr', 'cp1254', 'Şişli’de kış ağır geçti', 'de69fe6c69926465206bfdfe2061f0fd72206765e77469'],
  ['lt', 'cp1257', 'Žąsis ėjo į mišką', 'dee073697320eb6a6f20e1206d69f06be0'],
  ['lv', 'iso8859_13', 'Šaurās ielās ķēve', 'd0617572e2732069656ce27320ede77665'],
])('a feed that says %s is read as %s: %s', (language, _encoding, title, hex) => {
  expect(spoken(language, bytesOf(hex))).toBe(title);
});

test('a language that the bytes are not in changes nothing, and one of the west neither', () => {
  expect(spoken('ja', latin('\u00c9l\u00e8ve d\u00b4\u00e9t\u00e9, tr\u00e8s na\u00efve'))).toBe('Élève d´été, très naïve');
  expect(spoken('ru', latin('Gr\u00fc\u00dfe aus K\u00f6ln'))).toBe('Grüße aus Köln');
  expect(spoken('fr', latin('\u00c9l\u00e8ve'))).toBe('Élève');
  expect(spoken('en', bytesOf('d1fae5f8fc20e5f9b820fdf2e8f5'))).not.toMatch(/[\u0080-\ufffc]/);
});
