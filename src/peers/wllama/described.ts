/** What a reader must know of llama.cpp here: where and how it computes, and what is in its times. */
import { PEER_VERSIONS } from '../../foundation/build';
import { recipeOf, type AnyRecipe } from '../../kernels/recipe';
import type { Described } from '../described';
import { onCpu } from '../peer-id';
import type { PeerDevice, PeerFormat } from '../peer-work';
import { offGpu, threadsHere, WAITS, type OffGpu } from './place';

export function wllamaAs(format: PeerFormat, device: PeerDevice): Described {
  const off = offGpu(device);
  const gpu = off === null;
  return {
    engine: gpu ? 'wllama' : onCpu('wllama'),
    recipe: recipeIn(format, gpu),
    readsOn: false,
    about: {
      version: `llama.cpp by @wllama/wllama ${PEER_VERSIONS['@wllama/wllama'] ?? ''}, ${gpu ? 'WebGPU backend' : 'on the CPU, in WebAssembly'}`,
      settings: [gpu ? ON_GPU : onCpuFor(WHY[off](device)), ...SETTINGS],
      compilesInFirstRun: true,
    },
  };
}

/** Q4_0 is our INT4, and Q8_0, its embedding too, our INT8: the same levels of the same weights. */
function recipeIn(format: PeerFormat, gpu: boolean): AnyRecipe {
  if (format === 'fp16') return { ...recipeOf('fp16', 'fp16', 'fp16'), activations: 'f16' };
  return { ...recipeOf(format, format, 'int8'), activations: gpu ? 'f16 or int8' : 'int8' };
}

const ON_GPU =
  'All layers on the GPU; flash attention where llama.cpp has it for this device. It asks for the GPU itself: that it is the one of the others is checked. What its WebGPU backend has no kernel for, and the rows of the embedding, it computes on the CPU.';

function onCpuFor(why: string): string {
  const threads = threadsHere();
  return `On the CPU with ${threads} ${threads === 1 ? 'thread' : 'threads'}, not on the GPU: ${why}`;
}

const WHY: Readonly<Record<OffGpu, (device: PeerDevice) => string>> = {
  lacks: () => 'its WebGPU backend needs shader-f16 and WebAssembly’s promise integration, which are not both here.',
  waits: ({ slowAnswer }) => {
    const each = slowAnswer ?? 0;
    return `its WebGPU backend waits ${WAITS} times for a token, and this browser answers an idle GPU’s after ${Math.round(1000 * each)} ms, which makes ${(WAITS * each).toFixed(1)} s for a token on any GPU.`;
  },
};

const SETTINGS: readonly string[] = [
  'Of GGUF files that llama.cpp’s rules make of the same weights: F16; Q8_0, which is Tokamark’s INT8; Q4_0 with the embedding in Q8_0, which is its INT4. Keys and values in f16.',
  'Its server takes text, greedily, with no prompt kept; what it read is checked to be the same tokens. The token that ends a text is never chosen.',
  'It reads the whole prompt in each call: what is timed of decode begins with the first token that it gives, and of a prompt with the call. It hands out each token one step late, so one more is asked for, and the last is not timed.',
];
