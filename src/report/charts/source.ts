/** What the pictures of a result have in common: of what they are, whose colour a contestant has, and axes around values. */
import { isOurs, type Whose } from '../../benchmark/whose';
import { adapterName } from '../adapter-name';
import { ofHeadline } from '../headline';
import { oneLine } from '../outside-text';
import type { Result, ResultEntry } from '../schema';
import type { Axis, Chart, Ink } from './chart';

/** `Acme R-1 · Chrome 150 · Tokamark 0.1.0 · 2026-11-22`: all that a copied picture has to say of itself. */
function sourceOf({ adapter, environment, engine, startedAt }: Result): string {
  const browser = `${environment.name} ${environment.version}`.trim();
  return [adapterName(adapter), browser, `Tokamark ${engine.version}`, startedAt.slice(0, 10)].map(oneLine).join(' · ');
}

/** What every picture of a result says of it. */
export const ofResult = (result: Result): Pick<Chart, 'source' | 'software'> => ({
  source: sourceOf(result),
  software: result.adapter.software,
});

export const inkOf = (one: Whose): Ink => (isOurs(one) ? one.format : 'other-engine');

export type Decoded = ResultEntry & { readonly tokensPerSecond: NonNullable<ResultEntry['tokensPerSecond']> };

const hasSpeed = (entry: ResultEntry): entry is Decoded => entry.tokensPerSecond !== null;

/** The decodes that stand for their formats: of the headline's model, of the first of its tests. */
export function headlineDecodes({ results }: Pick<Result, 'results'>): readonly Decoded[] {
  const all = ofHeadline(results.filter(({ phase }) => phase === 'decode')).filter(hasSpeed);
  const [first] = all;
  return first === undefined ? [] : all.filter(({ test }) => test === first.test);
}

/** What the sentence of a picture is about: INT4, or the first where that is not among them. */
export const int4OrFirst = <T extends { readonly format: string }>(all: readonly T[]): T | undefined =>
  all.find(({ format }) => format === 'int4') ?? all[0];

/** The least and the largest of those that are finite, however many there are; null where none is. */
export function extentOf(values: readonly number[]): readonly [number, number] | null {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return least <= most ? [least, most] : null;
}

/** A little beyond the largest, so that nothing touches the edge. */
const BEYOND = 1.06;

export function axisFromZero(title: string, values: readonly number[]): Axis {
  const [, most] = extentOf(values) ?? [0, 0];
  return { scale: 'linear', title, from: 0, to: most > 0 ? BEYOND * most : 1 };
}

/** A little below the least to a little beyond the largest of those above 0. */
export function logAxis(title: string, values: readonly number[]): Axis {
  const [least, most] = extentOf(values.filter((value) => value > 0)) ?? [1, 10];
  return { scale: 'log', title, from: least / 1.3, to: most * 1.3 };
}
