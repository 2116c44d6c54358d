/** A duel's link as it is opened: read, and of workloads that this version computes. */
import { assertReplayable } from '../receipt/replay';
import type { Duel } from './duel';
import { decodeDuel } from './duel-link';

/** @throws TokamarkError of a link that cannot be read, or whose workloads this version does not compute */
export async function openDuel(address: string): Promise<Duel> {
  const duel = await decodeDuel(address);
  assertReplayable(duel.receipt);
  return duel;
}
