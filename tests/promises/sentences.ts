/** What README.md and docs/privacy.md promise, a sentence at a time. Which of README's sentences are promises is told by where they stand and what they name. */
import { readFileSync } from 'node:fs';

const SECTION = 'What it asks for, and why';
const PARAGRAPH = /^\*\*On the page\.\*\*/;
const NAMES =
  /cookie|referrer|telemetry|leaves? your machine|Everything happens|asked for nothing|never asked|ask the web|machine at home|could read along/;

/** Without markup, and without the links' addresses. */
function plain(line: string): string {
  return line
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/[[\]*`]/g, '')
    .replace(/^(?:#+|-|\d+\.|\|) /, '')
    .trim();
}

const sentencesIn = (line: string): readonly string[] => plain(line).split(/(?<=[.!?])\s+(?=["(]?\p{Lu})/u);
const isProse = (line: string): boolean => plain(line) !== '' && !/^#|^\|[-| ]|^!\[|^\| permission/.test(line);

export function promisesInPrivacy(): readonly string[] {
  return readFileSync('docs/privacy.md', 'utf8').split('\n').filter(isProse).flatMap(sentencesIn);
}

export function promisesInReadme(): readonly string[] {
  let section = '';
  return readFileSync('README.md', 'utf8')
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('## ')) section = plain(line);
      if (!isProse(line)) return [];
      const isWhole = section === SECTION || PARAGRAPH.test(line);
      return sentencesIn(line).filter((sentence) => isWhole || NAMES.test(sentence));
    });
}
