/** What the steps of a measurement share, and the check that each of them ends with. */
import type { Board } from '../board';
import type { PlannedRun } from '../planned-run';
import type { RunBench } from '../run-request';
import type { Ready } from './load-contestant';

export interface Measuring {
  readonly bench: RunBench;
  readonly run: PlannedRun;
  readonly board: Board;
  /** By tuning site, the variant that was chosen. */
  readonly chosen: Map<string, string>;
}

/** Every kernel that `loaded` runs now; nothing of an engine that cannot be checked. @throws TokamarkError `kernel-check` */
export async function check({ board }: Pick<Measuring, 'board'>, { entrant, loaded }: Ready): Promise<void> {
  const verified = (await loaded.kernels?.verify()) ?? [];
  for (const one of board.of(entrant, loaded.tests))
    board.set(one, { facts: loaded.facts(one.planned.test), verified });
}
