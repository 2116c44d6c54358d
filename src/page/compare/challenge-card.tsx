/** The challenge that the page was opened with, beside the runs of this browser. */
import type { JSX } from 'preact';
import type { Chart } from '../../report/charts/chart';
import { UNVERIFIED } from '../../report/links/duel';
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
      <h2 id="compare-challenge-title">{chart?.title ?? 'The challenge beside your runs'}</h2>
      {chart === null ? (
        <p>
          {claim} ({UNVERIFIED}) None of your runs measured the same yet. <a href="#/">Run measures it</a>.
        </p>
      ) : (
        <Finding chart={chart} />
      )}
    </section>
  );
}
