/** What a challenge says: their speed before a run, and after it who wins. */
import type { JSX } from 'preact';
import { claimOf } from '../../report/links/claim';
import { UNVERIFIED, type Duel } from '../../report/links/duel';
import { duelVerdict } from '../../report/links/duel-verdict';
import type { Result } from '../../report/schema';

interface Given {
  readonly duel: Duel;
  /** Of the latest run of this page that has ended; null before one. */
  readonly result: Result | null;
}

export function DuelView({ duel, result }: Given): JSX.Element {
  const verdict = result === null ? null : duelVerdict(duel, result);
  if (verdict === null) {
    return (
      <>
        <p class="duel-claim">
          You are challenged: {claimOf(duel)} ({UNVERIFIED})
        </p>
        <p class="hint">
          Measured on {duel.date} in {duel.machine.runtime}. Run measures the same here and says who wins.
        </p>
      </>
    );
  }
  return (
    <>
      <p class="duel-claim" role="status">
        {verdict.kind === 'refused' ? `No verdict. ${verdict.reason}` : verdict.sentence}
      </p>
      {verdict.kind === 'decided' && <p class="hint">{verdict.notes.join(' ')}</p>}
    </>
  );
}
