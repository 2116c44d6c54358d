/** What the pictures of a result have in common: of what they are, whose colour a contestant has, and axes that begin at 0. */
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

type Decoded = ResultEntry & { readonly tokensPerSecond: NonNullable<ResultEntry['tokensPerSecond']> };

const hasSpeed = (entry: ResultEntry): entry is Decoded => entry.tokensPerSecond !== null;

/** The decodes that stand for their formats: of the headline's model, of the first of its tests. */
export function headlineDecodes({ results }: Pick<Result, 'results'>): readonly Decoded[] {
  const all = ofHeadline(results.filter(({ phase }) => phase === 'decode')).filter(hasSpeed);
  const [first] = all;
  return first === undefined ? [] : all.filter(({ test }) => test === first.test);
}

/** A little beyond the largest, so that nothing touches the edge. */
const BEYOND = 1.06;

export function axisFromZero(title: string, values: readonly number[]): Axis {
  const most = Math.max(0, ...values.filter(Number.isFinite));
  return { scale: 'linear', title, from: 0, to: most > 0 ? BEYOND * most : 1 };
}

/** Powers of ten around the values, which are above 0. */
export function logAxis(title: string, values: readonly number[]): Axis {
  const some = values.filter((value) => Number.isFinite(value) && value > 0);
  if (some.length === 0) return { scale: 'log', title, from: 1, to: 10 };
  return { scale: 'log', title, from: Math.min(...some) / 1.3, to: Math.max(...some) * 1.3 };
}
