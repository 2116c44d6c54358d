/**
 * A Llama-architecture transformer as lists of dispatches over fixed buffers: tokens -> embedding -> layers -> logits -> next
 * token. Not when they are submitted (see session.ts).
 *
 * Where decode stands (kernels/rows.ts) and the text live on the GPU: a decode step needs nothing from the CPU, and its bind groups
 * never change.
 */
import type { GpuContext } from '../device/context';
import type { Dispatch } from '../kernels/kernel';
import type { Choices, Site } from '../tuning/site';
import * as argmax from '../../shaders/argmax';
import * as embeddingGather from '../../shaders/embedding-gather';
import * as sample from '../../shaders/sample';
import {
  activationBuffers,
  roomOf,
  type ActivationBuffers,
  type ModelSetup,
  type TransformerOptions,
} from './activations';
import { decodePlaces, type DecodePlaces } from './decode';
import { attentionParts, dispatchesOf, type Part } from './parts';
import { pick, siteOf, type Place } from './places';
import { everyLogits, lastLogits, prefillLayer, prefillPlaces, type PrefillPlaces } from './prefill';
import type { ModelWeights } from './weights/weights';

export interface Transformer {
  readonly weights: ModelWeights;
  readonly options: TransformerOptions;
  readonly buffers: ActivationBuffers;
  /** One token through the model, up to its logits. */
  readonly decode: readonly Dispatch[];
  /** Up to `chunk` tokens: through the layers only, */
  readonly prefill: readonly Dispatch[];
  /** then the logits of the rows that `lastRows` has, */
  readonly lastLogits: readonly Dispatch[];
  /** or of all (empty without `allLogits`). */
  readonly everyLogits: readonly Dispatch[];
  /** The next token from row 0 of the logits: the likeliest, */
  readonly greedy: Dispatch;
  /** or one drawn from the softmax; null without `sampling`. */
  readonly draw: Dispatch | null;
  /** `decode` and `prefill` again, cut by what their dispatches are for. */
  readonly parts: { readonly decode: readonly Part[]; readonly prefill: readonly Part[] };
  /** By place, the variant that runs there. */
  readonly variants: Readonly<Record<string, string>>;
}

/** What a tuner may choose between for this model; made once, for any number of choices. */
export interface TuningSites {
  readonly decode: readonly Site[];
  readonly prefill: readonly Site[];
}

/** Weights with the buffers to run them in: dispatches are made of it, again where other variants are chosen. */
export class TransformerFrame {
  private constructor(private readonly setup: ModelSetup) {}

  /** @throws TokamarkError `too-large`, `out-of-memory`. */
  static make(context: GpuContext, weights: ModelWeights, options: TransformerOptions): Promise<TransformerFrame> {
    return context.guarded(`${weights.config.name}'s activations and cache`, () => {
      const buffers = activationBuffers(context, weights, options);
      return new TransformerFrame({ context, weights, buffers, options });
    });
  }

  /** The places of decode and prefill as the tuner sees them. */
  sites(): TuningSites {
    const { chunk } = this.setup.options;
    return {
      decode: placesOf(decodePlaces(this.setup, new Map())).map(siteOf),
      prefill: chunk > 1 ? placesOf(prefillPlaces(this.setup)).map(siteOf) : [],
    };
  }

  /** @throws TokamarkError `shader`. */
  transformer(choices: Choices = new Map()): Promise<Transformer> {
    const { context, weights, options } = this.setup;
    return context.guarded(`${weights.config.name}'s kernels`, () => build(this.setup, weights, options, choices));
  }
}

async function build(
  setup: ModelSetup,
  weights: ModelWeights,
  options: TransformerOptions,
  choices: Choices,
): Promise<Transformer> {
  const { context, buffers } = setup;
  const { tokens, decodeRows, prefillRows, hidden, logits, sampling } = buffers;
  const room = roomOf(options);
  const gathered = (rows: GPUBuffer) =>
    embeddingGather.create(context, weights.embedding, room, { tokens, rows, hidden });
  const decode = decodePlaces(setup, choices);
  const prefill = prefillPlaces(setup);
  const decoded: Part[] = [{ id: 'embedding', dispatches: await gathered(decodeRows) }];
  const prefilled: Part[] = [{ id: 'embedding', dispatches: await gathered(prefillRows) }];
  for (let layer = 0; layer < weights.config.layers; layer++) {
    const chosen = (place: Place) => pick(place, choices).build(layer);
    decoded.push(
      { id: 'qkv', dispatches: await chosen(decode.qkv) },
      ...attentionParts(await chosen(decode.attention)),
      { id: 'gate-up', dispatches: await chosen(decode.gateUp) },
      { id: 'down', dispatches: await chosen(decode.down) },
    );
    prefilled.push(...(await prefillLayer(setup, prefill, layer, choices)));
  }
  decoded.push({ id: 'head', dispatches: await pick(decode.head, choices).build(0) });
  const choosing = { vocabSize: weights.config.vocabSize, room };
  const choice = { logits, tokens, rows: decodeRows };
  const places = [...placesOf(decode), ...placesOf(prefill)];
  return {
    weights,
    options,
    buffers,
    decode: dispatchesOf(decoded),
    prefill: dispatchesOf(prefilled),
    parts: { decode: decoded, prefill: prefilled },
    lastLogits: await lastLogits(setup),
    everyLogits: options.allLogits ? await everyLogits(setup) : [],
    greedy: await argmax.create(context, choosing, choice),
    draw: options.sampling === true ? await sample.create(context, choosing, { ...choice, sampling }) : null,
    variants: Object.fromEntries(places.map((place) => [place.id, pick(place, choices).id])),
  };
}

const placesOf = (places: DecodePlaces | PrefillPlaces): readonly Place[] => Object.values<Place>({ ...places });
