/** The challenge that the page was opened with, beside the runs of this browser. */
import type { JSX } from 'preact';
import type { Chart } from '../../report/charts/chart';
import { UNVERIFIED } from '../../report/links/duel';
import { WORDS } from './catalogue/words';
import { Finding } from './finding';

export interface ChallengeBeside {
  /** What the link says. */
  readonly claim: string;
  /** Null where no run measured the same. */
  readonly chart: Chart | null;
}

export function ChallengeCard({ claim, chart }: ChallengeBeside): JSX.Element {
  return (
    <section class="card" id="compare-challenge" aria-labelledby="compare-challenge-title">
      <h2 id="compare-challenge-title">{chart?.title ?? WORDS.challenge.title}</h2>
      {chart === null ? (
        <p>
          {WORDS.challenge.noneYet(claim, UNVERIFIED)} <a href="#/">{WORDS.challenge.measure}</a>.
        </p>
      ) : (
        <Finding chart={chart} />
      )}
    </section>
  );
}
