/**
 * A shape that is nobody's model, written out as a name: `hidden384 layers8 heads6/2x64 ffn1024 vocab16384`. For predictions to be held
 * against shapes that no run chose; always Llama's architecture with tied embeddings. Published ones are in shapes.ts.
 */
import type { ModelConfig } from './config';

const PATTERN =
  /^hidden(?<hiddenSize>\d{1,5}) layers(?<layers>\d{1,3}) heads(?<heads>\d{1,3})\/(?<keyValueHeads>\d{1,3})x(?<headDim>\d{1,3}) ffn(?<intermediateSize>\d{1,6}) vocab(?<vocabSize>\d{1,6})$/;

/** Null of any other name, and of sizes that no model has. */
export function writtenShape(name: string): ModelConfig | null {
  const groups = PATTERN.exec(name)?.groups;
  if (groups === undefined) return null;
  const size = (of: string): number => Number(groups[of]);
  const [heads, keyValueHeads, headDim] = [size('heads'), size('keyValueHeads'), size('headDim')];
  const sizes = {
    ...{ hiddenSize: size('hiddenSize'), layers: size('layers'), heads, keyValueHeads, headDim },
    ...{ intermediateSize: size('intermediateSize'), vocabSize: size('vocabSize') },
  };
  if (Object.values(sizes).some((one) => one < 1) || heads % keyValueHeads !== 0) return null;
  if (headDim % 2 !== 0 || headDim > 256) return null;
  return {
    ...{ name, ...sizes, tiedEmbeddings: true, qkvBias: false, outputBias: false },
    rope: { theta: 10_000, scaling: null },
    ...{ rmsNormEpsilon: 1e-5, maxPositions: 2048, eosTokenIds: [] },
  };
}
