/** Gives every term of an index a number, in the order first met, so that postings can be columns of numbers. */
import { pairOf } from '../text/terms';
import { PairTable } from './pair-table';

export class TermNumbers {
  private readonly stems = new Map<string, number>();
  private readonly pairs = new PairTable();
  private readonly pairFlags: boolean[] = []; // by number

  get size(): number {
    return this.pairFlags.length;
  }

  isPair(number: number): boolean {
    return this.pairFlags[number] === true;
  }

  stem(stem: string): number {
    const known = this.stems.get(stem);
    if (known !== undefined) return known;
    this.stems.set(stem, this.size);
    return this.pairFlags.push(false) - 1;
  }

  pair(first: number, second: number): number {
    const known = this.pairs.get(first, second);
    if (known !== undefined) return known;
    this.pairs.set(first, second, this.size);
    return this.pairFlags.push(true) - 1;
  }

  /** The number of a term as terms.ts writes it, or undefined where no essay has it. */
  find(term: string): number | undefined {
    const gap = term.indexOf(pairOf('', ''));
    if (gap < 0) return this.stems.get(term);
    const first = this.stems.get(term.slice(0, gap));
    const second = this.stems.get(term.slice(gap + 1));
    return first === undefined || second === undefined ? undefined : this.pairs.get(first, second);
  }
}
