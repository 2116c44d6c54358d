/** The cards of more than two runs: one machine over time, and one machine in its browsers and builds. */
import type { JSX } from 'preact';
import { ABOUT_MACHINE } from '../../report/compare/machine-sheet';
import { Picture } from '../pictures/picture';
import { WORDS } from './catalogue/words';
import type { MachineRuns, Trends } from './compare-model';
import { SheetBox } from '../view/sheet-table';
import { Folded, Folding, Says } from './finding';

interface TrendCardProps {
  readonly trends: Trends;
  readonly open: boolean;
  readonly showTrend: (trend: string) => void;
}

export function TrendCard({ trends: { choices, shown, chart }, open, showTrend }: TrendCardProps): JSX.Element {
  return (
    <section class="card" id="compare-trend" aria-labelledby="compare-trend-title">
      <Folding id="compare-trend-title" title={chart.title} says={<Says chart={chart} />} open={open}>
        {choices.length > 1 && (
          <label class="beside">
            {WORDS.trend.of}
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
        <Picture chart={chart} />
        <Folded title={WORDS.trend.which}>
          <p class="hint">{WORDS.trend.about}</p>
        </Folded>
      </Folding>
    </section>
  );
}

interface MachineCardProps {
  readonly runs: MachineRuns;
  /** Among the cards of machines. */
  readonly index: number;
  readonly open: boolean;
}

export function MachineCard({ runs, index, open }: MachineCardProps): JSX.Element {
  const { machine, setups, notes, chart, sheet } = runs;
  const says = chart === null ? WORDS.machine.nothingSame(setups) : <Says chart={chart} />;
  return (
    <section class="card compare-machine" aria-labelledby={`compare-machine-title-${index}`}>
      <Folding
        id={`compare-machine-title-${index}`}
        title={chart?.title ?? WORDS.machine.runs(machine)}
        says={says}
        open={open}
      >
        {notes.map((text) => (
          <p key={text} class="message warning">
            {text}
          </p>
        ))}
        {chart === null ? (
          <Folded title={WORDS.machine.measured}>
            <SheetBox sheet={sheet} name={WORDS.machine.runs(machine)} />
          </Folded>
        ) : (
          <>
            <Picture chart={chart} />
            <Folded title={WORDS.howCompared}>
              <p class="hint">{WORDS.machine.about(setups, ABOUT_MACHINE)}</p>
            </Folded>
          </>
        )}
      </Folding>
    </section>
  );
}
