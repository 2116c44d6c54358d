/** What each contestant of a run on a text wrote after its prompt, greedily, in the last pass that was timed. */
import { z } from 'zod';
import { contestant, count } from './common';

export const writtenSchema = z.looseObject({
  model: z.string(),
  ...contestant,
  test: z.string(),
  /** The end of the passage that all of them read. */
  prompt: z.string(),
  text: z.string(),
  /** As the engine gave them. */
  tokens: z.array(count),
});
