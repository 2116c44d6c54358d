/** Where a matcher can turn back to, four numbers each, in one array that grows. */

export class Backtracks {
  private entries = new Int32Array(1024);
  private length = 0;

  get depth(): number {
    return this.length;
  }

  set depth(depth: number) {
    this.length = depth;
  }

  push(at: number, position: number, low: number, high: number): void {
    if (this.length + 4 > this.entries.length) {
      const grown = new Int32Array(this.entries.length * 2);
      grown.set(this.entries);
      this.entries = grown;
    }
    this.entries[this.length++] = at;
    this.entries[this.length++] = position;
    this.entries[this.length++] = low;
    this.entries[this.length++] = high;
  }

  /** Takes the last entry off; `field` then reads it. */
  pop(): void {
    this.length -= 4;
  }

  /** Of the entry that was taken off last. */
  field(index: 0 | 1 | 2 | 3): number {
    return this.entries[this.length + index] ?? 0;
  }
}
