/** Puts check.html together: Check, Stop, and the engine that is given. */
import { COMMIT, VERSION } from '../../foundation/build';
import { asTokamarkError } from '../../foundation/errors';
import type { SpawnedEngine } from '../../worker/spawn';
import { find, setText } from '../dom/find';
import { keptFable } from '../fable';
import { clear, drawAdapter, drawComparison, drawError, drawKernels, drawProgress, drawVerdict } from './check-view';
import { runChecks } from './run-checks';

export function startCheckPage(spawn: () => SpawnedEngine): void {
  const checkButton = find('check-button', HTMLButtonElement);
  const stopButton = find('stop-button', HTMLButtonElement);
  const power = find('check-power', HTMLSelectElement);
  const fable = keptFable();
  let current: SpawnedEngine | null = null;

  const setBusy = (busy: boolean): void => {
    checkButton.disabled = busy;
    stopButton.disabled = !busy;
    power.disabled = busy;
  };

  const check = async (): Promise<void> => {
    const own = spawn();
    current = own;
    // What is drawn of a stopped check would mix with the next one.
    const ifWanted =
      <A extends readonly unknown[]>(draw: (...given: A) => void) =>
      (...given: A): void => {
        if (current === own) draw(...given);
      };
    clear();
    setBusy(true);
    drawVerdict('running');
    stopButton.focus();
    const files = fable(new AbortController().signal).fidelityFiles();
    // Reported where it is awaited; until then it must not count as unhandled.
    files.catch(() => undefined);
    try {
      const preference = power.value === 'low-power' ? 'low-power' : 'high-performance';
      const passed = await runChecks(own.engine, preference, files, {
        adapter: ifWanted(drawAdapter),
        progress: ifWanted(drawProgress),
        kernels: ifWanted(drawKernels),
        comparison: ifWanted(drawComparison),
      });
      ifWanted(drawVerdict)(passed ? 'passed' : 'failed');
    } catch (thrown) {
      ifWanted(drawError)(asTokamarkError(thrown).toData());
      ifWanted(drawVerdict)('failed');
    }
    ifWanted(end)();
  };
  const end = (): void => {
    current?.terminate();
    current = null;
    setBusy(false);
    checkButton.focus();
  };

  find('check-form').addEventListener('submit', (event) => {
    event.preventDefault();
    if (!checkButton.disabled) void check();
  });
  stopButton.addEventListener('click', () => {
    if (current !== null) drawVerdict('stopped');
    end();
  });
  setText('version', `${VERSION} (${COMMIT})`);
}
