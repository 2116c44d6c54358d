/** A picture whose marks and words have their places: what layout.ts makes and svg.ts writes. */
import type { Ink } from './chart';
import { Labels, type Box, type Label } from './labels';

export interface Shape {
  /** A path's data, from `at`. */
  readonly path: string;
  readonly at: readonly [x: number, y: number];
  readonly ink: Ink;
  /** Hollow: paper within a line. */
  readonly paint: 'fill' | 'line' | 'hollow';
  readonly width: number;
  readonly dashed: boolean;
  readonly faint: boolean;
  readonly explains: string;
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
  readonly labels: readonly Label[];
}

/** Filled, from the corner, but for what is said otherwise. */
export const shapeOf = (own: Pick<Shape, 'path' | 'ink'> & Partial<Shape>): Shape => ({
  ...{ at: [0, 0], paint: 'fill', width: 1, dashed: false, faint: false, explains: '' },
  ...own,
});

/** Collects what stands in a picture of one width. */
export class Sketch {
  readonly labels = new Labels();
  readonly shapes: Shape[] = [];
  readonly width: number;
  /** Of the words beside marks. */
  readonly size: number;

  constructor(width: number) {
    this.width = width;
    this.size = sizeOf(width);
  }

  get isNarrow(): boolean {
    return this.width < 560;
  }

  draw(shape: Parameters<typeof shapeOf>[0]): void {
    this.shapes.push(shapeOf(shape));
  }

  /** A line of words of its own, below all that stands above `top`. @returns where the next may begin */
  line(label: Omit<Label, 'y' | 'size' | 'bold' | 'anchor'> & Partial<Label>, top: number): number {
    const size = label.size ?? this.size;
    const whole: Label = { size, bold: false, anchor: 'start', ...label, y: top + size };
    this.labels.place([whole], this.everywhere);
    return top + 1.4 * size;
  }

  get everywhere(): Box {
    return { left: 0, top: 0, right: this.width, bottom: Infinity };
  }

  scene(bottom: number): Scene {
    const height = Math.ceil(Math.max(bottom, this.labels.bottom + 1));
    return { width: this.width, height, shapes: this.shapes, labels: this.labels.placed };
  }
}

/** As large as the words around it: larger on a phone, which is held in a hand, and on a projector. */
function sizeOf(width: number): number {
  if (width < 480) return 14;
  if (width < 1000) return 13;
  return width < 1400 ? 15 : 18;
}

export const rectangle = (left: number, top: number, right: number, bottom: number): string =>
  `M${round(left)},${round(top)}H${round(right)}V${round(bottom)}H${round(left)}Z`;

export const segment = (from: readonly [number, number], to: readonly [number, number]): string =>
  `M${from.map(round).join(',')}L${to.map(round).join(',')}`;

export const round = (value: number): number => Math.round(100 * value) / 100;
