/** What the steps of a measurement share, and the check that each of them ends with. */
import { withSubject } from '../measurement';
import type { Board } from '../board';
import type { PlannedRun } from '../planned-run';
import type { RunBench } from '../run-request';
import { transformersOf, type Subject } from '../subject';
import { distinctUses, generating } from '../verify';

export interface Measuring {
  readonly bench: RunBench;
  readonly run: PlannedRun;
  readonly board: Board;
  /** By tuning site, the variant that was chosen. */
  readonly choices: Map<string, string>;
}

/** Every kernel that `subject` runs now. @throws TokamarkError `kernel-check` */
export async function check({ bench, board }: Pick<Measuring, 'bench' | 'board'>, subject: Subject): Promise<void> {
  const uses = distinctUses(transformersOf(subject).flatMap(generating));
  const verified = await bench.verifier.verify(uses, bench.events.onVerified);
  for (const one of board.of(subject)) {
    board.set(one, { ...withSubject(one.measurement, subject, one.test), verified });
  }
}
