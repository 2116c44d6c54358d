/** Many tokens through the layers at once: GEMM, attention over a pass, and the logits that somebody asks for. */
import { together } from '../foundation/together';
import type { Dispatch } from '../kernels/kernel';
import type { ChosenVariants } from '../tuning/site';
import * as attention from '../../shaders/attention';
import * as gemm from '../../shaders/gemm';
import * as rmsNorm from '../../shaders/rms-norm';
import { isRounded, type ModelSetup } from './activations';
import { attentionBuffers, ropeAndAppend } from './decode';
import { linearSite } from './decode-linear';
import { layerLinears } from './layer-linears';
import type { Linear } from './linear';
import type { Part, PartId } from './parts';
import { variantAt, variantsOf, type ModelSite } from './sites';
import { gemmSite, prepare, prepared, variantsFor } from './prefill-linear';
import { rounded } from './rounded';

export interface PrefillSites {
  readonly qkv: ModelSite;
  readonly attention: ModelSite;
  readonly output: ModelSite;
  readonly gateUp: ModelSite;
  readonly down: ModelSite;
}

export function prefillSites(setup: ModelSetup): PrefillSites {
  const { qkv, output, gateUp, down } = layerLinears(setup);
  return {
    qkv: gemmSite(setup, 'qkv', qkv),
    attention: attentionSite(setup),
    output: gemmSite(setup, 'output', output),
    gateUp: gemmSite(setup, 'gate|up', gateUp),
    down: gemmSite(setup, 'down', down),
  };
}

function attentionSite({ context, weights, buffers, options }: ModelSetup): ModelSite {
  const { heads, keyValueHeads, headDim, layers } = weights.config;
  const { capacity, chunk } = options;
  const shape = { heads, keyValueHeads, headDim, capacity, tokens: chunk, phase: 'prefill', append: 'before' } as const;
  const variants = variantsOf(attention.variants(context, shape), (variant) => ({
    id: attention.variantId(variant),
    build: async (layer) => [
      await attention.create(context, { ...shape, variant }, attentionBuffers(buffers, layer, buffers.rows.prefill)),
    ],
  }));
  const id = `prefill attention ${heads}/${keyValueHeads} heads of ${headDim}, ${chunk} tokens, room for ${capacity}`;
  return { phase: 'prefill', name: 'attention', id, rows: chunk, uses: layers, variants };
}

/** hidden after one layer, for up to `chunk` tokens. */
export async function prefillLayer(
  setup: ModelSetup,
  sites: PrefillSites,
  layer: number,
  chosen: ChosenVariants,
): Promise<readonly Part[]> {
  const { heads, keyValueHeads, headDim } = setup.weights.config;
  const cache = { heads, keyValueHeads, headDim, capacity: setup.options.capacity };
  const cached = attentionBuffers(setup.buffers, layer, setup.buffers.rows.prefill);
  const linears = layerLinears(setup);
  const part = async (id: PartId, made: Promise<readonly Dispatch[]>): Promise<Part> => ({
    id,
    dispatches: await made,
  });
  const at = (site: ModelSite) => variantAt(site, chosen).build(layer);
  const linear = (id: PartId, site: ModelSite, of: Linear): readonly Promise<Part>[] => [
    part('norms', prepare(setup, of.from(layer), of.matrix(layer).shape.columns)),
    part(id, at(site)),
  ];
  return together([
    ...linear('qkv', sites.qkv, linears.qkv),
    part('cache', ropeAndAppend(setup.context, cache, cached)),
    part('attention', at(sites.attention)),
    ...linear('output', sites.output, linears.output),
    ...linear('gate-up', sites.gateUp, linears.gateUp),
    ...linear('down', sites.down, linears.down),
  ]);
}

/** The rows of a pass that need logits, into `lastNormed`. */
export const lastNorm = (setup: ModelSetup): Promise<Dispatch> =>
  finalNorm(setup, setup.buffers.activations.lastNormed, setup.buffers.rows.last);

/** The logits of up to `batch` rows of `lastNormed`. */
export async function lastLogits(setup: ModelSetup, batch: number): Promise<readonly Dispatch[]> {
  const { weights, buffers } = setup;
  const site = linearSite(
    setup,
    {
      matrix: () => weights.lmHead,
      bias: () => null,
      from: () => ({ kind: 'plain', x: buffers.activations.lastNormed }),
      ...{ y: buffers.logits, output: 'store' },
    },
    { name: 'last LM head', uses: 1, batch },
  );
  return site.variants[0].build(0);
}

/** The logits of all tokens of a pass. */
export async function everyLogits(setup: ModelSetup): Promise<readonly Dispatch[]> {
  const { context, weights, buffers, options } = setup;
  const { normed } = buffers.activations;
  const { logits: y, rows } = buffers;
  const [variant] = variantsFor(setup, weights.lmHead);
  const to = { from: prepared(setup, normed), y, output: 'store', bias: null, rows: rows.prefill } as const;
  const all = await finalNorm(setup, normed, null);
  return [
    all,
    ...(isRounded(setup) ? [await roundedNormed(setup, normed)] : []),
    ...(await gemm.create(context, weights.lmHead, to, { tokens: options.chunk, variant })),
  ];
}

const roundedNormed = (setup: ModelSetup, normed: GPUBuffer): Promise<Dispatch> =>
  rounded(setup, normed, setup.weights.config.hiddenSize, null);

/** hidden -> out. @param list of rows; null for all */
function finalNorm({ context, weights, buffers }: ModelSetup, out: GPUBuffer, list: GPUBuffer | null) {
  const { hiddenSize: width, rmsNormEpsilon: epsilon } = weights.config;
  const rows = list === null ? 'all' : 'listed';
  const norm = { x: buffers.activations.hidden, weight: weights.finalNorm, out, list };
  return rmsNorm.create(context, { width, epsilon, rows }, norm);
}
