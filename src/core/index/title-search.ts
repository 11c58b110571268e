/** Typed search without an index: how well a title answers. For essays that the index has not taken in yet. */
import { plainOf } from '../text/plain';
import { stemOf } from '../text/stems';
import { eachWord } from '../text/words';
import { typingErrors } from './edit-distance';
import { errorsIn, typedWords } from './word-search';

/**
 * Says which part of the typed words stand in a title, from 0 for none to 1 for all: as they are typed, in another form, begun (the last one), or
 * with as many errors as the index forgives.
 *
 * Shapes  undefined where nothing is asked for, as by stop words alone.
 * Cost    the product of the words on both sides; a title has a dozen.
 */
export function titleSearch(typed: string): ((title: string) => number) | undefined {
  const asked = typedWords(typed).flatMap(({ word, mayGoOn }) => {
    const [plain, stem] = [plainOf(word), stemOf(word)];
    return stem === '' && !mayGoOn ? [] : { plain, stem, mayGoOn, errors: errorsIn(plain) };
  });
  if (asked.length === 0) return undefined;
  return (title) => {
    const words: { plain: string; stem: string }[] = [];
    eachWord(title, (word) => {
      const stem = stemOf(word);
      if (stem !== '') words.push({ plain: plainOf(word), stem });
    });
    const isThere = ({ plain, stem, mayGoOn, errors }: (typeof asked)[number]): boolean =>
      words.some(
        (word) =>
          word.plain === plain ||
          (stem !== '' && word.stem === stem) ||
          (mayGoOn && word.plain.startsWith(plain)) ||
          (errors > 0 && word.plain[0] === plain[0] && typingErrors(plain, word.plain, errors) <= errors),
      );
    return asked.filter(isThere).length / asked.length;
  };
}
