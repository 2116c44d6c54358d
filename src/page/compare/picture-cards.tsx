/** The cards of more than two runs: one machine over time, and one machine in its browsers and builds. */
import type { JSX } from 'preact';
import { ABOUT_MACHINE } from '../../report/compare/machine-sheet';
import type { MachineRuns, Trends } from './compare-model';
import { SheetBox } from '../view/sheet-table';
import { Finding, Folded } from './finding';

interface TrendCardProps {
  readonly trends: Trends;
  readonly showTrend: (trend: string) => void;
}

export function TrendCard({ trends: { choices, shown, chart }, showTrend }: TrendCardProps): JSX.Element {
  return (
    <section class="card" id="compare-trend" aria-labelledby="compare-trend-title">
      <div class="section-head">
        <h2 id="compare-trend-title">{chart.title}</h2>
        {choices.length > 1 && (
          <label class="beside">
            Of
            <select
              id="compare-trend-choice"
              value={shown}
              onChange={({ currentTarget }) => showTrend(currentTarget.value)}
            >
              {choices.map(({ value, text }) => (
                <option key={value} value={value} selected={value === shown}>
                  {text}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <Finding chart={chart} />
      <Folded title="Which runs are in it">
        <p class="hint">
          Runs of the same workload in the same browser on the same adapter. A hollow dot is a run that did not end, or
          has too few repetitions.
        </p>
      </Folded>
    </section>
  );
}

interface MachineCardProps {
  readonly runs: MachineRuns;
  /** Among the cards of machines. */
  readonly index: number;
}

export function MachineCard({ runs, index }: MachineCardProps): JSX.Element {
  const { machine, setups, notes, chart, sheet } = runs;
  const heading = `compare-machine-title-${index}`;
  return (
    <section class="card compare-machine" aria-labelledby={heading}>
      <h2 id={heading}>{chart?.title ?? `Runs of ${machine}`}</h2>
      {notes.map((text) => (
        <p key={text} class="message warning">
          {text}
        </p>
      ))}
      {chart === null ? (
        <>
          <p>No test ran in two of its browsers and builds, so nothing is compared: {setups}.</p>
          <Folded title="What each measured">
            <SheetBox sheet={sheet} name={`Runs of ${machine}`} />
          </Folded>
        </>
      ) : (
        <>
          <Finding chart={chart} />
          <Folded title="How they are compared">
            <p class="hint">
              {setups}. {ABOUT_MACHINE}
            </p>
          </Folded>
        </>
      )}
    </section>
  );
}
