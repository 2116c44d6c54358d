/** What a test makes a device do at least, by shape and format of its workload, whatever the document says of it. */
import { bytesByShape, sizesByShape } from '../../../../src/report/import/model';
import { parameterCount } from '../../../../src/model/shapes';
import type { ResultEntry } from '../../../../src/report/schema';
import { middleRate } from './entries';
import { ofEach } from '../../../../src/foundation/of-each';

/** What its claimed rate must be above a measured roof or a catalogued limit to be doubted: roofs are measured too. No cap is constant. */
export const SLACK = 1.15;

/** Bytes per second that its decode reads; null of a prefill, and without samples. */
export function bytesPerSecond(entry: ResultEntry): number | null {
  if (entry.phase !== 'decode' || entry.durations.length === 0) return null;
  return middleRate(entry) * bytesPerToken(entry);
}

/** A document that says less than its workload has to read is not believed. */
export const bytesPerToken = ofEach((entry: ResultEntry): number =>
  Math.max(entry.bytesReadPerToken, bytesByShape(entry) ?? 0),
);

/** Operations per second of its prefill, a multiply-add counted as two: of the layers alone, without attention. Null of a decode. */
export function operationsPerSecond(entry: ResultEntry): number | null {
  const sizes = sizesByShape(entry);
  if (entry.phase !== 'prefill' || entry.durations.length === 0 || sizes === null) return null;
  const { vocabSize, hiddenSize, tiedEmbeddings } = sizes;
  const inLayers = parameterCount(sizes) - vocabSize * hiddenSize * (tiedEmbeddings ? 1 : 2);
  // The rate counts the tokens of all sequences.
  return 2 * inLayers * middleRate(entry);
}
