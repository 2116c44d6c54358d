/**
 * A Llama-architecture transformer as lists of dispatches over fixed buffers: tokens -> embedding -> layers -> logits -> next
 * token. Not when they are submitted (see session.ts).
 *
 * Where decode stands (kernels/rows.ts) and the text live on the GPU: a decode step needs nothing from the CPU, and its bind groups
 * never change.
 */
import type { GpuContext } from '../device/context';
import { together } from '../foundation/together';
import type { Dispatch } from '../kernels/kernel';
import type { ChosenVariants } from '../tuning/site';
import * as argmax from '../../shaders/argmax';
import * as embeddingGather from '../../shaders/embedding-gather';
import * as sample from '../../shaders/sample';
import {
  batchesOf,
  modelBuffers,
  roomOf,
  type ModelBuffers,
  type ModelSetup,
  type TransformerOptions,
} from './activations';
import { decodeSites, type DecodeSites } from './decode';
import { attentionParts, dispatchesOf, type Part } from './parts';
import { variantAt, runningVariant, siteOf, type TuningSite, type RunningVariant, type ModelSite } from './sites';
import { everyLogits, lastLogits, lastNorm, prefillLayer, prefillSites, type PrefillSites } from './prefill';
import type { ModelWeights } from './weights/weights';

/** One token of each of up to `batch` sequences. */
export interface Step {
  readonly batch: number;
  /** The rows that `rows.decode` has through the model, up to their logits, row by row. */
  readonly decode: readonly Dispatch[];
  /** `decode` again, cut by what its dispatches are for. */
  readonly parts: readonly Part[];
  /** Logits of the first rows of `lastNormed`, after a prefill pass; empty where there is none. */
  readonly lastLogits: readonly Dispatch[];
}

/** Up to `chunk` rows, of any sequences; without dispatches where that is 0. */
export interface PrefillPass {
  /** Through the layers only, */
  readonly dispatches: readonly Dispatch[];
  /** `dispatches` again, cut by what they are for, */
  readonly parts: readonly Part[];
  /** then those that `rows.last` has into their rows of `lastNormed`, */
  readonly lastNorm: Dispatch;
  /** or the logits of all (empty without `allLogits`). */
  readonly everyLogits: readonly Dispatch[];
}

/** The next token of each row of the logits. */
export interface NextToken {
  /** The likeliest, */
  readonly greedy: Dispatch;
  /** or one drawn from the softmax; null without `sampling`. */
  readonly draw: Dispatch | null;
}

export interface Transformer {
  readonly weights: ModelWeights;
  readonly options: TransformerOptions;
  readonly buffers: ModelBuffers;
  /** By `batch`, the smallest first. */
  readonly steps: readonly [Step, ...Step[]];
  readonly prefill: PrefillPass;
  readonly choice: NextToken;
  /** What runs at each site. */
  readonly variants: readonly RunningVariant[];
}

/** The step that runs `rows` sequences. @throws RangeError where they are more than any was made for */
export function stepFor({ steps }: Pick<Transformer, 'steps'>, rows: number): Step {
  const step = steps.find(({ batch }) => batch >= rows);
  if (step !== undefined) return step;
  throw new RangeError(`${rows} sequences at once: the model was made for ${steps.at(-1)?.batch ?? 0} at most`);
}

/** What a tuner may choose between for this model; made once, whatever is chosen. */
export interface TuningSites {
  readonly decode: readonly TuningSite[];
  readonly prefill: readonly TuningSite[];
}

/** Weights with the buffers to run them in: dispatches are made of it, again where other variants are chosen. */
export class TransformerFrame {
  private constructor(private readonly setup: ModelSetup) {}

  /** @throws TokamarkError `too-large`, `out-of-memory`. */
  static make(context: GpuContext, weights: ModelWeights, options: TransformerOptions): Promise<TransformerFrame> {
    return context.guarded(`${weights.config.name}'s activations and cache`, () => {
      const buffers = modelBuffers(context, weights, options);
      return new TransformerFrame({ context, weights, buffers, options });
    });
  }

  /** The sites of decode and prefill as the tuner sees them. */
  sites(): TuningSites {
    const { chunk } = this.setup.options;
    return {
      decode: batchesOf(this.setup.options)
        .flatMap((batch) => sitesOf(decodeSites(this.setup, new Map(), batch)))
        .map(siteOf),
      prefill: chunk > 1 ? sitesOf(prefillSites(this.setup)).map(siteOf) : [],
    };
  }

