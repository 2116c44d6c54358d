/** The smallest of many numbers, again and again: a binary heap in one flat array that grows. */

export class NumberHeap {
  private keys = new Float64Array(64);
  private length = 0;

  get isEmpty(): boolean {
    return this.length === 0;
  }

  push(key: number): void {
    if (this.length === this.keys.length) {
      const grown = new Float64Array(2 * this.keys.length);
      grown.set(this.keys);
      this.keys = grown;
    }
    const { keys } = this;
    let at = this.length++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = keys[parent] ?? 0;
      if (above <= key) break;
      keys[at] = above;
      at = parent;
    }
    keys[at] = key;
  }

  /** Of a heap that is not empty. */
  pop(): number {
    const { keys } = this;
    const smallest = keys[0] ?? 0;
    this.length -= 1;
    const last = keys[this.length] ?? 0;
    let at = 0;
    for (let child = 1; child < this.length; child = 2 * at + 1) {
      if (child + 1 < this.length && (keys[child + 1] ?? 0) < (keys[child] ?? 0)) child += 1;
      const below = keys[child] ?? 0;
      if (below >= last) break;
      keys[at] = below;
      at = child;
    }
    keys[at] = last;
    return smallest;
  }
}
