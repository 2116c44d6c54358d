/** How a result can be replayed, and whether it is itself a replay. */
import { z } from 'zod';
import { sha256 } from './common';

export const replaySchema = z.looseObject({
  /** The text of the receipt that was replayed. */
  receipt: z.string(),
  sameImplementation: z.boolean(),
  /** Part by part, what differs between the implementation that made the receipt and this one. */
  differences: z.array(z.string()),
});

export const receiptSchema = z.looseObject({
  /** The fragment of a link that replays the workloads which really ran, without a time budget. */
  text: z.string(),
  /** Of all its workloads, sorted. */
  workloadIds: z.array(sha256),
});
