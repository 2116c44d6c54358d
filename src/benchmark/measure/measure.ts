/**
 * Measures every test in every format: load and check, a first run so that a number appears early, tune and check what was chosen,
 * repeat. Formats that memory holds together are repeated in turn; the others follow. One that fails costs itself alone.
 */
import type { ModelFormat } from '../../kernels/format';
import type { Choices } from '../../tuning/site';
import { Board } from '../board';
import type { Measurement, MeasuredTest } from '../measurement';
import type { PlannedRun } from '../planned-run';
import type { RunBench } from '../run-request';
import { loadFormat, type Loaded } from './load-format';
import type { Measuring } from './measuring';
import { Repeating } from './repeating';
import { tuneFormat } from './tune-format';

/** A run once it was measured. */
export interface MeasuredRun {
  readonly run: PlannedRun;
  readonly measurements: readonly Measurement[];
  /** By tuning site, the variant that ran. */
  readonly choices: Choices;
}

/**
 * @param whileLoaded after the repetitions of formats that memory holds together, before they are freed
 * @throws TokamarkError `cancelled`, `device-lost`: what ends everything. A format that fails alone is a failed measurement.
 */
export async function measure(
  bench: RunBench,
  run: PlannedRun,
  whileLoaded: (measured: readonly MeasuredTest[]) => Promise<void>,
): Promise<MeasuredRun> {
  const board = new Board(run, bench.events.onMeasurement);
  const measuring: Measuring = { bench, run, board, choices: new Map() };
  const repeating = new Repeating(measuring, whileLoaded);
  try {
    let waiting = run.asked.formats;
    while (waiting.length > 0) waiting = await together(measuring, repeating, waiting);
  } catch (thrown) {
    board.end(run.asked.formats, thrown);
    throw thrown;
  }
  return { run, measurements: board.measurements, choices: measuring.choices };
}

/** Measures as many of `formats` together as memory holds, and gives those that are left. */
function together(
  measuring: Measuring,
  repeating: Repeating,
  formats: readonly ModelFormat[],
): Promise<readonly ModelFormat[]> {
  const { bench, board } = measuring;
  return bench.withModels(async (load) => {
    const loaded: Loaded[] = [];
    const later: ModelFormat[] = [];
    for (const format of formats) {
      await bench.attempt(
        async () => void loaded.push(await loadFormat(measuring, format, load)),
        (error) => {
          if (error.code === 'out-of-memory' && loaded.length > 0) later.push(format);
          else board.end([format], error);
        },
      );
    }
    const ready: Loaded[] = [];
    for (const [index, one] of loaded.entries()) {
      await bench.attempt(
        async () => {
          await tuneFormat(measuring, one.subject, { index, of: loaded.length });
          ready.push(one);
        },
        (error) => board.end([one.subject.format], error),
      );
    }
    await repeating.each(ready);
    return later;
  });
}
