/** What a step of decode and a prompt of a model do, as the sites of a run: how often each comes, and what is launched beside them. */
import type { Recipe } from '../../kernels/recipe';
import type { ModelSizes } from '../../model/config';
import { layerShapes, vocabularyShape } from '../../model/weights/weights';
import { decodeAttention, linearWork, prefillAttention, type Work } from './work';

/** The sizes of a model, and through how many experts a token passes where there are several. */
type CostedModel = ModelSizes & { readonly experts?: { readonly perToken: number } | null };

export interface Pass {
  /** Positions that a row sees, in the mean. */
  readonly context: number;
  readonly works: readonly { readonly work: Work; readonly uses: number }[];
  /** Dispatches that are no site: embedding, norms, cache, next token. */
  readonly launches: number;
}

/** Of a step: the embedding, and the next token. */
const BESIDE_STEP = 2;
/** Of a layer with several experts: what scores them, and what chooses. */
const BESIDE_EXPERTS = 2;
/** Of a layer of prefill: two norms, RoPE, and what puts keys and values into the cache. */
const BESIDE_LAYER = 4;

export interface Step {
  /** Positions that a token sees. */
  readonly context: number;
  /** Sequences at once. */
  readonly batch: number;
}

export function stepOf(model: CostedModel, recipe: Recipe, { context, batch }: Step): Pass {
  const { qkv, output, gateUp, down } = layerShapes(model, recipe);
  const { layers } = model;
  const of = (matrix: typeof qkv) => ({ matrix, rounded: isRounded(recipe), tokens: batch });
  const experts = model.experts?.perToken ?? 1;
  return {
    context,
    works: [
      { work: linearWork('decode', 'qkv', of(qkv)), uses: layers },
      { work: decodeAttention({ ...model, context }, of(output)), uses: layers },
      { work: linearWork('decode', 'gate|up', of(gateUp)), uses: layers * experts },
      { work: linearWork('decode', 'down', of(down)), uses: layers * experts },
      { work: headOf(model, recipe, batch), uses: 1 },
    ],
    launches: BESIDE_STEP + ((model.experts ?? null) === null ? 0 : BESIDE_EXPERTS * layers),
  };
}

export interface Prompt {
  readonly tokens: number;
  /** Tokens of a pass, at most. */
  readonly chunk: number;
}

/** Until the first token of a prompt of one sequence is known; of a model without experts, among which a prompt would fall apart. */
export function promptOf(model: ModelSizes, recipe: Recipe, { tokens, chunk }: Prompt): Pass {
  const { qkv, output, gateUp, down } = layerShapes(model, recipe);
  const each = Math.min(chunk, tokens);
  const passes = tokens / each;
  const of = (matrix: typeof qkv) => ({ matrix, rounded: isRounded(recipe), tokens: each });
  const uses = model.layers * passes;
  return {
    context: tokens / 2,
    works: [
      { work: linearWork('prefill', 'qkv', of(qkv)), uses },
      { work: prefillAttention({ ...model, context: tokens / 2 }, each), uses },
      { work: linearWork('prefill', 'output', of(output)), uses },
      { work: linearWork('prefill', 'gate|up', of(gateUp)), uses },
      { work: linearWork('prefill', 'down', of(down)), uses },
      { work: headOf(model, recipe, 1), uses: 1 },
    ],
    launches: BESIDE_LAYER * uses + BESIDE_STEP,
  };
}

/** All that its sites read and write, each as often as it comes. */
export const passBytes = ({ works }: Pass): number => works.reduce((sum, { work, uses }) => sum + uses * work.bytes, 0);

const headOf = (model: ModelSizes, recipe: Recipe, tokens: number): Work =>
  linearWork('decode', 'LM head', {
    ...{ matrix: vocabularyShape(model, recipe, 'lmHead'), rounded: isRounded(recipe), tokens },
  });

const isRounded = ({ activations }: Recipe): boolean => activations === 'int8';
