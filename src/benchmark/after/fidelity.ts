/** After the measurement, what each format costs in fidelity: measured, cut short or left out by the time budget. */
import { seconds } from '../../foundation/units';
import { measureFidelity } from '../fidelity/measure-fidelity';
import { stepId } from '../steps';
import { survive } from '../survive';
import type { AfterStep } from './after-step';

/** Of the expected time, how much it may take before no further window begins: compiling shaders cannot be foreseen. */
const PATIENCE = 2;

export const fidelity: AfterStep = {
  steps: ({ fidelity: asked }, { fidelity: expected }) =>
    asked === null || expected === 0
      ? []
      : [{ id: stepId.fidelity, title: 'See what each format costs in fidelity', expected }],
  reserved: (_, times) => seconds(times.fidelity),
  run: async ({ context, verifier, request, plan, clock, signal, events, budget }) => {
    if (request.fidelity === null || signal?.aborted === true) return;
    const { input, windows: asked } = request.fidelity;
    const windows = plan.fidelityWindows;
    const left = Math.min(PATIENCE * plan.times.fidelity, budget.left());
    if (windows === 0 || left <= 0 || left < plan.fidelityLeast) return events.onLess('fidelity', LEFT_OUT);
    const deadline = request.budget === null ? null : seconds(clock.now() + left);
    await survive(context, 'fidelity', events.onProblem, async () => {
      const measured = await measureFidelity(
        context,
        verifier,
        { input, formats: request.formats, windows, deadline },
        clock,
        signal,
        {
          onProgress: (fraction, detail) => events.onProgress(stepId.fidelity, fraction, detail),
          onFidelity: (state) => events.onFidelity({ ...state, windowsAsked: asked }, false),
        },
      );
      if (measured === null) return events.onLess('fidelity', LEFT_OUT);
      events.onFidelity({ ...measured, windowsAsked: asked }, true);
      const read = Math.max(...measured.rows.map((row) => row.windows.length));
      if (read < asked) events.onLess('fidelity', shortened(read, asked));
    });
  },
};

const LEFT_OUT =
  'Fidelity was left out: the time budget had no room for a window of the passage in every format. Give a longer budget, or none.';

const shortened = (read: number, asked: number): string =>
  `Fidelity was measured on ${read} of ${asked} windows of the passage: the time budget had no room for more.`;
