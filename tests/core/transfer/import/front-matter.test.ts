/** The fields before a note, held to a whole YAML parser on what note-takers write. */
import fc from 'fast-check';
import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { expect, test } from 'vitest';
import { frontMatterOf } from '../../../../src/core/transfer/formats/front-matter';

const read = (yaml: string) => frontMatterOf(`---\n${yaml}\n---\nBody`).fields;

test.each([
  'title: A plain title\nsource: https://shelf.example/a?b=1#c',
  'title: "Said \\"so\\": a \\u00e9 \\\\ \\n line"\ntags: [a, "b, c", \'d\'\'s\']',
  "title: 'It''s # no comment' # a comment\nempty:\nnext: x # too",
  'tags:\n  - one\n  - "two, three"\n- four\nafter: yes',
  'description: |\n  first\n\n  second\n    more\nafter: 1',
  'description: >-\n  folded\n  line\n\n  next\nafter: 1',
  'title: goes on\n  on the next line\nafter: 2025-03-04',
  '# a comment\ntitle: x\n\nauthor:\n  - "[[A. Writer]]"',
  'empty: []\n"quoted key": v',
])('%j', (yaml) => {
  const wanted = load(yaml.replace('\n- four', '\n  - four'), { schema: FAILSAFE_SCHEMA }) as Record<string, unknown>; // as: a mapping
  const fields = read(yaml);
  for (const [name, value] of Object.entries(wanted)) expect([name, fields[name]]).toEqual([name, value ?? '']);
});

test.each([
  ['a colon in a title', 'title: Part two: the sea', 'Part two: the sea'],
  ['a name with its sign', 'title: @writer on the sea', '@writer on the sea'],
  ['code', 'title: `code` in a title', '`code` in a title'],
  ['a bracket before a title', 'title: [Draft] The sea', '[Draft] The sea'],
  ['a quote within', 'title: "The sea" and more', '"The sea" and more'],
  ['a percentage', 'title: %50 of it', '%50 of it'],
])('%s, for which a whole parser refuses the note, costs nothing', (_, line, title) => {
  const yaml = `${line}\nsource: https://shelf.example/a`;
  expect(() => load(yaml, { schema: FAILSAFE_SCHEMA })).toThrow();
  expect(read(yaml)).toMatchObject({ title, source: 'https://shelf.example/a' });
});

test('what JSON writes is read as it was', () => {
  const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 4 }));
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value), (made) => {
      const yaml = Object.entries(made)
        .map(([name, each]) => `${name}: ${JSON.stringify(each)}`)
        .join('\n');
      expect({ ...read(yaml) }).toEqual({ ...made });
    }),
  );
});

test('whatever stands there, nothing throws', () => {
  fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => void read(text)));
});
