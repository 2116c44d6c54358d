/** Fable on the CPU, in each format of the proof: reads what a device claims to have written after a prompt. Slow work, for a thread of its own. */
import type { ModelWeightFiles } from '../../../../src/model/files/folder';
import { ForwardPass } from './forward';
import { PROMPT_TOKENS, PROOF_TOKENS, proofPrompt, type ProofFormat } from '../contract/proof';
import { gapsOf } from './verdict';
import { proofWeights, type WeightsByFormat } from './weights';

export class ProofReference {
  private readonly pass: ForwardPass;

  private constructor(private readonly weights: WeightsByFormat) {
    // Nothing follows the last token, so it is not read.
    this.pass = new ForwardPass(weights.fp16.config, PROMPT_TOKENS + PROOF_TOKENS - 1, PROOF_TOKENS);
  }

  static async open(files: ModelWeightFiles): Promise<ProofReference> {
    return new ProofReference(await proofWeights(files));
  }

  /** What `format` thinks before each of the tokens, (tokens, vocabSize): of the same memory at every call. */
  logits(format: ProofFormat, seed: number, tokens: readonly number[]): Float32Array {
    return this.pass.logits(this.weights[format], [...proofPrompt(seed), ...tokens.slice(0, -1)], tokens.length);
  }

  gaps(format: ProofFormat, seed: number, tokens: readonly number[]): readonly number[] {
    return gapsOf(this.logits(format, seed, tokens), tokens);
  }
}
