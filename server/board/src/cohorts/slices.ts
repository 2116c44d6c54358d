/**
 * One cohort in slices: by browser, by driver, by month. Each slice with its figure, each against another by ratio and interval. Not
 * the ranks of cohorts (ranking.ts).
 */
import type { Interval } from '../../../../src/statistics/interval';
import { ratio } from '../../../../src/statistics/ratio';
import { figureOf, intervalOf, type Bounds, type CohortFigure } from './figure';
import type { Member } from './members';

export interface Slice {
  readonly label: string;
  /** A device counts once in each slice in which it has runs. */
  readonly members: readonly Member[];
  readonly figure: CohortFigure;
}

/** In the order of their labels. @param members the devices of each label */
export const slicesOf = (members: ReadonlyMap<string, readonly Member[]>): readonly Slice[] =>
  [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([label, own]) => {
      const figure = figureOf(own.map(({ value }) => value));
      return figure === null ? [] : [{ label, members: own, figure }];
    });

export interface SliceRatio {
  /** How many times the one is the other. */
  readonly median: number;
  readonly bounds: Bounds;
}

export interface Comparison {
  /** Of the devices in both slices, each against itself: what differs between devices cancels. Null where those are too few. */
  readonly same: (SliceRatio & { readonly devices: number }) | null;
  /**
   * Of all devices of either, as of two crowds that have nothing to do with each other: that other devices are in them may be part
   * of the difference, and where many are in both, the bounds are too wide. Null where one slice has too few.
   */
  readonly all: SliceRatio | null;
}

/** How many times `of` is `than`. Where there is an answer of the same devices, it goes first, however wide the two are. */
export function compareSlices(of: Slice, than: Slice): Comparison {
  const others = new Map(than.members.map(({ device, value }) => [device, value]));
  const ratios = of.members.flatMap(({ device, value }) => {
    const other = others.get(device);
    return other === undefined ? [] : [value / other];
  });
  const same = figureOf(ratios);
  const [mine, other] = [intervalOf(of.figure), intervalOf(than.figure)];
  return {
    same: same?.bounds ? { median: same.median, bounds: same.bounds, devices: same.n } : null,
    all: mine === null || other === null ? null : bare(ratio(mine, other)),
  };
}

const bare = ({ median, low, high }: Interval): SliceRatio => ({ median, bounds: { low, high } });

export interface ComparedSlice {
  readonly slice: Slice;
  /** Null of what there is nothing to compare with. */
  readonly comparison: Comparison | null;
}

/** Each month against the one before it that has runs. */
export const againstBefore = (slices: readonly Slice[]): readonly ComparedSlice[] =>
  slices.map((slice, i) => {
    const before = slices[i - 1];
    return { slice, comparison: before === undefined ? null : compareSlices(slice, before) };
  });

/** Each browser or driver against the one that most devices have: which one that is says nothing of how fast it is. */
export function againstCommonest(slices: readonly Slice[]): readonly ComparedSlice[] {
  const [commonest] = slices.toSorted((a, b) => b.members.length - a.members.length);
  return slices.map((slice) => ({
    slice,
    comparison: commonest === undefined || slice === commonest ? null : compareSlices(slice, commonest),
  }));
}
