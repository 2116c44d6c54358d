/** The steps of a run and how far each is: what a person sees of the time that is left. Weights are shares of that time. */
import type { Seconds } from '../foundation/units';
import type { ModelFormat } from '../kernels/recipe';
import type { Entrant } from './entrant';
import { isOurs } from './whose';

export interface Step {
  readonly id: string;
  readonly title: string;
  /** Expected seconds. */
  readonly expected: number;
}

export const stepId = {
  plan: 'plan',
  roofs: 'roofs',
  load: ({ id }: Pick<Entrant, 'id'>) => `load-${id}`,
  check: ({ id }: Pick<Entrant, 'id'>) => `check-${id}`,
  tune: 'tune',
  measure: 'measure',
  profile: 'profile',
  passage: 'passage',
  sustained: 'sustained',
  story: (format: ModelFormat) => `story-${format}`,
  fidelity: 'fidelity',
} as const;

/** Expected seconds of what takes as long as the device needs. */
export interface StepTimes {
  readonly plan: number;
  /** Of one contestant. */
  readonly load: number;
  readonly check: number;
  readonly measure: number;
  /** Of all smaller models, from making their weights to their last repetition. */
  readonly line: number;
  readonly story: number;
  /** Of all formats; 0 where it is not measured. */
  readonly fidelity: number;
}

/** Of the budget, what is set aside for that which takes a fixed time; 0 for what was not asked for. */
export interface SetAside {
  readonly tuning: Seconds;
  readonly roofs: Seconds;
  readonly waterfalls: Seconds;
}

/** The steps up to the measurement; those after it are told by themselves (see after/). @param isTimed whether the plan times the formats */
export function stepsOf(
  entrants: readonly Entrant[],
  isTimed: boolean,
  times: StepTimes,
  { tuning, roofs, waterfalls }: SetAside,
): Step[] {
  const inLine = entrants.filter(({ isHeadline }) => !isHeadline).length;
  // As much to load it as to check it, and as much again to repeat it.
  const ofLine = times.line / 3 / Math.max(1, inLine);
  return [
    ...(isTimed ? [{ id: stepId.plan, title: 'See how fast this device is', expected: times.plan }] : []),
    ...(roofs > 0 ? [{ id: stepId.roofs, title: 'Measure the most that this device can do', expected: roofs }] : []),
    ...entrants.flatMap((one) => {
      const [load, check] = one.isHeadline ? [times.load, times.check] : [ofLine, ofLine];
      return isOurs(one.contestant)
        ? [
            { id: stepId.load(one), title: `Make the ${one.name} weights`, expected: load },
            { id: stepId.check(one), title: `Check every ${one.name} kernel`, expected: check },
          ]
        : [{ id: stepId.load(one), title: `Load ${one.name}`, expected: load }];
    }),
    ...(tuning > 0 ? [{ id: stepId.tune, title: 'Tune the kernels for this device', expected: tuning }] : []),
    { id: stepId.measure, title: 'Measure decode and prefill', expected: times.measure + inLine * ofLine },
    ...(waterfalls > 0 ? [{ id: stepId.profile, title: 'See where a token’s time goes', expected: waterfalls }] : []),
  ];
}
