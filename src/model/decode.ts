/**
 * One token of each sequence through the model. Fused, a layer is five dispatches: norm + q|k|v, attention with RoPE and KV append, the output
 * projection with the merging of split attention and the residual, norm + gate|up + SwiGLU, down with the residual.
 */
import type { GpuContext } from '../device/context';
import type { Dispatch } from '../kernels/kernel';
import * as attention from '../../shaders/attention';
import * as kvAppend from '../../shaders/kv-append';
import * as rope from '../../shaders/rope';
import { ofLayer, type ActivationBuffers, type ModelSetup } from './activations';
import { linearPlace } from './decode-linear';
import { canProject, projected } from './decode-projection';
import type { Linear } from './linear';
import { layerLinears } from './layer-linears';
import { pick, waysOf, type Place } from './places';
import type { Choices } from '../tuning/site';

export interface DecodePlaces {
  readonly qkv: Place;
  /** Attention and the output projection, which may merge what attention has split. */
  readonly attention: Place;
  /** The output projection alone, after attention that is whole. */
  readonly output: Place;
  readonly gateUp: Place;
  readonly down: Place;
  readonly head: Place;
}

/** @param batch rows of a step, at most: one of each sequence */
export function decodePlaces(setup: ModelSetup, choices: Choices, batch: number): DecodePlaces {
  const { weights, buffers } = setup;
  const { layers } = weights.config;
  const linears = layerLinears(setup);
  const place = (name: string, uses: number, linear: Linear) => linearPlace(setup, name, uses, linear, batch);
  const output = place('output', layers, linears.output);
  return {
    qkv: place('qkv', layers, linears.qkv),
    attention: attentionPlace(setup, output, choices, batch),
    output,
    gateUp: place('gate|up', layers, linears.gateUp),
    down: place('down', layers, linears.down),
    head: place('LM head', 1, {
      matrix: () => weights.lmHead,
      bias: () => null,
      from: () => ({ kind: 'norm', weight: weights.finalNorm }),
      y: buffers.logits,
      output: 'store',
    }),
  };
}

interface AttentionWay {
  readonly variant: attention.AttentionVariant;
  readonly append: 'here' | 'before';
  /** Who puts split results together. */
  readonly merge: 'output' | 'own';
}

/** Attention with everything up to the residual behind the output projection. */
function attentionPlace(setup: ModelSetup, output: Place, choices: Choices, batch: number): Place {
  const { context, weights, options } = setup;
  const { heads, keyValueHeads, headDim } = weights.config;
  const shape = { heads, keyValueHeads, headDim, capacity: options.capacity, tokens: batch, phase: 'decode' } as const;
  const canAppend = attention.canAppend(context, { ...shape, append: 'here' });
  // The projection merges what is split for one row alone.
  const canMerge = batch === 1 && canProject(setup, ofLayer(weights.layers, 0).output);
  const variants = attention.variants(context, { ...shape, append: 'here' });
  const merge = canMerge ? 'output' : 'own';
  const fused = variants.map((variant): AttentionWay => ({ variant, append: canAppend ? 'here' : 'before', merge }));
  const others: AttentionWay[] = [
    ...(canAppend ? [{ variant: variants[0], append: 'before', merge } as const] : []),
    ...(canMerge && variants[0].splits > 1 && canAppend
      ? [{ variant: variants[0], append: 'here', merge: 'own' } as const]
      : []),
  ];
  const [first, ...rest] = [...fused, ...others];
  const ways = waysOf<AttentionWay>(
    [first ?? { variant: variants[0], append: 'before', merge: 'own' }, ...rest],
    (way) => ({
      id: [
        attention.variantId(way.variant),
        ...(way.append === 'before' ? ['rope and append before'] : []),
        ...(way.variant.splits > 1 && way.merge === 'own' ? ['merged on its own'] : []),
      ].join(', '),
      build: (layer) => attend(setup, way, shape, layer, output, choices),
    }),
  );
  const together = batch === 1 ? '' : `b${batch} `;
  const id = `decode ${together}attention ${heads}/${keyValueHeads} heads of ${headDim}, room for ${options.capacity}, ${output.id}`;
  return { id, rows: batch, uses: weights.config.layers, ways };
}

async function attend(
  setup: ModelSetup,
  { variant, append, merge }: AttentionWay,
  shape: Omit<attention.Unvaried, 'append'>,
  layer: number,
  output: Place,
  choices: Choices,
): Promise<readonly Dispatch[]> {
  const { context, buffers } = setup;
  const of = attentionBuffers(buffers, layer, buffers.decodeRows);
  const before = append === 'before' ? await ropeAndAppend(context, shape, of) : [];
  const own = { ...shape, append, variant };
  const chosen = pick(output, choices);
  if (variant.splits === 1 || merge === 'own') {
    return [...before, ...(await attention.createWhole(context, own, of)), ...(await chosen.build(layer))];
  }
  const main = await attention.create(context, own, of);
  const { heads, headDim } = shape;
  const from = { kind: 'merge', heads, headDim, splits: variant.splits, ...buffers.split } as const;
  return [...before, main, ...(await projected(setup, layer, from, chosen.id))];
}

/** The buffers of a layer's attention. @param rows of the pass */
export const attentionBuffers = (
  { qkv, keys, values, ropeTable: table, attended: out, split }: ActivationBuffers,
  layer: number,
  rows: GPUBuffer,
) => ({ qkv, keys: ofLayer(keys, layer), values: ofLayer(values, layer), rows, table, out, ...split });

/** Turns queries and keys, and puts keys and values into the cache, by kernels of their own. */
export async function ropeAndAppend(
  context: GpuContext,
  shape: kvAppend.KvAppendShape,
  of: ReturnType<typeof attentionBuffers>,
): Promise<readonly Dispatch[]> {
  const { heads, keyValueHeads, headDim, capacity } = shape;
  return [
    await rope.create(context, { heads, keyValueHeads, headDim }, of),
    await kvAppend.create(context, { heads, keyValueHeads, headDim, capacity }, of),
  ];
}
