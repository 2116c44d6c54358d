/**
 * Who leads by which metric, and where the order of two machines turns round from one metric to another. Figures are ranked only with
 * those of their class.
 */
import type { Band } from '../../energy/band';
import { classOf, isBetter, METRICS, type Figure, type Metric } from './figure';

export interface Place {
  readonly machine: string;
  readonly name: string;
  readonly value: Band<number>;
  /** Its range and that of the one after it overlap: the order of the two is not certain. */
  readonly overlapsNext: boolean;
}

export interface Ranking {
  readonly metric: Metric;
  readonly class: string;
  /** The best first. */
  readonly places: readonly Place[];
}

/** Classes of one machine are no ranking and are left out. */
export function rankings(figures: readonly Figure[]): Ranking[] {
  return METRICS.flatMap((metric) => {
    const ofMetric = figures.filter((one) => one.metric === metric);
    return [...new Set(ofMetric.map(classOf))].flatMap((name) => {
      const members = ofMetric.filter((one) => classOf(one) === name);
      return members.length < 2 ? [] : [{ metric, class: name, places: ordered(metric, members) }];
    });
  });
}

function ordered(metric: Metric, members: readonly Figure[]): Place[] {
  const sorted = members.toSorted((a, b) =>
    isBetter(metric, a.value.central, b.value.central)
      ? -1
      : isBetter(metric, b.value.central, a.value.central)
        ? 1
        : 0,
  );
  return sorted.map(({ machine, name, value }, index) => {
    const next = sorted[index + 1];
    return { machine, name, value, overlapsNext: next !== undefined && overlap(value, next.value) };
  });
}

const overlap = (a: Band<number>, b: Band<number>): boolean => a.low <= b.high && b.low <= a.high;

export interface Flip {
  /** Leads by the first metric, and trails by the second. */
  readonly first: string;
  readonly second: string;
  readonly leadsBy: { readonly metric: Metric; readonly class: string };
  readonly trailsBy: { readonly metric: Metric; readonly class: string };
  /** Neither order is within the ranges of the figures. */
  readonly certain: boolean;
}

/** Each pair whose order turns round between two rankings, once for each two rankings. */
export function flips(all: readonly Ranking[]): Flip[] {
  return all.flatMap((one, index) => all.slice(index + 1).flatMap((other) => flipsBetween(one, other)));
}

function flipsBetween(one: Ranking, other: Ranking): Flip[] {
  const found: Flip[] = [];
  one.places.forEach((ahead, index) => {
    for (const behind of one.places.slice(index + 1)) {
      const a = other.places.find(({ machine }) => machine === ahead.machine);
      const b = other.places.find(({ machine }) => machine === behind.machine);
      if (a === undefined || b === undefined) continue;
      if (!isBetter(one.metric, ahead.value.central, behind.value.central)) continue;
      if (!isBetter(other.metric, b.value.central, a.value.central)) continue;
      found.push({
        first: ahead.name,
        second: behind.name,
        leadsBy: { metric: one.metric, class: one.class },
        trailsBy: { metric: other.metric, class: other.class },
        certain: !overlap(ahead.value, behind.value) && !overlap(a.value, b.value),
      });
    }
  });
  return found;
}
