/** Where the words of a picture stand: never over each other, never outside; what finds no place is left out. */
import type { Ink } from './chart';
import { widthOf, type Type } from './text-size';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Label extends Type {
  readonly text: string;
  readonly ink: Ink;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly x: number;
  /** Of its base line. */
  readonly y: number;
}

export function boxOf(label: Label): Box {
  const width = widthOf(label.text, label);
  const left = label.x - (label.anchor === 'start' ? 0 : label.anchor === 'end' ? width : width / 2);
  return { left, right: left + width, top: label.y - 0.86 * label.size, bottom: label.y + 0.28 * label.size };
}

export const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const isWithin = (inner: Box, outer: Box): boolean =>
  inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;

export class Labels {
  readonly placed: Label[] = [];
  readonly #boxes: Box[] = [];
  readonly #dots: Box[] = [];
  readonly #lines: Box[] = [];

  /** No word is placed there later: it would hide a dot. */
  keepOffDot(box: Box): void {
    this.#dots.push(box);
  }

  /** No word is placed there later if it has another place. */
  keepOffLine(box: Box): void {
    this.#lines.push(box);
  }

  /**
   * At the first of its places that is within `area` and free; one on a line rather than none. False where there is none.
   * @param places the same words, the best place first
   */
  place(places: readonly Label[], area: Box): boolean {
    const free = places.filter((label) => {
      const box = boxOf(label);
      return (
        label.text !== '' && isWithin(box, area) && ![...this.#boxes, ...this.#dots].some((one) => overlap(one, box))
      );
    });
    const best = free.find((label) => !this.#lines.some((one) => overlap(one, boxOf(label)))) ?? free[0];
    if (best === undefined) return false;
    this.placed.push(best);
    this.#boxes.push(boxOf(best));
    return true;
  }

  get bottom(): number {
    return Math.max(0, ...this.#boxes.map(({ bottom }) => bottom));
  }
}
