/** Puts the contestants of one measurement side by side, with the speed-up between our INT4 and FP16. No text and no layout here. */
import { contestantName, isOurs } from '../benchmark/whose';
import { ratioOfFormats, type RatioOfFormats } from './format-ratio';
import type { ResultEntry } from './schema';

export interface Comparison {
  readonly model: string;
  readonly weights: 'synthetic' | 'file';
  readonly phase: 'prefill' | 'decode';
  /** llama-bench's name of the test: pp512, tg64. */
  readonly test: string;
  /** By contestantName. */
  readonly entries: ReadonlyMap<string, ResultEntry>;
  /** How many times as fast INT4 is as FP16; null where one of the two was not measured. */
  readonly speedUp: RatioOfFormats | null;
}

/** One comparison for each model and test, in the order in which the first of their entries stands. */
export function compareContestants(results: readonly ResultEntry[]): Comparison[] {
  const groups = new Map<string, ResultEntry[]>();
  for (const entry of results) {
    const key = JSON.stringify([entry.model.name, entry.test, entry.batch]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { model, phase, test } = first;
    const entries = new Map(group.map((entry) => [contestantName(entry), entry]));
    return [{ model: model.name, weights: model.weights, phase, test, entries, speedUp: speedUp(group) }];
  });
}

function speedUp(group: readonly ResultEntry[]): RatioOfFormats | null {
  const ours = (format: ResultEntry['format']) => group.find((entry) => isOurs(entry) && entry.format === format);
  const [int4, fp16] = [ours('int4'), ours('fp16')];
  return fp16 === undefined || int4 === undefined ? null : ratioOfFormats(int4, fp16, 'tokensPerSecond');
}
