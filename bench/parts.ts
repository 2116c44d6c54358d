/**
 * What is compared with what, as data: each part is one peer on one adapter, run and written by itself. Not how it is run (see
 * run-part.ts).
 */
import { SHAPES } from '../src/model/shapes';
import type { Workload } from './protocol';

export interface Comparison {
  readonly title: string;
  readonly ours: Workload;
  readonly theirs: Workload;
}

export type Place = 'node' | 'firefox' | 'chromium';
export type PeerName = 'llama-vulkan' | 'llama-cpu' | 'onnxruntime' | 'wllama' | 'onnxruntime-web' | 'tfjs';

interface AnyPart {
  readonly id: string;
  readonly title: string;
  readonly needs: 'gguf' | null;
  /** On two cores of a server processor, with five pairs. */
  readonly minutes: number;
  /** What a reader of the table must know. */
  readonly notes: readonly string[];
  readonly comparisons: readonly Comparison[];
}

const decode = (format: string, depth: number, tokens: number): Workload => ({ kind: 'decode', format, depth, tokens });
const prefill = (format: string, tokens: number): Workload => ({ kind: 'prefill', format, tokens });

const name = (workload: Workload): string => {
  if (workload.kind === 'decode') return `tg${workload.tokens} at depth ${workload.depth}`;
  return workload.kind === 'prefill' ? `pp${workload.tokens}` : workload.kind;
};

/** Where both engines run; without a peer, ours alone against an earlier build. */
export type Part = AnyPart &
  (
    | { readonly place: 'node'; readonly peer: PeerName | null }
    | { readonly place: Exclude<Place, 'node'>; readonly peer: PeerName }
  );

/** The same work in two engines' formats. */
const model = (title: string, ours: Workload, theirs: string): Comparison => ({
  title: `${title}, ${name(ours)}`,
  ours,
  theirs: ours.kind === 'decode' || ours.kind === 'prefill' ? { ...ours, format: theirs } : ours,
});

const LLAMA_TITLE = 'INT4 against Q4_1';
const W4A8_TITLE = 'W4A8';

const EMBEDDINGS =
  'Like for like: the linear layers have 4 bits in blocks of 32. The tied embedding and LM head are INT8 in ours and Q8_0 (the same thing) in the GGUF.';

const LLAMA_WEBGPU: Part = {
  id: 'llama-webgpu',
  title: 'llama.cpp, WebGPU backend, in Firefox; ours in the same Firefox',
  place: 'firefox',
  peer: 'wllama',
  needs: 'gguf',
  minutes: 5,
  notes: [EMBEDDINGS],
  comparisons: [
    model(LLAMA_TITLE, decode('int4', 0, 8), 'q4_1'),
    model(LLAMA_TITLE, prefill('int4', 16), 'q4_1'),
    model(`${W4A8_TITLE} against Q4_1`, decode('w4a8', 0, 8), 'q4_1'),
  ],
};

/** What no part beside a peer has. */
const OURS: Part = {
  id: 'ours',
  title: 'Whole models of ours, against an earlier build',
  place: 'node',
  peer: null,
  needs: null,
  minutes: 2,
  notes: [],
  comparisons: [
    model('INT4', decode('int4', 0, 64), 'int4'),
    model('INT4', decode('int4', 512, 64), 'int4'),
    model('INT4', prefill('int4', 512), 'int4'),
    model(W4A8_TITLE, decode('w4a8', 0, 32), 'w4a8'),
    model(W4A8_TITLE, prefill('w4a8', 128), 'w4a8'),
    model('FP16', decode('fp16', 0, 8), 'fp16'),
    model('FP16', decode('fp16', 512, 8), 'fp16'),
    model('FP16', prefill('fp16', 128), 'fp16'),
  ],
};

/** The shapes whose operators are compared; each of their matrices once. */
const OPERATOR_MODELS = ['SmolLM2-135M', 'SmolLM2-360M', 'Llama-3.2-1B'] as const;
const MATRICES = OPERATOR_MODELS.flatMap((model) => matricesOf(model));
/** For pairings that add little to the others. */
const FEW_MATRICES = MATRICES.filter(([n, k]) => n === k);
const TOKENS = [1, 8, 128, 512] as const;

/** Beyond this a product takes seconds on a software adapter, and a run of all of them an hour. */
export const MOST_GFLOP = 1.1;

interface Pairing {
  readonly ours: string;
  readonly theirs: string;
  readonly title: string;
}

const PAIRINGS: readonly Pairing[] = [
  { ours: 'fp16', theirs: 'f16', title: 'FP16 against MatMul f16' },
  { ours: 'int4', theirs: 'int4', title: 'INT4 against MatMulNBits, accuracy level 0' },
  { ours: 'w4a8', theirs: 'int4 accuracy 4', title: 'W4A8 against MatMulNBits, accuracy level 4' },
];

/** At the square matrices only. */
const FEW_PAIRINGS: readonly Pairing[] = [
  { ours: 'fp16', theirs: 'f32', title: 'FP16 against MatMul f32' },
  { ours: 'int4', theirs: 'int4 accuracy 4', title: 'INT4 against MatMulNBits, accuracy level 4' },
];

const MATMUL_NOTES = [
  'Ours has f32 activations and accumulates in f32, also for FP16 weights; it has no f32 weights, so that against MatMul f32 it reads half the bytes and says so here. MatMulNBits gets f16 activations, as in the graphs of its own builder. Accuracy level 4 allows it to round activations to INT8, as our W4A8 does (the rounding is in our time).',
  'For M = 1 and 8 a unit of work is several matrices of the shape after each other, as layers of a model are, in one call of the peer.',
];

