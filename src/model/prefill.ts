/** Many tokens through the layers at once: GEMM, attention over a pass, and the logits that somebody asks for. */
import type { Dispatch } from '../kernels/kernel';
import type { GpuMatrix } from '../kernels/matrix/gpu-matrix';
import type { Choices } from '../tuning/site';
import * as attention from '../../shaders/attention';
import * as gemm from '../../shaders/gemm';
import * as gemv from '../../shaders/gemv';
import * as rmsNorm from '../../shaders/rms-norm';
import * as swiglu from '../../shaders/swiglu';
import { ofLayer, type ModelSetup } from './activations';
import { attentionBuffers, ropeAndAppend } from './decode';
import { pick, waysOf, type Place } from './places';

export interface PrefillPlaces {
  readonly qkv: Place;
  readonly attention: Place;
  readonly output: Place;
  readonly gateUp: Place;
  readonly down: Place;
}

export function prefillPlaces(setup: ModelSetup): PrefillPlaces {
  const { layers } = setup.weights;
  const { hidden, normed, qkv, attended, gateUp, activated } = setup.buffers;
  const matrices = (pickOf: (layer: (typeof layers)[number]) => GpuMatrix) => (i: number) => pickOf(ofLayer(layers, i));
  return {
    qkv: gemmPlace(setup, 'qkv', {
      matrix: matrices((layer) => layer.qkv),
      bias: (i) => ofLayer(layers, i).qkvBias,
      ...{ x: normed, y: qkv, output: 'store' },
    }),
    attention: attentionPlace(setup),
    output: gemmPlace(setup, 'output', {
      matrix: matrices((layer) => layer.output),
      bias: (i) => ofLayer(layers, i).outputBias,
      ...{ x: attended, y: hidden, output: 'add' },
    }),
    gateUp: gemmPlace(setup, 'gate|up', {
      matrix: matrices((layer) => layer.gateUp),
      bias: () => null,
      ...{ x: normed, y: gateUp, output: 'store' },
    }),
    down: gemmPlace(setup, 'down', {
      matrix: matrices((layer) => layer.down),
      bias: () => null,
      ...{ x: activated, y: hidden, output: 'add' },
    }),
  };
}

interface PrefillLinear {
  readonly matrix: (layer: number) => GpuMatrix;
  readonly bias: (layer: number) => GPUBuffer | null;
  readonly x: GPUBuffer;
  readonly y: GPUBuffer;
  readonly output: 'store' | 'add';
}

function gemmPlace({ context, weights, buffers, options }: ModelSetup, name: string, linear: PrefillLinear): Place {
  const { x, y, output } = linear;
  const rows = options.chunk;
  const { shape } = linear.matrix(0);
  const wanted = { ...shape, tokens: rows, output, bias: linear.bias(0) !== null, variant: null };
  const ways = waysOf(gemm.variants(context, wanted), (variant, first) => ({
    id: gemm.variantId(variant),
    build: (layer) => {
      const bias = linear.bias(layer);
      const chosen = { variant: first ? null : variant, output, bias };
      return gemm.create(context, linear.matrix(layer), rows, { x, y, state: buffers.state }, chosen);
    },
  }));
  const id = `prefill ${name} ${shape.format} ${rows}x${shape.columns}x${shape.rows}`;
  return { id, rows, uses: weights.config.layers, ways };
}

function attentionPlace({ context, weights, buffers, options }: ModelSetup): Place {
  const { heads, keyValueHeads, headDim, layers } = weights.config;
  const { capacity, chunk } = options;
  const shape = { heads, keyValueHeads, headDim, capacity, tokens: chunk, phase: 'prefill', append: 'before' } as const;
  const ways = waysOf(attention.variants(context, { ...shape, variant: null }), (variant, first) => ({
    id: attention.variantId(variant),
    build: async (layer) => {
      const { main } = await attention.create(
        context,
        { ...shape, variant: first ? null : variant },
        { ...attentionBuffers(buffers, layer), out: buffers.attended, scratch: buffers.split },
      );
      return [main];
    },
  }));
  const id = `prefill attention ${heads}/${keyValueHeads} heads of ${headDim}, ${chunk} tokens, room for ${capacity}`;
  return { id, rows: chunk, uses: layers, ways };
}

/** hidden after one layer, for up to `chunk` tokens. */
export async function prefillLayer(
  setup: ModelSetup,
  places: PrefillPlaces,
  layer: number,
  choices: Choices,
): Promise<readonly Dispatch[]> {
  const { context, weights, buffers, options } = setup;
  const { inputNorm, postNorm } = ofLayer(weights.layers, layer);
  const { heads, keyValueHeads, headDim, intermediateSize: width } = weights.config;
  const cache = { heads, keyValueHeads, headDim, capacity: options.capacity };
  const { gateUp, activated: out, state } = buffers;
  return [
    await norm(setup, inputNorm, 'all'),
    ...(await pick(places.qkv, choices).build(layer)),
    ...(await ropeAndAppend(context, buffers, cache, layer)),
    ...(await pick(places.attention, choices).build(layer)),
    ...(await pick(places.output, choices).build(layer)),
    await norm(setup, postNorm, 'all'),
    ...(await pick(places.gateUp, choices).build(layer)),
    await swiglu.create(context, { width }, { gateUp, out, state }),
    ...(await pick(places.down, choices).build(layer)),
  ];
}

/** The logits of the pass's last token, into row 0. */
export async function lastLogits(setup: ModelSetup): Promise<readonly Dispatch[]> {
  const { context, weights, buffers } = setup;
  const from = { kind: 'plain', x: buffers.normed } as const;
  const to = { y: buffers.logits, output: 'store', bias: null } as const;
  return [
    await norm(setup, weights.finalNorm, 'last'),
    ...(await gemv.create(context, weights.lmHead, { from, ...to })),
  ];
}

/** The logits of all tokens of a pass. */
export async function everyLogits(setup: ModelSetup): Promise<readonly Dispatch[]> {
  const { context, weights, buffers, options } = setup;
  const { normed: x, logits: y, state } = buffers;
  return [
    await norm(setup, weights.finalNorm, 'all'),
    ...(await gemm.create(context, weights.lmHead, options.chunk, { x, y, state })),
  ];
}

/** hidden -> normed */
function norm({ context, weights, buffers }: ModelSetup, weight: GPUBuffer, rows: 'all' | 'last'): Promise<Dispatch> {
  const { hidden: x, normed: out, state } = buffers;
  const { hiddenSize: width, rmsNormEpsilon: epsilon } = weights.config;
  return rmsNorm.create(context, { width, epsilon, rows }, { x, weight, out, state });
}
