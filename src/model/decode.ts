/**
 * One token of each sequence through the model. Fused, a layer is five dispatches: norm + q|k|v, attention with RoPE and KV append, the output
 * projection with the merging of split attention and the residual, norm + gate|up + SwiGLU, down with the residual.
 */
import type { GpuContext } from '../device/context';
import type { Dispatch } from '../kernels/kernel';
import * as attention from '../../shaders/attention';
import * as kvAppend from '../../shaders/kv-append';
import * as rope from '../../shaders/rope';
import { ofLayer, type ModelBuffers, type ModelSetup } from './activations';
import { linearSite } from './decode-linear';
import { canProject, projected } from './decode-projection';
import type { Linear } from './linear';
import { layerLinears } from './layer-linears';
import { variantAt, variantsOf, type ModelSite, type SiteVariant } from './sites';
import type { ChosenVariants } from '../tuning/site';

export interface DecodeSites {
  readonly qkv: ModelSite;
  /** Attention and the output projection, which may merge what attention has split. */
  readonly attention: ModelSite;
  /** The output projection alone, after attention that is whole. */
  readonly output: ModelSite;
  readonly gateUp: ModelSite;
  readonly down: ModelSite;
  readonly head: ModelSite;
}

/** @param batch rows of a step, at most: one of each sequence */
export function decodeSites(setup: ModelSetup, chosen: ChosenVariants, batch: number): DecodeSites {
  const { weights, buffers } = setup;
  const { layers } = weights.config;
  const linears = layerLinears(setup);
  const site = (name: string, uses: number, linear: Linear) => linearSite(setup, linear, { name, uses, batch });
  const output = site('output', layers, linears.output);
  return {
    qkv: site('qkv', layers, linears.qkv),
    attention: attentionSite(setup, output, chosen, batch),
    output,
    gateUp: site('gate|up', layers, linears.gateUp),
    down: site('down', layers, linears.down),
    head: site('LM head', 1, {
      matrix: () => weights.lmHead,
      bias: () => null,
      from: () => ({ kind: 'norm', weight: weights.finalNorm }),
      y: buffers.logits,
      output: 'store',
    }),
  };
}

interface DecodeAttention {
  readonly variant: attention.AttentionVariant;
  readonly append: 'here' | 'before';
  /** Who puts split results together. */
  readonly merge: 'output' | 'own';
}

/** Attention with everything up to the residual behind the output projection. */
function attentionSite(setup: ModelSetup, output: ModelSite, chosen: ChosenVariants, batch: number): ModelSite {
  const { context, weights, options } = setup;
  const { heads, keyValueHeads, headDim } = weights.config;
  const shape = { heads, keyValueHeads, headDim, capacity: options.capacity, tokens: batch, phase: 'decode' } as const;
  const canAppend = attention.canAppend(context, { ...shape, append: 'here' });
  // The projection merges what is split for one row alone.
  const canMerge = batch === 1 && canProject(setup, ofLayer(weights.layers, 0).output);
  const variants = attention.variants(context, { ...shape, append: 'here' });
  const merge = canMerge ? 'output' : 'own';
  const fused = variants.map((variant): DecodeAttention => ({ variant, append: canAppend ? 'here' : 'before', merge }));
  const others: DecodeAttention[] = [
    ...(canAppend ? [{ variant: variants[0], append: 'before', merge } as const] : []),
    ...(canMerge && variants[0].splits > 1 && canAppend
      ? [{ variant: variants[0], append: 'here', merge: 'own' } as const]
      : []),
  ];
  const [first, ...rest] = [...fused, ...others];
  const outputVariant = variantAt(output, chosen);
  const offered = variantsOf<DecodeAttention>(
    [first ?? { variant: variants[0], append: 'before', merge: 'own' }, ...rest],
    (one) => ({
      id: [
        attention.variantId(one.variant),
        ...(one.append === 'before' ? ['rope and append before'] : []),
        ...(one.variant.splits > 1 && one.merge === 'own' ? ['merged on its own'] : []),
      ].join(', '),
      build: (layer) => attend(setup, { ...one, shape, output: outputVariant }, layer),
    }),
  );
  const together = batch === 1 ? '' : `b${batch} `;
  const id = `decode ${together}attention ${heads}/${keyValueHeads} heads of ${headDim}, room for ${options.capacity}, ${output.id}`;
  return { phase: 'decode', name: 'attention', id, rows: batch, uses: weights.config.layers, variants: offered };
}

interface Attending extends DecodeAttention {
  readonly shape: Omit<attention.Unvaried, 'append'>;
  /** Of the output projection. */
  readonly output: SiteVariant;
}

async function attend(
  setup: ModelSetup,
  { variant, append, merge, shape, output }: Attending,
  layer: number,
): Promise<readonly Dispatch[]> {
  const { context, buffers } = setup;
  const of = attentionBuffers(buffers, layer, buffers.rows.decode);
  const before = append === 'before' ? await ropeAndAppend(context, shape, of) : [];
  const own = { ...shape, append, variant };
  if (variant.splits === 1 || merge === 'own') {
    return [...before, ...(await attention.createWhole(context, own, of)), ...(await output.build(layer))];
  }
  const main = await attention.create(context, own, of);
  const { heads, headDim } = shape;
  const from = { kind: 'merge', heads, headDim, splits: variant.splits, ...buffers.attention.split } as const;
  return [...before, main, ...(await projected(setup, layer, from, output.id))];
}

/** The buffers of a layer's attention. @param rows of the pass */
export const attentionBuffers = (
  { activations: { qkv, attended: out }, attention: { keys, values, ropeTable: table, split } }: ModelBuffers,
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
