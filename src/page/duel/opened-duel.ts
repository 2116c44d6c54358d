/** All that a challenge needs, loaded when the page is opened with one. */
import { h, render } from 'preact';
import { decodeDuel } from '../../report/links/duel-link';
import type { Duel } from '../../report/links/duel';
import { assertReplayable } from '../../report/receipt/replay';
import type { Result } from '../../report/schema';
import { DuelView } from './duel-view';

export interface OpenedDuel {
  readonly duel: Duel;
  readonly draw: (result: Result, place: Element) => void;
}

/** @throws TokamarkError of a link that cannot be read, or whose workloads this version does not compute */
export async function openDuel(address: string): Promise<OpenedDuel> {
  const duel = await decodeDuel(address);
  assertReplayable(duel.receipt);
  return { duel, draw: (result, place) => render(h(DuelView, { duel, result }), place) };
}
