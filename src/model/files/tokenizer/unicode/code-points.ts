/** A set of code points as sorted ranges, with a bit for each of the first 65,536. */

const LAST = 0x110000;
const BASIC = 0x10000;

export class CodePoints {
  /** Start and end in turn, rising; ends are exclusive. */
  private readonly bounds: readonly number[];
  private bits: Uint8Array | null = null;

  private constructor(bounds: readonly number[]) {
    this.bounds = bounds;
  }

  /** @param ranges first and last code point, both inclusive, in any order */
  static of(ranges: readonly (readonly [number, number])[]): CodePoints {
    const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
    const bounds: number[] = [];
    for (const [first, last] of sorted) {
      const end = bounds.at(-1);
      if (end !== undefined && first <= end) bounds[bounds.length - 1] = Math.max(end, last + 1);
      else bounds.push(first, last + 1);
    }
    return new CodePoints(bounds);
  }

  static ofText(characters: string): CodePoints {
    const points = Array.from(characters, (one) => one.codePointAt(0) ?? 0);
    return CodePoints.of(points.map((point) => [point, point] as const));
  }

  /** Ranges as tables.json packs them: gap and length to base 36, `gap.length`, the length left out where it is 1. */
  static unpack(packed: string): CodePoints {
    const bounds: number[] = [];
    let end = 0;
    for (const range of packed.split(' ')) {
      if (range === '') continue;
      const [gap = '', length = '1'] = range.split('.');
      const first = end + parseInt(gap, 36);
      end = first + parseInt(length, 36);
      bounds.push(first, end);
    }
    return new CodePoints(bounds);
  }

  static union(sets: readonly CodePoints[]): CodePoints {
    return CodePoints.of(sets.flatMap((set) => set.ranges()));
  }

  complement(): CodePoints {
    const bounds = [...this.bounds];
    if (bounds[0] === 0) bounds.shift();
    else bounds.unshift(0);
    if (bounds.at(-1) === LAST) bounds.pop();
    else bounds.push(LAST);
    return new CodePoints(bounds);
  }

  and(other: CodePoints): CodePoints {
    return CodePoints.union([this.complement(), other.complement()]).complement();
  }

  without(other: CodePoints): CodePoints {
    return this.and(other.complement());
  }

  get isEmpty(): boolean {
    return this.bounds.length === 0;
  }

  ranges(): (readonly [number, number])[] {
    const ranges: (readonly [number, number])[] = [];
    for (let i = 0; i < this.bounds.length; i += 2) {
      ranges.push([this.bounds[i] ?? 0, (this.bounds[i + 1] ?? 0) - 1]);
    }
    return ranges;
  }

  has(point: number): boolean {
    if (point >= BASIC) return this.search(point);
    this.bits ??= this.makeBits();
    return (((this.bits[point >> 3] ?? 0) >> (point & 7)) & 1) === 1;
  }

  private makeBits(): Uint8Array {
    const bits = new Uint8Array(BASIC / 8);
    for (const [first, last] of this.ranges()) {
      for (let point = first; point <= Math.min(last, BASIC - 1); point += 1) {
        bits[point >> 3] = (bits[point >> 3] ?? 0) | (1 << (point & 7));
      }
    }
    return bits;
  }

  private search(point: number): boolean {
    let low = 0;
    let high = this.bounds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.bounds[middle] ?? LAST) <= point) low = middle + 1;
      else high = middle;
    }
    return low % 2 === 1;
  }
}
