/** The other engines that ran beside ours: what they are, and how they were set. None where it ran alone. */
import { z } from 'zod';

export const otherEngineSchema = z.looseObject({
  /** As its measurements name it. */
  id: z.string().min(1),
  version: z.string(),
  /** What a reader must know of how it runs, a sentence each. */
  settings: z.array(z.string()),
});
