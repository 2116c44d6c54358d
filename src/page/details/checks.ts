/** What the checks before timing came to, in words. */
import type { Verified } from '../../report/schema';
import type { RunState } from '../state/page-state';

/** Every check of the run, each shape once. */
export function allChecks({ progress, record }: Pick<RunState, 'progress' | 'record'>): readonly Verified[] {
  const checks = [...progress.verified, ...record.entries.flatMap(({ entry }) => entry.verified)];
  return [...new Map(checks.map((check) => [`${check.kernel} ${check.shape}`, check])).values()];
}

export const passed = ({ largestError, tolerance }: Verified): boolean => largestError <= tolerance;

/** The two figures of a check. A check for equal bits has the smallest tolerance there is; no number has the largest error. */
export function errorFigures({ largestError, tolerance }: Verified): readonly [error: string, allowed: string] {
  const error = largestError === Number.MAX_VALUE ? 'not a number' : largestError.toExponential(1);
  return [largestError === 0 ? '0' : error, tolerance === Number.MIN_VALUE ? '0' : tolerance.toExponential(1)];
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;

const BEFORE =
  'Each kernel is compared with a reference on this device first. A format whose kernel fails shows no speed.';

export function checksSummary(checks: readonly Verified[]): string {
  if (checks.length === 0) return BEFORE;
  const kernels = new Set(checks.map(({ kernel }) => kernel)).size;
  const worst = Math.max(...checks.map(({ largestError, tolerance }) => largestError / tolerance));
  const failed = checks.filter((check) => !passed(check));
  const count = `${kernels} ${kernels === 1 ? 'kernel' : 'kernels'} checked on this device, at ${checks.length} ${checks.length === 1 ? 'shape' : 'shapes'}`;
  if (failed.length > 0) return `${count}: ${failed.map(({ shape }) => shape).join(', ')} failed.`;
  return `${count}. The largest error is ${percent(worst)} of what is allowed.`;
}
