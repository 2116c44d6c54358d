/** What is known of a loaded model of another engine, whoever runs it. */
import type { LoadedFacts } from '../benchmark/contestant';
import type { Test } from '../benchmark/workload';
import { bytes, type Bytes } from '../foundation/units';
import { cacheBytesRead } from '../kernels/cache/layout';
import type { AnyRecipe } from '../kernels/recipe';
import type { ModelConfig } from '../model/config';

interface LoadedPeer {
  readonly config: ModelConfig;
  readonly recipe: AnyRecipe;
  readonly weightBytes: Bytes;
}

/** The least that a token makes the GPU read, as ours counts it: all weights in each pass, and the cache, of which an f16 takes half of an f32. */
export function peerFacts({ config, recipe, weightBytes }: LoadedPeer, { phase, depth, tokens }: Test): LoadedFacts {
  const widths = recipe.cache === 'f16' ? 1 : 2;
  const cached = widths * config.layers * cacheBytesRead(config, depth + tokens / 2);
  return {
    ...{ losses: [], variants: {}, bufferBytes: null, weightBytes },
    bytesReadPerToken: bytes((phase === 'decode' ? weightBytes : weightBytes / tokens) + cached),
    tokensPerSubmit: phase === 'decode' ? 1 : 0,
  };
}
