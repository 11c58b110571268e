import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sentenceSpans } from '../../../src/core/text/sentences';

function sentencesOf(text: string): string[] {
  return sentenceSpans(text).map(([start, end]) => text.slice(start, end));
}

test.each([
  ['a full stop, a question and a call end a sentence', 'It works. Does it? Yes!', ['It works.', 'Does it?', 'Yes!']],
  ['titles end none', 'Dr. Smith met Mrs. Fox. They left.', ['Dr. Smith met Mrs. Fox.', 'They left.']],
  ['initials end none', 'J. K. Rowling wrote it. We read it.', ['J. K. Rowling wrote it.', 'We read it.']],
  ['the word I ends one', 'So do I. Then we left.', ['So do I.', 'Then we left.']],
  ['short forms within a sentence end none', 'Use a store, e.g. Redis. Or none.', ['Use a store, e.g. Redis.', 'Or none.']],
  ['numbers and names with a point are whole', 'Node.js 20.19 is 3.5 km away. Good.', ['Node.js 20.19 is 3.5 km away.', 'Good.']],
  ['speech goes on after its quotation mark', '“Really?” she asked. He nodded.', ['“Really?” she asked.', 'He nodded.']],
  ['a new sentence may begin in quotation marks', 'He left. “Why?” Nobody knew.', ['He left.', '“Why?”', 'Nobody knew.']],
  ['a line break always ends one', 'A heading\nand a line\r\n\n  and more', ['A heading', 'and a line', 'and more']],
  ['Chinese has its own stops', '我们走了。真的吗？好', ['我们走了。', '真的吗？', '好']],
  ['a Chinese quotation mark opens what follows', '他停下了。“拱圈裂了。”他说。', ['他停下了。', '“拱圈裂了。”', '他说。']],
  [
    'a corner bracket opens what follows',
    '祖父は笑った。「水を間違えた。」と彼は言った。',
    ['祖父は笑った。', '「水を間違えた。」と彼は言った。'],
  ],
  ['a bracket opens what follows, a closing one does not', '走了。（真的。）好。', ['走了。', '（真的。）', '好。']],
  [
    'a German quotation ends with the mark that opens English ones',
    'Er ging. „Warum?“ Niemand wusste es.',
    ['Er ging.', '„Warum?“', 'Niemand wusste es.'],
  ],
  ['marks without a space before them belong where they open', 'He left.“Why?” Nobody knew.', ['He left.', '“Why?”', 'Nobody knew.']],
  ['French marks close what they opened', 'Il part. « Pourquoi ? » Personne ne sait.', ['Il part.', '« Pourquoi ? »', 'Personne ne sait.']],
  ['marks the other way round, too', 'Er ging. »Warum?« Niemand wusste es.', ['Er ging.', '»Warum?«', 'Niemand wusste es.']],
  ['one mark for both ends', 'Hon gick. ”Varför?” Ingen visste det.', ['Hon gick.', '”Varför?”', 'Ingen visste det.']],
  [
    'a quotation of several sentences ends with its last',
    '“I go. He left.” Then “she came.” Good.',
    ['“I go.', 'He left.”', 'Then “she came.”', 'Good.'],
  ],
  ['straight marks around several', '"I go. He left." Then she came.', ['"I go.', 'He left."', 'Then she came.']],
  ['a Chinese quotation of several sentences', '他说：“我走了。他来了。”然后他走了。', ['他说：“我走了。', '他来了。”', '然后他走了。']],
  ['a bracket within a quotation', 'He wrote: “(See below.)” That was all.', ['He wrote: “(See below.)”', 'That was all.']],
  ['straight marks', '他走了。"真的。"好。', ['他走了。', '"真的。"', '好。']],
  [
    'Hindi, Urdu and Arabic have their own stops',
    'वह गया। वह आया। هل ذهب؟ نعم. وہ گیا۔ وہ آیا۔',
    ['वह गया।', 'वह आया।', 'هل ذهب؟', 'نعم.', 'وہ گیا۔', 'وہ آیا۔'],
  ],
  ['what has no word is no sentence', '* * *\n---\n\n   \n…', []],
  ['nothing has none', '', []],
])('%s', (_claim, text, sentences) => {
  expect(sentencesOf(text)).toEqual(sentences);
});

test('sentences are in order, apart, trimmed, within one line, and hold every word', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('Data ', 'mesh. ', 'Dr. ', 'A. ', '“Hm?” ', 'so\n', '\n\n', '。', '数据', '👋 ', '\ud83d')),
      (parts) => {
        const text = parts.join('');
        let last = 0;
        let outside = '';
        for (const [start, end] of sentenceSpans(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
          expect(text.slice(start, end)).not.toContain('\n');
          outside += text.slice(last, start);
          last = end;
        }
        expect(outside + text.slice(last)).not.toMatch(/[\p{L}\p{N}]/u);
      },
    ),
  );
});

test.each([
  ['without a stop', 'word '.repeat(200_000)],
  ['of one letter', 'a'.repeat(1_000_000)],
  ['of line breaks', '\n'.repeat(1_000_000)],
  ['of quotation marks', '."'.repeat(500_000)],
  ['of short sentences', 'A word here. '.repeat(50_000)],
])('a million characters %s are read whole', (_claim, text) => {
  const spans = sentenceSpans(text);
  expect(spans.at(-1)?.[1] ?? text.trim().length).toBeGreaterThan(/\w/.test(text) ? text.length - 20 : -1);
});

test('a sentence that reaches over the end of a piece is not cut', () => {
  const sentences = Array.from({ length: 400 }, (_, place) => `Sentence number ${place} is here.`);
  expect(sentencesOf(sentences.join(' '))).toEqual(sentences);
});
