/** The cards of more than two runs: one machine over time, and one machine in its browsers and builds. */
import type { JSX } from 'preact';
import { ABOUT_MACHINE } from '../../report/compare/machine-sheet';
import type { MachineRuns, Trends } from './compare-model';
import { Folded, Picture, SheetTable } from './picture';

interface TrendCardProps {
  readonly trends: Trends;
  readonly width: number;
  readonly showTrend: (trend: string) => void;
}

export function TrendCard({ trends: { choices, shown, chart }, width, showTrend }: TrendCardProps): JSX.Element {
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
      <Picture chart={chart} width={width}>
        <p class="hint">
          Runs of the same workload in the same browser on the same adapter. A hollow dot is a run that did not end, or
          has too few repetitions.
        </p>
      </Picture>
    </section>
  );
}

interface MachineCardProps {
  readonly runs: MachineRuns;
  readonly width: number;
  /** Among the cards of machines. */
  readonly index: number;
}

export function MachineCard({ runs, width, index }: MachineCardProps): JSX.Element {
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
            <SheetTable sheet={sheet} label={`Runs of ${machine}`} />
          </Folded>
        </>
      ) : (
        <Picture chart={chart} width={width}>
          <p class="hint">
            {setups}. {ABOUT_MACHINE}
          </p>
        </Picture>
      )}
    </section>
  );
}
