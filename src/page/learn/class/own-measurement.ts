/** What a pupil's code is made of: the speeds at which the lab wrote its texts, or a run of the benchmark. */
import { isOurs } from '../../../benchmark/whose';
import { SUITE } from '../../../benchmark/suite/suite';
import { tokensPerSecond } from '../../../foundation/units';
import type { ModelFormat } from '../../../kernels/recipe';
import { FASTEST, SLOWEST } from '../../../lab/class-code/class-code';
import { CLASS_MODELS, type ClassModel } from '../../../lab/class-code/fields';
import type { ClassDevice, ClassMeasurement, MeasuredAs } from '../../../lab/class-code/measurement';
import { headlineDecodes } from '../../../report/charts/source';
import type { Result } from '../../../report/schema';

interface Rate {
  readonly format: ModelFormat;
  /** Tokens per second; null where there was too little to measure. */
  readonly tokensPerSecond: number | null;
}

/** Of Fable, each token read back as it came. Null where no format has a speed. */
export const ofTexts = (texts: readonly Rate[], device: ClassDevice): ClassMeasurement | null =>
  measurementOf(texts, { model: 'Fable', measuredAs: 'lab-1', device });

/** Of the model of a run's headline. Null where the run has no decode, or is of a suite or a model that codes do not know. */
export function ofRun(result: Pick<Result, 'results' | 'suite'>, device: ClassDevice): ClassMeasurement | null {
  const decodes = headlineDecodes(result).filter(isOurs);
  const model = CLASS_MODELS.find((name) => name === decodes[0]?.model.name);
  const measuredAs: MeasuredAs = 'tokamark-2';
  if (model === undefined || result.suite.name !== SUITE) return null;
  const rates = decodes.map(({ format, tokensPerSecond: { median } }) => ({ format, tokensPerSecond: median }));
  return measurementOf(rates, { model, measuredAs, device });
}

interface Of {
  readonly model: ClassModel;
  readonly measuredAs: MeasuredAs;
  readonly device: ClassDevice;
}

function measurementOf(rates: readonly Rate[], of: Of): ClassMeasurement | null {
  const known = rates.flatMap(({ format, tokensPerSecond: rate }) =>
    rate === null || !(rate >= SLOWEST && rate <= FASTEST) ? [] : [[format, tokensPerSecond(rate)] as const],
  );
  return known.length === 0 ? null : { tokensPerSecond: Object.fromEntries(known), ...of };
}
