/** Who wins a challenge, once this page has measured the same. Before that the first screen says whose result it is (hero/challenge.ts). */
import type { JSX } from 'preact';
import type { Duel } from '../../report/links/duel';
import { duelVerdict } from '../../report/links/duel-verdict';
import type { Result } from '../../report/schema';
import { WORDS } from './catalogue/words';

export interface DuelViewProps {
  readonly duel: Duel;
  /** Of the latest run of this page that has ended. */
  readonly result: Result;
}

export function DuelView({ duel, result }: DuelViewProps): JSX.Element {
  const verdict = duelVerdict(duel, result);
  return (
    <>
      <p class="duel-claim" role="status">
        {verdict.kind === 'refused' ? WORDS.noVerdict(verdict.reason) : verdict.sentence}
      </p>
      {verdict.kind === 'decided' && <p class="hint">{verdict.notes.join(' ')}</p>}
    </>
  );
}
