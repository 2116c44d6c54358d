/**
 * A Llama-architecture transformer on the CPU, all positions in one pass: sums in float64, what lies between them in f32, keys and values
 * rounded to binary16 as the product's cache holds them. Fast enough for a server to check every submission with;
 * test/fixtures/reference-transformer.ts is the description that it is held against.
 *
 * Activations stay as they are, also for W4A8, which rounds them to INT8: one that falls to the other side of a step moves all that follow
 * it, so that no reference repeats a device's rounding. One that rounded too was no nearer to lavapipe.
 */
import { ropeTable } from '../../../../shaders/rope/reference';
import type { ModelConfig } from '../../../../src/model/config';
import { attend, turnAndStore } from './attention';
import { multiply } from './product';
import { rmsNorm, swiglu } from './vectors';
import type { LayerValues, ProofWeights } from './weights';

interface Scratch {
  /** (positions, hiddenSize), and so the next three. */
  readonly hidden: Float32Array;
  readonly normed: Float32Array;
  readonly projected: Float32Array;
  /** (positions, heads * headDim) */
  readonly attended: Float32Array;
  /** (positions, (heads + 2 keyValueHeads) * headDim) */
  readonly qkv: Float32Array;
  /** (positions, 2 * intermediateSize) */
  readonly gateUp: Float32Array;
  /** (positions, intermediateSize) */
  readonly activated: Float32Array;
}

/** Its memory is made once: the same for every text. */
export class ForwardPass {
  private readonly scratch: Scratch;
  private readonly turns: Float32Array;
  private readonly out: Float32Array;

  /** @param most positions of a text @param logits that are asked for, at most */
  constructor(
    private readonly config: ModelConfig,
    private readonly most: number,
    logits: number,
  ) {
    const { hiddenSize, intermediateSize, heads, keyValueHeads, headDim, vocabSize, rope } = config;
    const of = (width: number): Float32Array => new Float32Array(most * width);
    this.scratch = {
      ...{ hidden: of(hiddenSize), normed: of(hiddenSize), projected: of(hiddenSize) },
      ...{ attended: of(heads * headDim), qkv: of((heads + 2 * keyValueHeads) * headDim) },
      ...{ gateUp: of(2 * intermediateSize), activated: of(intermediateSize) },
    };
    this.turns = ropeTable(most, headDim, rope);
    this.out = new Float32Array(logits * vocabSize);
  }

  /**
   * What the model thinks after each of the last `count` tokens, (count, vocabSize): of the same memory at every call.
   * @throws RangeError for more tokens, or logits, than it was made for
   */
  logits(weights: ProofWeights, tokens: readonly number[], count: number): Float32Array {
    const { hiddenSize, vocabSize, rmsNormEpsilon } = this.config;
    const { hidden, normed } = this.scratch;
    const positions = tokens.length;
    if (positions > this.most || count > positions || count * vocabSize > this.out.length) {
      throw new RangeError(`${positions} tokens with ${count} logits: more than there is memory for`);
    }
    tokens.forEach((token, position) => {
      hidden.set(weights.embedding.subarray(token * hiddenSize, (token + 1) * hiddenSize), position * hiddenSize);
    });
    for (const layer of weights.layers) this.layer(layer, positions);
    rmsNorm(hidden, weights.finalNorm, normed, { positions, epsilon: rmsNormEpsilon });
    const last = normed.subarray((positions - count) * hiddenSize, positions * hiddenSize);
    multiply(last, weights.lmHead, this.out, { positions: count, rows: vocabSize, columns: hiddenSize });
    return this.out.subarray(0, count * vocabSize);
  }

  private layer(layer: LayerValues, positions: number): void {
    const { config, scratch } = this;
    const { hiddenSize, heads, headDim, intermediateSize, rmsNormEpsilon } = config;
    const { hidden, normed, projected, attended, qkv, gateUp, activated } = scratch;
    const linear = (x: Float32Array, w: Float32Array, y: Float32Array, columns: number): void => {
      multiply(x, w, y, { positions, rows: w.length / columns, columns });
    };
    const add = (): void => {
      for (let i = 0; i < positions * hiddenSize; i++) hidden[i] = (hidden[i] ?? 0) + (projected[i] ?? 0);
    };
    const norm = (weight: Float32Array): void => {
      rmsNorm(hidden, weight, normed, { positions, epsilon: rmsNormEpsilon });
    };
    norm(layer.inputNorm);
    linear(normed, layer.qkv, qkv, hiddenSize);
    turnAndStore(config, qkv, this.turns, positions);
    attend(config, qkv, attended, positions);
    linear(attended, layer.output, projected, heads * headDim);
    add();
    norm(layer.postNorm);
    linear(normed, layer.gateUp, gateUp, hiddenSize);
    swiglu(gateUp, activated, { positions, width: intermediateSize });
    linear(activated, layer.down, projected, intermediateSize);
    add();
  }
}
