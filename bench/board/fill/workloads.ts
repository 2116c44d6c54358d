/** What the filled board measures: the workloads that the suite ranks, and how fast each GPU of the catalogue would be in them. Nothing is measured. */
import { PROFILES } from '../../../src/benchmark/suite/suite';
import { shuffled, uniform } from '../../../src/foundation/random';
import type { Preset } from '../../../src/hardware/catalogue';
import { figureOf } from '../../../src/statistics/figure';
import type { Interval } from '../../../src/statistics/interval';
import { normal } from '../../../src/statistics/fixtures/distributions';
import { honestResult } from '../../../server/board/src/fixtures/honest-run';
import type { ResultEntry } from '../../../src/report/schema';

export interface FilledWorkload {
  readonly entry: ResultEntry;
  /** Also of the quick profile. */
  readonly isQuick: boolean;
}

/** As a run of the standard profile measures them. */
export function filledWorkloads(): readonly FilledWorkload[] {
  const { results } = honestResult(PROFILES.standard.formats).result;
  const { formats } = PROFILES.quick;
  return results.map((entry) => ({ entry, isQuick: formats.includes(entry.format) && entry.depth === 0 }));
}

/** Of the roof: assumed. */
const OF_BANDWIDTH = 0.65;
const OF_PEAK = 0.35;
/** Where the catalogue does not say. */
const GB_PER_SECOND = 100;
const TFLOPS = 4;

/** Tokens per second. */
export function expectedSpeed({ entry }: FilledWorkload, preset: Preset): number {
  const bandwidth = 1e9 * (preset.memoryBandwidthGBs ?? GB_PER_SECOND);
  const peak = 1e12 * (preset.fp32Tflops ?? preset.fp16ShaderTflops ?? TFLOPS);
  if (entry.phase === 'decode') return (OF_BANDWIDTH * bandwidth) / entry.bytesReadPerToken;
  return (OF_PEAK * peak) / (2 * entry.model.parameters);
}

/** The most common first. */
export const filledGpus = (presets: readonly Preset[], seed: number): readonly Preset[] =>
  shuffled(presets, uniform(seed));

/** The samples of one test over their expected speed, with the figures that the product makes of them and of the times that they took. */
export interface Shape {
  readonly values: readonly number[];
  readonly rate: Interval;
  readonly time: Interval;
}

const NOISE = 0.01;

/** So many different ones are enough: what is stored is each times a factor of its own. */
export function sampleShapes(count: number, seed: number): readonly Shape[] {
  const random = uniform(seed);
  return Array.from({ length: count }, () => {
    const values = Array.from({ length: PROFILES.standard.repetitions }, () => Math.exp(NOISE * normal(random)));
    return { values, rate: figureOf(values), time: figureOf(values.map((value) => 1 / value)) };
  });
}
