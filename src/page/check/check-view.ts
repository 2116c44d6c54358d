/** Draws check.html: verdict, progress, and the two tables as they fill. */
import type { ErrorData } from '../../foundation/errors';
import type { ParityCheck } from '../../model/parity/run-parity';
import { adapterHeadline } from '../../report/adapter-name';
import type { EngineDescription } from '../../worker/protocol';
import { find, setText } from '../dom/find';
import { checksSummary, errorFigures } from '../details/checks';
import { showNoGpu } from '../view/messages';
import { tableRow } from '../view/plain-table';
import { WORDS } from './catalogue/words';
import type { KernelCheck } from './run-checks';

export type Verdict = 'idle' | 'running' | 'passed' | 'failed' | 'stopped';

export function drawVerdict(verdict: Verdict): void {
  const line = find('verdict');
  line.dataset['state'] = verdict;
  setText(line, WORDS.verdicts[verdict]);
}

export function drawProgress(fraction: number, detail: string): void {
  find('check-progress', HTMLProgressElement).value = fraction;
  setText('check-detail', detail === '' ? '\u00a0' : detail);
}

export function drawAdapter({ adapter, environment }: EngineDescription): void {
  setText('check-adapter', `${adapterHeadline(adapter)}, ${environment.name} ${environment.version}`);
}

export function drawKernels(checks: readonly KernelCheck[]): void {
  setText('kernels-summary', checks.length === 0 ? WORDS.noKernel : checksSummary(checks));
  const rows = checks.map((check) =>
    tableRow([result(check.passed), check.kernel, check.shape, ...errorFigures(check)]),
  );
  find('kernel-rows').replaceChildren(...rows);
}

export function drawComparison({ id, passed, text }: ParityCheck): void {
  const row = tableRow([result(passed), text]);
  row.dataset['check'] = id;
  row.dataset['passed'] = String(passed);
  find('parity-rows').append(row);
}

export function drawError(error: ErrorData): void {
  showNoGpu(find('check-error'), error);
}

export function clear(): void {
  showNoGpu(find('check-error'), null);
  for (const id of ['kernel-rows', 'parity-rows']) find(id).replaceChildren();
}

const result = (passed: boolean) =>
  passed ? ({ text: WORDS.passed, tone: 'pass' } as const) : ({ text: WORDS.failed, tone: 'fail' } as const);
