/**
 * A picture as data: what it says, its axes and its marks in the units that a person reads, and the same numbers as a table. Builders
 * make it of a result; layout.ts gives everything a place at a width, svg.ts writes it. Nothing here knows pixels or colours.
 */
import type { ModelFormat } from '../../kernels/recipe';
import type { Sheet } from '../table';

/** What a colour stands for, everywhere the same (palette.ts). */
export type Ink =
  | ModelFormat
  | 'other-engine'
  | PartInk
  | BillInk
  | ChangeInk
  | DeviceInk
  | 'roof'
  | 'warning'
  | 'text'
  | 'muted'
  | 'grid'
  | 'paper';

/** The parts of a token: those of a kernel, what the host does, and what nothing explains. */
export type PartInk =
  | 'gate-up'
  | 'down'
  | 'qkv'
  | 'output'
  | 'head'
  | 'attention'
  | 'small-parts'
  | 'launches'
  | 'host'
  | 'waiting'
  | 'unexplained';

/** What is paid for. */
export type BillInk = 'electricity' | 'machine' | 'rent';

/** Of a change. */
export type ChangeInk = 'cheaper' | 'dearer';

/** A kind of machine that a GPU is in. */
export type DeviceInk = 'desktop' | 'laptop' | 'integrated' | 'phone' | 'other-device';

export interface Chart {
  /** Lower-case letters and dashes: the name of its file. */
  readonly id: string;
  readonly title: string;
  /** One sentence that says what to see. */
  readonly says: string;
  /** Sentences below it: what else follows, and what makes its figures doubtful. */
  readonly notes?: readonly string[];
  /** Of what GPU and model it is, and by whom. */
  readonly source: string;
  /** A software adapter did the work: marked beside the title, and in the description. */
  readonly software: boolean;
  /** What marks it, where the picture is in another language than English. */
  readonly softwareMark?: string;
  readonly panels: readonly Panel[];
  /** One below the other at every width; beside each other where there is room otherwise. */
  readonly stacked?: boolean;
  readonly legend: readonly LegendEntry[];
  /** The same numbers. */
  readonly table: Sheet;
}

export interface LegendEntry {
  readonly ink: Ink;
  readonly text: string;
}

export type Panel = RowsPanel | PlanePanel;

export interface Axis {
  /** `time`: in milliseconds since 1970, written as days and hours of wherever it is looked at. */
  readonly scale: 'linear' | 'log' | 'time';
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

/** One bar beside the next, from 0, or from where a line says. */
export interface RowsPanel {
  readonly kind: 'rows';
  readonly title: string;
  readonly x: Axis;
  /** A line through all rows; none where it is absent. */
  readonly baseline?: number;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly name: string;
  /** What stands at the end of the bar. */
  readonly value: string;
  readonly segments: readonly Segment[];
  /** Null where nothing is known of it, or the bar has none. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

export interface Segment {
  readonly ink: Ink;
  readonly from: number;
  readonly to: number;
  /** A sentence for whoever points at it. */
  readonly explains: string;
}

export interface PlanePanel {
  readonly kind: 'plane';
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly marks: readonly Mark[];
}

export type Point = readonly [x: number, y: number];

export type Mark =
  | {
      readonly kind: 'curve';
      readonly ink: Ink;
      readonly points: readonly Point[];
      readonly dashed: boolean;
      /** `thin`: one of many; `thick`: what they have in common. */
      readonly weight?: 'thin' | 'thick';
    }
  /** Between a low and a high at each x. */
  | {
      readonly kind: 'band';
      readonly ink: Ink;
      readonly points: readonly (readonly [x: number, low: number, high: number])[];
    }
  /** From the bottom of the picture. */
  | { readonly kind: 'columns'; readonly ink: Ink; readonly columns: readonly Column[] }
  | Dot
  | Note;

export interface Column {
  readonly from: number;
  readonly to: number;
  readonly height: number;
  readonly explains: string;
}

export interface Dot {
  readonly kind: 'dot';
  readonly ink: Ink;
  readonly at: Point;
  /** Of y; null where there is none. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Not filled: it does not count, or is of another engine. */
  readonly hollow: boolean;
  /** One of many. */
  readonly small?: boolean;
  readonly label: string;
  /** The greater, the later its label gives way. */
  readonly weight: number;
  readonly explains: string;
}

/** Words at a place of the plane, which matter more than the labels of dots. */
export interface Note {
  readonly kind: 'note';
  readonly ink: Ink;
  readonly at: Point;
  readonly text: string;
  /** Where the plane is too narrow for that. */
  readonly short?: string;
}