function matmuls(
  pairings: readonly Pairing[],
  matrices: readonly (readonly [n: number, k: number])[],
  tokens: readonly number[],
  mostGflop: number,
): Comparison[] {
  return pairings.flatMap(({ ours, theirs, title }) =>
    tokens.flatMap((m) =>
      matrices
        .filter(([n, k]) => (2 * m * n * k) / 1e9 <= mostGflop)
        .map(([n, k]): Comparison => {
          const work = { kind: 'matmul', m, n, k, layers: layersOf(m, n, k) } as const;
          return {
            title: `${title}, ${m} x ${k} x ${n}`,
            ours: { ...work, format: ours },
            theirs: { ...work, format: theirs },
          };
        }),
    ),
  );
}

/** Rows and columns of q|k|v, output, gate|up and down. */
function matricesOf(model: string): (readonly [n: number, k: number])[] {
  const shape = SHAPES.find((each) => each.name === model);
  if (shape === undefined) throw new Error(`there is no shape called ${model}`);
  const { hiddenSize, heads, keyValueHeads, headDim, intermediateSize } = shape;
  return [
    [(heads + 2 * keyValueHeads) * headDim, hiddenSize],
    [hiddenSize, heads * headDim],
    [2 * intermediateSize, hiddenSize],
    [hiddenSize, intermediateSize],
  ];
}

/** As many layers as make a unit of work worth a call, and no more than fit into memory. */
function layersOf(m: number, n: number, k: number): number {
  return m > 8 ? 1 : Math.max(1, Math.min(8, Math.floor(2 ** 24 / (n * k))));
}

const ortMatmul = (mostGflop: number): Part => ({
  id: 'ort-matmul',
  title: 'onnxruntime, WebGPU provider, under Node: matrix products; ours under Dawn in Node',
  place: 'node',
  peer: 'onnxruntime',
  needs: null,
  minutes: 8,
  notes: [...MATMUL_NOTES, `Products of more than ${mostGflop} GFLOP are left out (--most-gflop).`],
  comparisons: [
    ...matmuls(PAIRINGS, MATRICES, TOKENS, mostGflop),
    ...matmuls(FEW_PAIRINGS, FEW_MATRICES, TOKENS, mostGflop),
  ],
});

const ORT_ATTENTION: Part = {
  id: 'ort-attention',
  title: 'onnxruntime, WebGPU provider, under Node: attention of one decode step; ours under Dawn in Node',
  place: 'node',
  peer: 'onnxruntime',
  needs: null,
  minutes: 1,
  notes: [
    "GroupQueryAttention with packed QKV and rotary embedding inside, against our rotary embedding, KV append and attention; KV cache f16 in both. Queries are f16 in onnxruntime's and f32 in ours.",
  ],
  comparisons: OPERATOR_MODELS.flatMap((model) => [128, 2048].map((depth) => attention(model, depth))),
};

function attention(model: string, depth: number): Comparison {
  const shape = SHAPES.find((each) => each.name === model);
  if (shape === undefined) throw new Error(`there is no shape called ${model}`);
  const { heads, keyValueHeads, headDim } = shape;
  const work: Workload = { kind: 'attention', heads, keyValueHeads, headDim, depth };
  return { title: `${model}, ${heads}/${keyValueHeads} heads of ${headDim}, depth ${depth}`, ours: work, theirs: work };
}

/** SwiftShader takes ten times as long as lavapipe. */
const WEB_MATRICES = [...matricesOf('SmolLM2-135M'), [2048, 2048] as const];
const WEB_MOST_GFLOP = 0.6;

const ORT_WEB: Part = {
  id: 'ort-web',
  title: 'onnxruntime-web, WebGPU provider, in Chromium on SwiftShader; ours in the same Chromium',
  place: 'chromium',
  peer: 'onnxruntime-web',
  needs: null,
  minutes: 6,
  notes: ['SwiftShader has no f16: MatMul is f32, MatMulNBits has f32 activations.', ...MATMUL_NOTES.slice(1)],
  comparisons: matmuls(
    [
      { ours: 'fp16', theirs: 'f32', title: 'FP16 against MatMul f32' },
      { ours: 'int4', theirs: 'int4 f32', title: 'INT4 against MatMulNBits, accuracy level 0' },
      { ours: 'int4', theirs: 'int4 f32 accuracy 4', title: 'INT4 against MatMulNBits, accuracy level 4' },
    ],
    WEB_MATRICES,
    [1, 8, 128],
    WEB_MOST_GFLOP,
  ),
};

const TFJS: Part = {
  id: 'tfjs',
  title: 'TensorFlow.js, WebGPU backend, in Chromium on SwiftShader; ours in the same Chromium',
  place: 'chromium',
  peer: 'tfjs',
  needs: null,
  minutes: 2,
  notes: ['TensorFlow.js has f32 only; ours has FP16 weights and f32 activations.'],
  comparisons: matmuls(
    [{ ours: 'fp16', theirs: 'f32', title: 'FP16 against matMul f32' }],
    WEB_MATRICES,
    [128],
    WEB_MOST_GFLOP,
  ),
};

/** In the order in which they are run and written. */
export const partsOf = (mostGflop: number): readonly Part[] => [
  LLAMA_WEBGPU,
  OURS,
  ortMatmul(mostGflop),
  ORT_ATTENTION,
  ORT_WEB,
  TFJS,
];
