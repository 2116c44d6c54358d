/** The clock that timed the run: fine enough for what it timed, and true to what it says of itself. */
import { ownGateOf, times, when } from './gate';
import { nameOf, ownEntries } from './entries';

/** Of the shortest repetition that counts. */
const COARSEST = 0.01;
/** Seconds: from here on a browser rounds its clock, and each of its times is a multiple. */
const ROUNDED = 1e-4;
/** Of a step. */
const NEAR = 0.05;

export const clockGate = ownGateOf({
  rules: {
    'coarse-clock': {
      verdict: 'practice',
      says: 'Its clock has steps of more than a hundredth of a repetition.',
      remedy: 'Run in a browser that does not coarsen its clock, or with the command.',
    },
    'off-its-clock': {
      verdict: 'quarantine',
      says: 'Its times are not multiples of the step that it says its clock has.',
      remedy: 'Send the document as Tokamark wrote it, or run again.',
    },
  },
  find: ({ result }) => {
    const step = result.environment.clockResolutionSeconds;
    const entries = ownEntries(result).filter(({ durations }) => durations.length > 0);
    const shortest = (one: (typeof entries)[number]) => Math.min(...one.durations.map(({ seconds }) => seconds));
    const coarse = entries.find((one) => step > COARSEST * shortest(one));
    const off = entries.find(({ durations }) =>
      durations.some(({ seconds }) => Math.abs(seconds / step - Math.round(seconds / step)) > NEAR),
    );
    return [
      ...when(coarse !== undefined, 'coarse-clock', coarse && nameOf(coarse), coarse && times(step / shortest(coarse))),
      ...when(step >= ROUNDED && off !== undefined, 'off-its-clock', off && nameOf(off)),
    ];
  },
});
