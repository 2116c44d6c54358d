/** The variants of a loaded contestant, chosen within its share of the time; without, or where tuning fails, the defaults run. */
import { stepId } from '../steps';
import type { Ready } from './load-contestant';
import { check, type Measuring } from './measuring';

/** Of the time that is left where loading took longer than planned, the most for tuning one contestant. */
const TUNING_SHARE = 0.1;

/** @param part of those that are tuned one after the other @throws TokamarkError `kernel-check`, or that ends everything */
export async function tuneContestant(
  measuring: Measuring,
  ready: Ready,
  part: { readonly index: number; readonly of: number },
): Promise<void> {
  const { bench, run, chosen } = measuring;
  const { tuning: memory } = run.asked;
  const { kernels } = ready.loaded;
  const { name, isHeadline } = ready.entrant;
  const tune = kernels?.tune ?? null;
  if (memory === null || tune === null) return;
  run.foresight.onReady();
  const spare = TUNING_SHARE * Math.max(0, bench.budget.left() - run.kept.afterRepetitions());
  const budget = Math.min(run.setAside.tuning / run.entrants.length, spare);
  const onProgress = (fraction: number, detail: string) =>
    bench.events.onProgress(stepId.tune, (part.index + fraction) / part.of, detail);
  onProgress(0, name);
  const outcome = await bench.survive(`tuned kernels at ${name}`, () => tune({ memory, budget, onProgress }));
  if (outcome !== null) {
    // What follows the measurement runs the headline's model.
    if (isHeadline) for (const site of outcome.sites) chosen.set(site.id, site.chosen);
    bench.events.onReport('tuned', outcome);
  }
  await check(measuring, ready);
}
