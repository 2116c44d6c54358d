/** All that a challenge needs, loaded when the page is opened with one. */
import type { Duel } from '../../report/links/duel';
import { decodeDuel } from '../../report/links/duel-link';
import { assertReplayable } from '../../report/receipt/replay';

export { DuelView } from './duel-view';

/** @throws TokamarkError of a link that cannot be read, or whose workloads this version does not compute */
export async function openDuel(address: string): Promise<Duel> {
  const duel = await decodeDuel(address);
  assertReplayable(duel.receipt);
  return duel;
}
