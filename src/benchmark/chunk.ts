/** How many tokens of prompts one prefill pass takes, so that none of its dispatches holds a GPU for long. */
import { RECIPES } from '../kernels/recipe';
import type { Seconds } from '../foundation/units';
import type { Granted } from '../kernels/kernel';
import type { ModelConfig } from '../model/config';
import { layerShapes } from '../model/weights/weights';

/** A submit should end within this: short enough for any watchdog and for a prompt cancel. */
export const SUBMIT_SECONDS = 0.05;

/** A GPU takes a whole prompt at once where it is fast enough; on a software adapter already one dispatch over 64 tokens is long. */
const MOST = { gpu: 512, software: 64 } as const;
/** Fewer would read each weight for next to nothing. */
const LEAST = 16;
/** A multiply-accumulate of attention costs about so many of a GEMM's. */
const ATTENTION = 3;

/** Seconds per multiply-accumulate of a GEMM: with the arithmetic of linear layers, and in f32, by which attention is estimated. */
export interface GemmRates {
  readonly linear: Seconds;
  readonly float: Seconds;
}

export interface ChunkRequest {
  readonly config: ModelConfig;
  /** Of the longest prompt or context, of all sequences that are read together. */
  readonly tokens: number;
  /** Positions that the cache has room for. */
  readonly capacity: number;
  /** Of this device; null where they are not known. */
  readonly gemmRates: GemmRates | null;
}

/** At most the tokens, and a power of two where that is less than what the device could be given. */
export function chunkFor({ granted }: Granted, { config, tokens, capacity, gemmRates }: ChunkRequest): number {
  const most = MOST[granted.software ? 'software' : 'gpu'];
  if (granted.software || gemmRates === null) return Math.min(most, tokens);
  const longest = longestDispatch(config, capacity, gemmRates);
  let chunk: number = most;
  while (chunk > LEAST && chunk * longest > SUBMIT_SECONDS) chunk /= 2;
  return Math.min(chunk, tokens);
}

/** Seconds that a token takes in the longest dispatch of a prefill pass. */
function longestDispatch(config: ModelConfig, capacity: number, { linear, float }: GemmRates): number {
  const { gateUp } = layerShapes(config, RECIPES.fp16);
  const attended = ATTENTION * 2 * config.heads * config.headDim * capacity;
  return Math.max(gateUp.rows * gateUp.columns * linear, attended * float);
}
