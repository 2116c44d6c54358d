/** The variants of a loaded format, chosen within its share of the time; without, or where tuning fails, the defaults run. */
import { stepId } from '../steps';
import type { Subject } from '../subject';
import { tuneSubject, untuned } from '../tune-subject';
import { check, type Measuring } from './measuring';

/** Of the time that is left where loading took longer than planned, the most for tuning one format. */
const TUNING_SHARE = 0.1;

/** @param part of the formats that are tuned one after the other @throws TokamarkError `kernel-check`, or that ends everything */
export async function tuneFormat(
  measuring: Measuring,
  subject: Subject,
  part: { readonly index: number; readonly of: number },
): Promise<void> {
  const { bench, run, choices } = measuring;
  const { tuning: memory, formats } = run.asked;
  if (memory === null) return;
  run.foresight.onReady();
  const format = subject.format.toUpperCase();
  const spare = TUNING_SHARE * Math.max(0, bench.budget.left() - run.kept.afterRepetitions());
  const budget = Math.min(run.setAside.tuning / formats.length, spare);
  const onProgress = (fraction: number, detail: string) =>
    bench.events.onProgress(stepId.tune, (part.index + fraction) / part.of, detail);
  onProgress(0, format);
  const outcome = await bench.survive(`tuned kernels at ${format}`, () =>
    tuneSubject(bench, subject, { memory, budget, onProgress }),
  );
  if (outcome === null) await untuned(subject);
  else {
    for (const { id, chosen } of outcome.sites) choices.set(id, chosen);
    bench.events.onTuned(outcome);
  }
  await check(measuring, subject);
}
