/** What a reader must know of engines that run ONNX files: how each computes here, and what is in its times. */
import { PEER_VERSIONS } from '../../foundation/build';
import { recipeOf, type AnyRecipe } from '../../kernels/recipe';
import type { Seconds } from '../../foundation/units';
import type { Described } from '../described';
import type { PeerId } from '../peer-id';
import type { PEER_FORMATS, PeerDevice, PeerLoad } from '../peer-work';

type OnnxFormat = (typeof PEER_FORMATS)[number];
type OnnxPeer = Extract<PeerId, 'onnxruntime-web' | 'transformers.js'>;

export function onnxAs(peer: OnnxPeer, format: OnnxFormat, { f16, slowAnswer }: PeerDevice): Described {
  return {
    engine: peer,
    recipe: recipeIn(format, f16 ? 'f16' : 'f32'),
    readsOn: peer === 'onnxruntime-web',
    about: {
      ...{ version: VERSIONS[peer], compilesInFirstRun: true },
      settings: [
        ...SETTINGS[peer],
        ALL_LOGITS,
        ...(f16 ? [] : [NO_F16]),
        ...(slowAnswer === null ? [] : [late(slowAnswer)]),
        FOUR_BITS,
      ],
    },
  };
}

function recipeIn(format: OnnxFormat, float: PeerLoad['float']): AnyRecipe {
  const own = { activations: float, cache: float } as const;
  if (format === 'fp16') {
    const stored = float === 'f16' ? 'fp16' : 'fp32';
    return { ...recipeOf('fp16', stored, stored), ...own };
  }
  const stored = float === 'f16' ? 'int4' : 'int4_f32';
  return { ...recipeOf('int4', stored, stored), ...own, activations: `${float} or int8` };
}

const version = (name: string): string => `${name} ${PEER_VERSIONS[name] ?? ''}`.trim();

const VERSIONS: Readonly<Record<OnnxPeer, string>> = {
  'onnxruntime-web': `${version('onnxruntime-web')}, WebGPU execution provider`,
  'transformers.js': `${version('@huggingface/transformers')}, on ${version('onnxruntime-web')}’s WebGPU execution provider`,
};

/** Of a prompt: a part of its time to first token. */
const ALL_LOGITS =
  'Of a prompt its graph computes logits after every token and reads all of them back; ours computes the last ones alone.';

const VALIDATION =
  'validationMode wgpuOnly: its own checks of WebGPU’s errors are off, and those of the browser cannot be switched off by a page.';

const SETTINGS: Readonly<Record<OnnxPeer, readonly string[]>> = {
  'onnxruntime-web': [
    'Graphs of onnxruntime-genai 0.18’s builder for WebGPU: GroupQueryAttention, MatMulNBits of accuracy level 4, norms with the sum before them in one operator.',
    'Keys and values stay in GPU buffers of fixed size and are written in place; only logits are read back, and the CPU takes the likeliest token.',
    'One thread of WebAssembly beside the GPU. No graph capture: it refuses graphs with nodes on the CPU, such as these.',
    VALIDATION,
  ],
  'transformers.js': [
    'Its own generate() with a streamer, greedily, of the same ONNX files; keys and values stay on the GPU and grow by a token each time, as it has them.',
    'It reads the whole prompt in each call: what is timed of decode begins with the first token that it gives, and of a prompt with the call.',
    'The token that ends a text is taken out of its settings, so that it writes as many tokens as the others.',
    VALIDATION,
  ],
};

const NO_F16 =
  'This device has no shader-f16: its FP16 weights are held as f32 of the same values, its scales, cache and activations are f32.';
const late = (slowAnswer: Seconds): string =>
  `This browser is up to ${Math.round(1000 * slowAnswer)} ms late to say that the GPU is done, unless something is submitted meanwhile. Tokamark makes empty submits while it waits; this engine waits.`;
const FOUR_BITS =
  'At INT4 its embedding and LM head are INT4 too, where ours are INT8; accuracy level 4 allows it to round activations to INT8, as our W4A8 does.';
