/** Draws the card of the checks before timing, with the notes of the run. */
import type { RunRecord } from '../../report/parts/fold';
import type { Verified, Warning } from '../../report/schema';
import { find, make, setText } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import type { GpuState, RunState } from '../state/page-state';
import { distinctWarnings, errorMessage, warningMessage } from './messages';

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

export function checksSummary(checks: readonly Verified[]): string {
  const kernels = new Set(checks.map(({ kernel }) => kernel)).size;
  const worst = Math.max(...checks.map(({ largestError, tolerance }) => largestError / tolerance));
  const failed = checks.filter((check) => !passed(check));
  const count = `${kernels} ${kernels === 1 ? 'kernel' : 'kernels'} checked on this device, at ${checks.length} ${checks.length === 1 ? 'shape' : 'shapes'}`;
  if (failed.length > 0) return `${count}: ${failed.map(({ shape }) => shape).join(', ')} failed.`;
  return `${count}. The largest error is ${percent(worst)} of what is allowed.`;
}

/** The run's warnings, each once, without those that the card of the GPU shows beside them. */
export function runNotes(
  { warnings, entries }: Pick<RunRecord, 'warnings' | 'entries'>,
  gpu: GpuState,
): readonly Warning[] {
  const shown = new Set(gpu.kind === 'known' ? gpu.description.warnings.map(({ message }) => message) : []);
  const all = distinctWarnings([...warnings, ...entries.flatMap(({ entry }) => entry.warnings)]);
  return all.filter(({ message }) => !shown.has(message));
}

export function createChecksPanel(): View {
  const notes = find('run-notes');
  const introduction = find('checks-summary').textContent;
  return whenChanged(
    ({ run }) => [run.record.entries, run.progress.verified, run.record.warnings],
    ({ run, gpu }) => {
      const checks = allChecks(run);
      setText('checks-summary', checks.length === 0 ? introduction : checksSummary(checks));
      const errors = run.record.entries.flatMap(({ entry }) => (entry.error === null ? [] : errorMessage(entry.error)));
      const all = [...errors, ...runNotes(run.record, gpu).map(warningMessage)];
      notes.replaceChildren(...(all.length === 0 ? [] : [make('h2', { text: 'Notes on this run' }), ...all]));
    },
  );
}
