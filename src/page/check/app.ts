/** Puts check.html together: Check, Stop, and the engine that is given. */
import { COMMIT, VERSION } from '../../foundation/build';
import { asTokamarkError } from '../../foundation/errors';
import type { SpawnedEngine } from '../../worker/spawn';
import { find, setText } from '../dom/find';
import { fetchFable, fetchFableFile } from '../fable';
import { clear, drawAdapter, drawComparison, drawError, drawKernels, drawProgress, drawVerdict } from './check-view';
import { runChecks, type CheckFiles } from './run-checks';

async function fetchCheckFiles(): Promise<CheckFiles> {
  const [model, reference, quantised, heldOut] = await Promise.all([
    fetchFable(),
    fetchFableFile('reference.json'),
    fetchFableFile('quantised.json'),
    fetchFableFile('heldout.txt'),
  ]);
  return { model, reference, quantised, heldOut };
}

export function startCheckPage(spawn: () => SpawnedEngine): void {
  const checkButton = find('check-button', HTMLButtonElement);
  const stopButton = find('stop-button', HTMLButtonElement);
  const power = find('check-power', HTMLSelectElement);
  let stop: (() => void) | null = null;

  const setBusy = (busy: boolean): void => {
    checkButton.disabled = busy;
    stopButton.disabled = !busy;
    power.disabled = busy;
  };

  const check = async (): Promise<void> => {
    const spawned = spawn();
    // What is drawn of a stopped check would mix with the next one.
    const current = { wanted: true };
    const ifWanted =
      <A extends readonly unknown[]>(draw: (...given: A) => void) =>
      (...given: A): void => {
        if (current.wanted) draw(...given);
      };
    stop = () => {
      current.wanted = false;
      spawned.terminate();
      drawVerdict('stopped');
      setBusy(false);
    };
    clear();
    setBusy(true);
    drawVerdict('running');
    stopButton.focus();
    const files = fetchCheckFiles();
    // Reported where it is awaited; until then it must not count as unhandled.
    files.catch(() => undefined);
    try {
      const passed = await runChecks(
        spawned.engine,
        power.value === 'low-power' ? 'low-power' : 'high-performance',
        files,
        {
          adapter: ifWanted(drawAdapter),
          progress: ifWanted(drawProgress),
          kernels: ifWanted(drawKernels),
          comparison: ifWanted(drawComparison),
        },
      );
      ifWanted(drawVerdict)(passed ? 'passed' : 'failed');
    } catch (thrown) {
      ifWanted(drawError)(asTokamarkError(thrown).toData());
      ifWanted(drawVerdict)('failed');
    }
    if (!current.wanted) return;
    spawned.terminate();
    setBusy(false);
    checkButton.focus();
  };

  find('check-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    if (!checkButton.disabled) void check();
  });
  stopButton.addEventListener('click', () => {
    stop?.();
    checkButton.focus();
  });
  setText('version', `${VERSION} (${COMMIT})`);
}
