/** The card of two runs side by side: which two, how their speeds compare, and what tells them apart. */
import type { JSX } from 'preact';
import type { FactOfTwo } from '../../report/compare/identity';
import type { ListRow } from './compare-model';
import { SheetBox } from '../view/sheet-table';
import { Finding, Folded } from './finding';
import type { TwoRuns } from './two-runs';

interface TwoRunsCardProps {
  readonly two: TwoRuns;
  /** As they were chosen. */
  readonly pair: readonly [string, string];
  readonly rows: readonly ListRow[];
  readonly choose: (place: 0 | 1, id: string) => void;
}

export function TwoRunsCard({ two, pair, rows, choose }: TwoRunsCardProps): JSX.Element {
  const { chart, apart, differing, identity, settings, notes, unmatched, labels } = two;
  return (
    <section class="card" id="compare-two" aria-labelledby="compare-two-title">
      <h2 id="compare-two-title">Two runs side by side</h2>
      <div class="run-choice">
        <RunSelect label="Compare" place={0} {...{ pair, rows, choose }} />
        <RunSelect label="with" place={1} {...{ pair, rows, choose }} />
      </div>
      {notes.map((text) => (
        <p key={text} class="message warning">
          {text}
        </p>
      ))}
      <div class="two-runs">
        <div>
          {apart !== null && (
            <>
              <p>A is the older run, B the newer one. Their speeds have no ratio.</p>
              <SheetBox sheet={apart} name="Speeds of two runs" />
            </>
          )}
          {chart === null && apart === null && (
            <p>No test is the same in both, so no speed is compared. Equal names of tests are not enough.</p>
          )}
          {chart !== null && (
            <>
              <Finding chart={chart} />
              <Folded title="How they are compared">
                <p class="hint">
                  A is the older run, B the newer one. The ratio of the medians has a 95 % interval; a tie is an
                  interval that contains 1. It covers what changes between runs where three or more of each kind are
                  kept here.
                </p>
              </Folded>
            </>
          )}
          {unmatched !== '' && <p class="hint">{unmatched}</p>}
        </div>
        <div>
          <dl class="which-two">
            <dt>A, older</dt>
            <dd>{labels[0]}</dd>
            <dt>B, newer</dt>
            <dd>{labels[1]}</dd>
          </dl>
          <FactTable caption="What tells them apart" facts={identity} />
          {differing.length === 0 ? (
            <p class="hint">Both were measured with the same settings.</p>
          ) : (
            <FactTable caption="Settings that differ" facts={differing} />
          )}
          <Folded title="All settings of both">
            <FactTable caption="All settings" facts={settings} />
          </Folded>
        </div>
      </div>
    </section>
  );
}

interface RunSelectProps extends Pick<TwoRunsCardProps, 'pair' | 'rows' | 'choose'> {
  readonly label: string;
  readonly place: 0 | 1;
}

/** Without the run that the other one has: no run is held against itself. */
function RunSelect({ label, place, pair, rows, choose }: RunSelectProps): JSX.Element {
  const [own, other] = place === 0 ? pair : [pair[1], pair[0]];
  return (
    <label>
      {label}
      <select
        id={`compare-run-${place}`}
        value={own}
        onChange={({ currentTarget }) => choose(place, currentTarget.value)}
      >
        {rows
          .filter(({ id }) => id !== other)
          .map(({ id, label: text, imported }) => (
            <option key={id} value={id} selected={id === own}>
              {imported ? `${text} · imported` : text}
            </option>
          ))}
      </select>
    </label>
  );
}

interface FactTableProps {
  readonly caption: string;
  readonly facts: readonly FactOfTwo[];
}

function FactTable({ caption, facts }: FactTableProps): JSX.Element {
  return (
    <table class="plain-table facts-of-two">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">A, older</th>
          <th scope="col">B, newer</th>
        </tr>
      </thead>
      <tbody>
        {facts.map(({ name, a: ofA, b: ofB, differs }) => (
          <tr key={name} data-differs={differs}>
            <th scope="row">
              {name}
              {differs && <span class="visually-hidden">, which differs</span>}
            </th>
            {differs ? (
              <>
                <td>{ofA}</td>
                <td>{ofB}</td>
              </>
            ) : (
              <td colSpan={2}>{ofA}, in both</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
