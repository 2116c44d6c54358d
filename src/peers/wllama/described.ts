/** What a reader must know of llama.cpp here: where and how it computes, and what is in its times. */
import { PEER_VERSIONS } from '../../foundation/build';
import { recipeOf, type AnyRecipe } from '../../kernels/recipe';
import type { Described } from '../described';
import { onCpu } from '../peer-id';
import type { PeerFormat } from '../peer-work';
import { computesOnGpu, threadsHere } from './place';

/** @param f16 whether the device computes in f16 */
export function wllamaAs(format: PeerFormat, f16: boolean): Described {
  const gpu = computesOnGpu(f16);
  return {
    engine: gpu ? 'wllama' : onCpu('wllama'),
    recipe: recipeIn(format, gpu),
    readsOn: false,
    about: {
      version: `llama.cpp by @wllama/wllama ${PEER_VERSIONS['@wllama/wllama'] ?? ''}, ${gpu ? 'WebGPU backend' : 'on the CPU, in WebAssembly'}`,
      settings: [gpu ? ON_GPU : onCpuWith(threadsHere()), ...SETTINGS],
      compilesInFirstRun: true,
    },
  };
}

/** Q4_0 is our INT4, and the embedding in Q8_0 our INT8: the same levels of the same weights. */
function recipeIn(format: PeerFormat, gpu: boolean): AnyRecipe {
  if (format === 'fp16') return { ...recipeOf('fp16', 'fp16', 'fp16'), activations: 'f16' };
  return { ...recipeOf('int4', 'int4', 'int8'), activations: gpu ? 'f16 or int8' : 'int8' };
}

const ON_GPU =
  'All layers on the GPU; flash attention where llama.cpp has it for this device. It asks for the GPU itself: that it is the one of the others is checked. What its WebGPU backend has no kernel for, and the rows of the embedding, it computes on the CPU.';

const onCpuWith = (threads: number): string =>
  `On the CPU with ${threads} ${threads === 1 ? 'thread' : 'threads'}, not on the GPU: its WebGPU backend needs shader-f16 and WebAssembly’s promise integration, which are not both here.`;

const SETTINGS: readonly string[] = [
  'Of GGUF files that llama.cpp’s rules make of the same weights: F16; Q4_0 with the embedding in Q8_0, which are Tokamark’s INT4 and INT8. Keys and values in f16.',
  'Its server takes text, greedily, with no prompt kept; what it read is checked to be the same tokens. The token that ends a text is never chosen.',
  'It reads the whole prompt in each call: what is timed of decode begins with the first token that it gives, and of a prompt with the call. It hands out each token one step late, so one more is asked for, and the last is not timed.',
];
