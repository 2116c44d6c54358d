/** After the measurement, what each format costs in fidelity: measured, cut short or left out by the time budget. */
import { seconds, type Seconds } from '../../foundation/units';
import { FEWEST_WINDOWS } from '../fidelity/fidelity';
import { measureFidelity } from '../fidelity/measure-fidelity';
import { aboutSeconds, leftText } from './left-words';
import { formatsOf } from '../run-request';
import { stepId } from '../steps';
import type { AfterStep } from './after-step';

/**
 * Of what one window in every format should take, how much must be left for it to begin: what is foreseen errs on the side of caution,
 * and what turns out not to fit ends by itself (fidelity/in-time.ts).
 */
const ENOUGH = 0.5;

export const fidelity: AfterStep = {
  steps: ({ extras }, { fidelity: expected }) =>
    extras.fidelity === null
      ? []
      : [{ id: stepId.fidelity, title: 'See what each format costs in fidelity', expected: Math.max(expected, LEAST) }],
  reserved: (_, times) => seconds(times.fidelity),
  // By the time that is left, and not by how many windows were planned: the device may be faster than it seemed.
  run: async (bench, { run: { asked, plan, foresight } }) => {
    const { clock, signal, events, budget } = bench;
    if (asked.extras.fidelity === null || signal?.aborted === true) return;
    const { input, windows } = asked.extras.fidelity;
    const left = budget.left();
    const less = (reason: string) => events.onReport('less', { what: 'fidelity', reason });
    const least = seconds(foresight.factor() * plan.fidelity.least);
    if (left <= 0 || left < ENOUGH * least) return less(leftOut(left, least));
    const deadline = budget.total === null ? null : seconds(clock.now() + left);
    await bench.survive('fidelity', async () => {
      const request = { input, formats: formatsOf(asked), windows, deadline };
      const measured = await measureFidelity(bench, request, {
        onProgress: (fraction, detail) => events.onProgress(stepId.fidelity, fraction, detail),
        onFidelity: (state) => events.onReport('fidelity', { fidelity: state, final: false }),
      });
      if (measured === null) return less(notEnough(left));
      events.onReport('fidelity', { fidelity: measured, final: true });
      const read = Math.max(...measured.rows.map((row) => row.windows.length));
      if (read < windows) less(shortened(read, windows));
    });
  },
};

/** For the progress, where nothing was planned for it. */
const LEAST = 1;

const LONGER = 'Give a longer budget, or none.';

const leftOut = (left: Seconds, least: Seconds): string =>
  `Fidelity was left out: ${leftText(left)}, and a window of the passage in every format takes about ${aboutSeconds(least)} here. ${LONGER}`;

const notEnough = (left: Seconds): string =>
  `Fidelity was left out: ${leftText(left)}, too little for one window of the passage in every format. ${LONGER}`;

const shortened = (read: number, asked: number): string =>
  `Fidelity was measured on ${read} of ${asked} windows of the passage: the time budget had no room for more.` +
  (read < FEWEST_WINDOWS ? ` A figure needs ${FEWEST_WINDOWS}: the reference is shown instead.` : '');
