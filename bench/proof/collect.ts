/** Has our engine answer challenges on a device, by the path that shows a text: what Node and a page run alike. The reference is not asked here (judge.ts). */
import { z } from 'zod';
import { proofPrompt, PROMPT_TOKENS, PROOF_FORMATS, PROOF_TOKENS } from '../../server/board/src/contract/proof';
import { Bench, SILENT } from '../../src/benchmark/bench';
import { writeOn, writingSpec } from '../../src/benchmark/story';
import type { GpuContext } from '../../src/device/context';
import { mix } from '../../src/foundation/random';
import { openModelFiles, type ModelFiles } from '../../src/model/files/folder';
import { GREEDY } from '../../src/model/session';

export const askedSchema = z.object({
  format: z.enum(PROOF_FORMATS),
  /** The seeds of challenges are mix(i), for i from `from` on. */
  from: z.number().int().nonnegative(),
  prompts: z.number().int().positive(),
});
export type Asked = z.infer<typeof askedSchema>;

export const answerSchema = z.object({
  format: z.enum(PROOF_FORMATS),
  seed: z.number().int().nonnegative(),
  tokens: z.array(z.number().int().nonnegative()),
  /** Of each token the likeliest by the device, itself first: (tokens, TOP) of id and logit. */
  top: z.array(z.array(z.tuple([z.number().int(), z.number()]))),
});
export type Answer = z.infer<typeof answerSchema>;
export const answersSchema = z.array(answerSchema);

/** As many as can be mistaken for each other. */
const TOP = 8;

export async function collect(
  context: GpuContext,
  files: ModelFiles,
  { format, from, prompts }: Asked,
): Promise<readonly Answer[]> {
  const folder = await openModelFiles(files);
  const bench = new Bench({ context, signal: null, events: SILENT });
  const room = { capacity: PROMPT_TOKENS + PROOF_TOKENS + 1, chunk: PROMPT_TOKENS, sampling: false };
  return bench.withModel(writingSpec(bench, folder, format, room), async (model) => {
    const answers: Answer[] = [];
    for (let i = from; i < from + prompts; i++) {
      const seed = mix(i);
      const request = { prompt: proofPrompt(seed), tokens: PROOF_TOKENS, choice: GREEDY, endTokens: [], logits: true };
      const { tokens, logits } = await writeOn(bench, model, request, () => undefined);
      answers.push({ format, seed, tokens: [...tokens], top: topOf(logits ?? new Float32Array(), tokens) });
    }
    return answers;
  });
}

function topOf(logits: Float32Array, tokens: readonly number[]): Answer['top'] {
  const vocabSize = logits.length / tokens.length;
  return tokens.map((token, i) => {
    const row = logits.subarray(i * vocabSize, (i + 1) * vocabSize);
    const others = Array.from(row.keys()).filter((id) => id !== token);
    others.sort((a, b) => (row[b] ?? 0) - (row[a] ?? 0));
    return [token, ...others.slice(0, TOP - 1)].map((id): [number, number] => [id, row[id] ?? NaN]);
  });
}
