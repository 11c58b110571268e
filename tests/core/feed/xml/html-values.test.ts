/** Values are found where a whole tokenizer finds them: the one of htmlparser2 is the measure. */
import fc from 'fast-check';
import { Tokenizer } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { eachAddress } from '../../../../src/core/feed/xml/html-values';

const NAMES: ReadonlySet<string> = new Set(['href', 'src', 'cite', 'poster']);

function found(markup: string): string[] {
  const values: string[] = [];
  eachAddress(markup, (start, end) => values.push(`${start} ${markup.slice(start, end)}`));
  return values;
}

function expected(markup: string): string[] {
  const values: string[] = [];
  const nothing = () => {};
  let name = '';
  let value: string | undefined;
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      ...{ oncdata: nothing, onclosetag: nothing, oncomment: nothing, ondeclaration: nothing, onend: nothing, onopentagend: nothing },
      ...{ onopentagname: nothing, onprocessinginstruction: nothing, onselfclosingtag: nothing, ontext: nothing, ontextentity: nothing },
      onattribentity: nothing,
      onattribname: (start, end) => {
        name = markup.slice(start, end).toLowerCase();
        value = undefined;
      },
      onattribdata: (start, end) => {
        value = `${start} ${markup.slice(start, end)}`;
      },
      onattribend: () => {
        if (value !== undefined && NAMES.has(name)) values.push(value);
        value = undefined;
      },
    },
  );
  tokenizer.write(markup);
  tokenizer.end();
  return values;
}

describe('addresses in attributes', () => {
  test.each([
    ['<a href="/x">', ['9 /x']],
    ['<A  HREF = /x/>', ['11 /x/']],
    ['<a title="<a href=1>" href=\'2\'>', ['28 2']],
    ['a href="x" <b> <a data-href="/x" =href="/y" href="/z">', ['50 /z']],
    ['<!-- <a href="/x"> --> <a href="/y">', ['32 /y']],
    ['<!--><a href="/x">', ['14 /x']],
    ['<script>"<a href=/x>"</scripty></SCRIPT ><a href=/y>', ['49 /y']],
    ['<plaintext><a href=/x>', []],
    ['<a href="/x"', []],
    ['</a href="/x"><?a href="/y"?><a href=/z>', ['37 /z']],
  ])('%s', (markup, values) => {
    expect(found(markup)).toEqual(values);
  });

  test('are those that a tokenizer tells', () => {
    const piece = fc.constantFrom(
      ...['<', '>', '"', "'", '=', '/', ' ', '\n', '\f', '!', '-', '--', '--!>', '-->', '?', ']]>', '<![CDATA[', '<!--', '<!', '</'],
      ...['<a', '<a ', 'href', 'HREF', 'src=', 'href="', "href='", 'href=x', 'é', '&amp;', '/x', 'x', '<img src=y>', '</a>', '<!doctype'],
      ...[
        '<script>',
        '</script',
        '<title',
        '</TITLE>',
        '<style/>',
        '</style\n',
        '<plaintext',
        '<xmp>',
        '</xmp>',
        '<textarea a=">',
        '<iframe',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const markup = `${pieces.join('')}"'>`; // ends any tag: of one that never does, the tokenizer tells what it has
        expect(found(markup)).toEqual(expected(markup));
      }),
      { numRuns: 5_000 },
    );
  });
});
