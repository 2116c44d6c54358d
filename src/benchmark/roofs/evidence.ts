/**
 * What the kernels of a run reached, held against the roofs of the same run: a roof below that is no roof. Arithmetic alone; what
 * is done about it is in close-roofs.ts.
 */
import { median } from 'simple-statistics';
import type { ModelConfig } from '../../model/config';
import { layerShapes } from '../../model/weights/weights';
import type { AnyRecipe } from '../../kernels/recipe';
import { samplesOf, type Measurement } from '../measurement';
import type { ArithmeticKind } from '../waterfall/split';
import type { Waterfall } from '../waterfall/profile-loaded';
import { testName } from '../workload';
import type { Bound, RoofFigure, Roofs } from './roof';
import { isOurs } from '../whose';

export interface Reached {
  readonly roof: Bound;
  /** `INT4 tg64`, `FP16 pp512, part gate-up`. */
  readonly by: string;
  /** Bytes or operations per second. */
  readonly rate: number;
}

/** Beyond a roof's interval by this: what two clocks, or two moments, differ by. */
export const SLACK = 1.05;

/** What reads less may have it in a cache, where no share of the memory's bandwidth is told from its speed. */
export const BEYOND_CACHES = 256 * 2 ** 20;

/** A part with less of a token's time is too short for its speed to be known: launching was taken off it. */
const LEAST_SHARE = 0.01;

const roofOf = (kind: ArithmeticKind): Bound => (kind === 'f32' ? 'fmaF32' : 'packedDot');
const kindOf = ({ activations }: AnyRecipe): ArithmeticKind => (activations === 'int8' ? 'packed-dot' : 'f32');

/**
 * Decode by the least bytes that its tokens make the GPU read, if no cache holds them; prefill by the multiplications and additions of its layers' matrices
 * alone: both do more than that.
 */
export function reachedBy(measurements: readonly Measurement[]): Reached[] {
  return measurements.flatMap((measurement): Reached[] => {
    const rates = samplesOf(measurement).filter((rate) => rate > 0 && Number.isFinite(rate));
    const { planned, status, facts } = measurement;
    const { contestant, config, test } = planned;
    // Another engine may multiply in what no roof here is of.
    if (rates.length === 0 || facts === null || status === 'failed' || !isOurs(contestant)) return [];
    const { recipe } = contestant;
    const rate = median([...rates]);
    const by = `${contestant.name} ${testName(test)}`;
    if (test.phase === 'decode') {
      const read = facts.bytesReadPerToken;
      return test.batch * read >= BEYOND_CACHES ? [{ roof: 'bandwidth', by, rate: rate * read }] : [];
    }
    return [{ roof: roofOf(kindOf(recipe)), by, rate: rate * 2 * layerWeights(config, recipe) }];
  });
}

function layerWeights(config: ModelConfig, recipe: AnyRecipe): number {
  const shapes = Object.values(layerShapes(config, recipe));
  return config.layers * shapes.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
}

/** The parts of each waterfall that are long enough to tell. */
export function reachedWithin(waterfalls: readonly Waterfall[]): Reached[] {
  return waterfalls.flatMap(({ contestant, test, outcome }) => {
    if (outcome.leftOut !== null) return [];
    return outcome.profiled.parts.flatMap(({ id, work, seconds, share }): Reached[] => {
      if (work === null || seconds <= 0 || share < LEAST_SHARE) return [];
      const by = `${contestant.name} ${testName(test)}, part ${id}`;
      const computing: Reached = { roof: roofOf(work.arithmetic), by, rate: work.flops / seconds };
      // Of a prompt, a token's bytes are a share of what a pass reads; of several sequences, of what a step does.
      const reads = test.phase === 'decode' && test.batch * work.bytes >= BEYOND_CACHES;
      return reads ? [computing, { roof: 'bandwidth', by, rate: work.bytes / seconds }] : [computing];
    });
  });
}

const BOUNDS: readonly Bound[] = ['bandwidth', 'fmaF32', 'packedDot'];

/** The roofs that something exceeds, each with what exceeds it most. */
export function contradicted(roofs: Roofs, reached: readonly Reached[]): readonly Contradiction[] {
  return BOUNDS.flatMap((bound) => {
    const figure: RoofFigure<number> | null = roofs[bound];
    const [most] = reached.filter(({ roof }) => roof === bound).toSorted((a, b) => b.rate - a.rate);
    return figure === null || most === undefined || most.rate <= SLACK * figure.high ? [] : [{ figure, most }];
  });
}

export interface Contradiction {
  readonly figure: RoofFigure<number>;
  readonly most: Reached;
}

/** `roofs` without those that cannot be true. */
export function voiding(roofs: Roofs, contradictions: readonly Contradiction[]): Roofs {
  const without = Object.fromEntries(contradictions.map(({ most }) => [most.roof, null]));
  const voided = contradictions.map(({ figure, most: { roof, by, rate } }) => ({ roof, figure, by, reached: rate }));
  return { ...roofs, ...without, voided };
}
