/** The steps of a run and how far each is: what a person sees of the time that is left. Weights are shares of that time. */
import type { ModelFormat } from '../kernels/format';

export interface Step {
  readonly id: string;
  readonly title: string;
  /** Expected seconds. */
  readonly expected: number;
}

export const stepId = {
  plan: 'plan',
  roofs: 'roofs',
  load: (format: ModelFormat) => `load-${format}`,
  check: (format: ModelFormat) => `check-${format}`,
  tune: 'tune',
  measure: 'measure',
  profile: 'profile',
  sustained: 'sustained',
  story: (format: ModelFormat) => `story-${format}`,
  fidelity: 'fidelity',
} as const;

export interface StepTimes {
  readonly plan: number;
  /** 0 where they are not measured. */
  readonly roofs: number;
  /** Of one format. */
  readonly load: number;
  readonly check: number;
  /** Of all formats; 0 where nothing is tuned. */
  readonly tune: number;
  readonly measure: number;
  /** Of all tests; 0 where no waterfall is asked for. */
  readonly profile: number;
  readonly story: number;
  /** Of all formats; 0 where it is not measured. */
  readonly fidelity: number;
}

/** The steps up to the measurement; those after it are told by themselves (see after/). */
export function stepsOf(formats: readonly ModelFormat[], plan: boolean, times: StepTimes): Step[] {
  const each = (make: (format: ModelFormat) => Step[]) => formats.flatMap(make);
  return [
    ...(plan ? [{ id: stepId.plan, title: 'See how fast this device is', expected: times.plan }] : []),
    ...(times.roofs > 0
      ? [{ id: stepId.roofs, title: 'Measure what this device can do at most', expected: times.roofs }]
      : []),
    ...each((format) => [
      { id: stepId.load(format), title: `Make the ${format.toUpperCase()} weights`, expected: times.load },
      { id: stepId.check(format), title: `Check every ${format.toUpperCase()} kernel`, expected: times.check },
    ]),
    ...(times.tune > 0 ? [{ id: stepId.tune, title: 'Tune the kernels for this device', expected: times.tune }] : []),
    { id: stepId.measure, title: 'Measure decode and prefill', expected: times.measure },
    ...(times.profile > 0
      ? [{ id: stepId.profile, title: 'See where a token’s time goes', expected: times.profile }]
      : []),
  ];
}
