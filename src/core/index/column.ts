/** A column of numbers that grows: an array of them would take twice the memory and a copy at the end. */

type Cells = Uint32Array | Float32Array;

class Column<C extends Cells> {
  private used = 0;

  constructor(
    private cells: C,
    private readonly ofLength: (length: number) => C,
  ) {}

  get length(): number {
    return this.used;
  }

  push(value: number): void {
    if (this.used === this.cells.length) {
      const wider = this.ofLength(this.cells.length * 2);
      wider.set(this.cells);
      this.cells = wider;
    }
    this.cells[this.used++] = value;
  }

  /** Adds to a number that was pushed before. */
  add(at: number, more: number): void {
    this.cells[at] = (this.cells[at] ?? 0) + more;
  }

  done(): C {
    return this.cells.subarray(0, this.used) as C; // as: a part of C's cells is of C's kind
  }
}

export const wholeNumbers = (): Column<Uint32Array> => new Column<Uint32Array>(new Uint32Array(1024), (length) => new Uint32Array(length));
export const fractions = (): Column<Float32Array> => new Column<Float32Array>(new Float32Array(1024), (length) => new Float32Array(length));
