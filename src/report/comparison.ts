/** Puts the formats of one measurement side by side, with the speed-up between them. No text and no layout here. */
import { MODEL_FORMATS, type ModelFormat } from '../kernels/recipe';
import { ratioOfFormats, type RatioOfFormats } from './format-ratio';
import type { ResultEntry } from './schema';

export interface Comparison {
  readonly model: string;
  readonly weights: 'synthetic' | 'file';
  readonly phase: 'prefill' | 'decode';
  /** llama-bench's name of the test: pp512, tg64. */
  readonly test: string;
  readonly entries: Readonly<Partial<Record<ModelFormat, ResultEntry>>>;
  /** How many times as fast INT4 is as FP16; null where one of the two was not measured. */
  readonly speedUp: RatioOfFormats | null;
}

/** One comparison for each model and test, in the order in which the first of their entries stands. */
export function compareFormats(results: readonly ResultEntry[]): Comparison[] {
  const groups = new Map<string, ResultEntry[]>();
  for (const entry of results) {
    const key = JSON.stringify([entry.model.name, entry.model.weights, entry.test, entry.batch, entry.delivery]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const entries = Object.fromEntries(group.map((entry) => [entry.format, entry]));
    const { model, phase, test } = first;
    return [{ model: model.name, weights: model.weights, phase, test, entries, speedUp: speedUp(entries) }];
  });
}

/** The formats that any of the comparisons has, in the order of MODEL_FORMATS. */
export function formatsIn(comparisons: readonly Comparison[]): ModelFormat[] {
  return MODEL_FORMATS.filter((format) => comparisons.some(({ entries }) => entries[format] !== undefined));
}

const speedUp = ({ fp16, int4 }: Comparison['entries']): RatioOfFormats | null =>
  fp16 === undefined || int4 === undefined ? null : ratioOfFormats(int4, fp16, 'tokensPerSecond');
