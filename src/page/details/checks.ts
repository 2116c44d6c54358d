/** What the checks before timing came to, in words. */
import type { Verified } from '../../report/schema';
import type { RunState } from '../state/page-state';
import { CHECKS_WORDS } from './catalogue/checks-words';

/** Every check of the run, each shape once. */
export function allChecks({ progress, record }: Pick<RunState, 'progress' | 'record'>): readonly Verified[] {
  const checks = [...progress.verified, ...record.entries.flatMap(({ entry }) => entry.verified)];
  return [...new Map(checks.map((check) => [`${check.kernel} ${check.shape}`, check])).values()];
}

export const passed = ({ largestError, tolerance }: Verified): boolean => largestError <= tolerance;

/** The two figures of a check. A check for equal bits has the smallest tolerance there is; no number has the largest error. */
export function errorFigures({ largestError, tolerance }: Verified): readonly [error: string, allowed: string] {
  const error = largestError === Number.MAX_VALUE ? CHECKS_WORDS.notANumber : largestError.toExponential(1);
  return [largestError === 0 ? '0' : error, tolerance === Number.MIN_VALUE ? '0' : tolerance.toExponential(1)];
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;

export function checksSummary(checks: readonly Verified[]): string {
  if (checks.length === 0) return CHECKS_WORDS.before;
  const kernels = new Set(checks.map(({ kernel }) => kernel)).size;
  const worst = Math.max(...checks.map(({ largestError, tolerance }) => largestError / tolerance));
  const failed = checks.filter((check) => !passed(check));
  const count = CHECKS_WORDS.counted(kernels, checks.length);
  if (failed.length > 0) return CHECKS_WORDS.failed(count, failed.map(({ shape }) => shape).join(', '));
  return CHECKS_WORDS.passed(count, percent(worst));
}