  /** @throws TokamarkError `shader`. */
  transformer(chosen: ChosenVariants = new Map()): Promise<Transformer> {
    const { context, weights } = this.setup;
    return context.guarded(`${weights.config.name}'s kernels`, () => build(this.setup, chosen));
  }
}

async function build(setup: ModelSetup, chosen: ChosenVariants): Promise<Transformer> {
  const { weights, buffers, options } = setup;
  const prefill = options.chunk === 0 ? null : prefillSites(setup);
  const [smallest, ...others] = batchesOf(options);
  const sitesFor = (batch: number) => decodeSites(setup, chosen, batch);
  const decode = [sitesFor(smallest), ...others.map(sitesFor)] as const;
  // All that is to be compiled is asked for at once: a browser compiles several at a time.
  const [pass, first, rest, choice] = await together([
    prefillPass(setup, prefill, chosen),
    stepOf(setup, decode[0], chosen),
    together(decode.slice(1).map((sites) => stepOf(setup, sites, chosen))),
    nextToken(setup),
  ]);
  const sites = [...decode, ...(prefill === null ? [] : [prefill])].flatMap(sitesOf);
  return {
    ...{ weights, options, buffers, steps: [first, ...rest], prefill: pass, choice },
    variants: sites.map((site) => runningVariant(site, chosen)),
  };
}

/** @param sites null: none of its rows is ever computed */
async function prefillPass(
  setup: ModelSetup,
  sites: PrefillSites | null,
  chosen: ChosenVariants,
): Promise<PrefillPass> {
  const { weights, buffers, options } = setup;
  if (sites === null) return { dispatches: [], parts: [], lastNorm: await lastNorm(setup), everyLogits: [] };
  const [embedding, layers, last, every] = await together([
    gathered(setup, buffers.rows.prefill),
    together(layersOf(weights).map((layer) => prefillLayer(setup, sites, layer, chosen))),
    lastNorm(setup),
    options.allLogits ? everyLogits(setup) : [],
  ]);
  const parts: readonly Part[] = [{ id: 'embedding', dispatches: embedding }, ...layers.flat()];
  return { dispatches: dispatchesOf(parts), parts, lastNorm: last, everyLogits: every };
}

async function nextToken({ context, weights, buffers, options }: ModelSetup): Promise<NextToken> {
  const { tokens, logits, sampling } = buffers;
  const shape = { vocabSize: weights.config.vocabSize, room: roomOf(options) };
  const choice = { logits, tokens, rows: buffers.rows.decode };
  return {
    greedy: await argmax.create(context, shape, choice),
    draw: options.sampling === true ? await sample.create(context, shape, { ...choice, sampling }) : null,
  };
}

async function stepOf(setup: ModelSetup, sites: DecodeSites, chosen: ChosenVariants): Promise<Step> {
  const { weights, buffers } = setup;
  const batch = sites.qkv.rows;
  const at = (site: ModelSite, layer: number) => variantAt(site, chosen).build(layer);
  const layerParts = async (layer: number): Promise<readonly Part[]> => {
    const [qkv, attention, gateUp, down] = await together([
      at(sites.qkv, layer),
      at(sites.attention, layer),
      at(sites.gateUp, layer),
      at(sites.down, layer),
    ]);
    return [
      { id: 'qkv', dispatches: qkv },
      ...attentionParts(attention),
      { id: 'gate-up', dispatches: gateUp },
      { id: 'down', dispatches: down },
    ];
  };
  const [embedding, layers, head, last] = await together([
    gathered(setup, buffers.rows.decode),
    together(layersOf(weights).map(layerParts)),
    at(sites.head, 0),
    setup.options.chunk === 0 ? [] : lastLogits(setup, batch),
  ]);
  const parts: readonly Part[] = [
    { id: 'embedding', dispatches: embedding },
    ...layers.flat(),
    { id: 'head', dispatches: head },
  ];
  return { batch, decode: dispatchesOf(parts), parts, lastLogits: last };
}

const layersOf = ({ config }: Pick<ModelWeights, 'config'>): readonly number[] => [...Array(config.layers).keys()];

/** tokens -> hidden. @param rows table of the pass */
function gathered({ context, weights, buffers, options }: ModelSetup, rows: GPUBuffer): Promise<Dispatch[]> {
  const of = { tokens: buffers.tokens, rows, hidden: buffers.activations.hidden };
  return embeddingGather.create(context, weights.embedding, roomOf(options), of);
}

const sitesOf = (sites: DecodeSites | PrefillSites): readonly ModelSite[] => Object.values<ModelSite>({ ...sites });
