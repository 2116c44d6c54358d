/** What llama.cpp's server streams of a completion, as tokens with their times. All of it comes from outside. */
import { z } from 'zod';
import { seconds } from '../../foundation/units';
import type { PeerPass, PeerPassed } from '../peer-work';

export interface Piece {
  /** In milliseconds, on the worker's clock. */
  readonly at: number;
  readonly said: unknown;
}

/** With `verbose`, which costs it nothing: ids, and at the end the prompt as its own tokens spell it. */
const saidSchema = z.object({
  __verbose: z.object({
    stop: z.boolean(),
    tokens: z.array(z.int().nonnegative()),
    tokens_evaluated: z.int().nonnegative(),
    prompt: z.string().optional(),
  }),
  timings: z.object({ cache_n: z.int() }).optional(),
});

/**
 * Its server hands out each token after it has computed the next one, and the last two at once: of decode, the last that it is asked for
 * is there so that all others are equally late. Prefill asks for one, which comes at once.
 */
export const tokensToAsk = ({ phase, tokens }: Pick<PeerPass, 'phase' | 'tokens'>): number =>
  phase === 'prefill' ? 1 : tokens + 2;

/**
 * Of a prompt, from the call to its token; of decode, from the first token on, which the prompt has given.
 * @param begin when it was called, as `at`
 * @throws Error where it read another prompt, or reused one, or did not stream each token with its id
 */
export function passedOf(pass: PeerPass, text: string, begin: number, pieces: readonly Piece[]): PeerPassed {
  const all = pieces.map(({ at, said }) => ({ at, said: saidSchema.parse(said) }));
  const end = all.find(({ said }) => said.__verbose.stop)?.said;
  const given = pass.context.length + pass.read.length;
  if (end === undefined) throw new Error('wllama did not come to an end');
  const { tokens_evaluated: read, prompt } = end.__verbose;
  if (read !== given || prompt !== text)
    throw new Error(`wllama read ${read} tokens, not the ${given} that it was given`);
  if (end.timings === undefined || end.timings.cache_n !== 0) throw new Error('wllama did not read its prompt anew');
  const written = all.flatMap(({ at, said }) => said.__verbose.tokens.map((token) => ({ at, token })));
  const asked = tokensToAsk(pass);
  if (written.length !== asked) throw new Error(`wllama gave ${written.length} of ${asked} tokens as they came`);
  const tokens = written.slice(0, pass.tokens).map(({ token }) => token);
  const times = written
    .map(({ at }) => at)
    .slice(pass.phase === 'prefill' ? 0 : 1, pass.phase === 'prefill' ? 1 : pass.tokens + 1);
  const from = pass.phase === 'prefill' ? begin : (written[0]?.at ?? begin);
  return {
    taken: seconds(((times.at(-1) ?? from) - from) / 1000),
    times: times.map((time) => seconds(time / 1000)),
    tokens,
  };
}
