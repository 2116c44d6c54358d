/** A number for a pair of numbers, by open addressing in flat arrays: a Map of strings or doubles takes five times as long. */

const FREE = -1;

export class PairTable {
  private first: Int32Array;
  private second: Int32Array;
  private values: Int32Array;
  private count = 0;

  /** @param expected how many pairs there will be, about */
  constructor(expected: number) {
    let size = 16;
    while (size < 2 * expected) size *= 2;
    this.first = new Int32Array(size).fill(FREE);
    this.second = new Int32Array(size);
    this.values = new Int32Array(size);
  }

  /** Both and the value are 0 or more. A pair that is there gets the new value. */
  set(a: number, b: number, value: number): void {
    if (2 * (this.count + 1) > this.first.length) this.grow();
    const at = this.find(a, b);
    if (this.first[at] === FREE) this.count += 1;
    this.first[at] = a;
    this.second[at] = b;
    this.values[at] = value;
  }

  /** -1 where the pair has none. */
  get(a: number, b: number): number {
    const at = this.find(a, b);
    return this.first[at] === FREE ? -1 : (this.values[at] ?? -1);
  }

  private find(a: number, b: number): number {
    const mask = this.first.length - 1;
    let at = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> 0;
    at = (at ^ (at >>> 15)) & mask;
    while (this.first[at] !== FREE && (this.first[at] !== a || this.second[at] !== b)) at = (at + 1) & mask;
    return at;
  }

  private grow(): void {
    const { first, second, values } = this;
    this.first = new Int32Array(2 * first.length).fill(FREE);
    this.second = new Int32Array(2 * first.length);
    this.values = new Int32Array(2 * first.length);
    this.count = 0;
    first.forEach((a, at) => {
      if (a !== FREE) this.set(a, second[at] ?? 0, values[at] ?? 0);
    });
  }
}
