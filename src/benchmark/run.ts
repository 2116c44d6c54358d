/**
 * A whole run, top-down: plan, roofs, measure (with Fable's texts before the repetitions, and the waterfalls after them), roofs once more, and then each step of
 * AFTER. Says what happens through events; knows no file format.
 */
import type { AfterStep } from './after/after-step';
import { fidelity } from './after/fidelity';
import { stories, writeInTime } from './after/stories';
import { sustainedDecode } from './after/sustained';
import { measure } from './measure/measure';
import { RunPassage } from './passage/run-passage';
import { prepare } from './prepare';
import { RunRoofs } from './roofs/run-roofs';
import type { RunBench, RunRequest } from './run-request';
import { keepUsed } from './settle';
import { RunWaterfalls } from './waterfall/run-waterfalls';

/** What follows the measurement, in this order; each decides by the request whether it has anything to do. */
const AFTER: readonly AfterStep[] = [sustainedDecode, stories, fidelity];

/**
 * @throws TokamarkError `cancelled`, `device-lost`, `option`, ...: what ended the run. Everything measured until then has been
 * reported. ExtraLoss where the device was lost over the roofs, or over a text before the repetitions: nothing that was measured was lost with it.
 */
export async function runBenchmark(bench: RunBench, asked: RunRequest): Promise<void> {
  const run = await prepare(bench, asked, AFTER);
  const roofs = new RunRoofs(bench, run);
  const waterfalls = new RunWaterfalls(bench, run, await roofs.begin());
  const passage = new RunPassage(bench, run);
  const measured = await measure(bench, run, {
    whenReady: () => writeInTime(bench, run),
    whileLoaded: async (loaded) => {
      await waterfalls.add(loaded);
      await passage.add(loaded);
    },
  });
  await roofs.end(measured.measurements, waterfalls.all);
  for (const step of AFTER) await step.run(bench, measured);
  await keepUsed(bench, run.plan, asked.settled);
}
