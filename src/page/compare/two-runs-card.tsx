/** The card of two runs side by side: which two, how their speeds compare, and what tells them apart. */
import type { JSX } from 'preact';
import type { FactOfTwo } from '../../report/compare/identity';
import type { Said } from '../state/said';
import { SaidView } from '../take-away/said-view';
import { SheetBox } from '../view/sheet-table';
import type { CompareActs } from './acts';
import type { ListRow, PairOfRuns } from './compare-model';
import { Finding, Folded } from './finding';

interface TwoRunsCardProps {
  readonly two: PairOfRuns;
  /** As they were chosen. */
  readonly pair: readonly [string, string];
  readonly rows: readonly ListRow[];
  readonly said: Said;
  readonly acts: Pick<CompareActs, 'choose' | 'copy'>;
}

export function TwoRunsCard({ two, pair, rows, said, acts: { choose, copy } }: TwoRunsCardProps): JSX.Element {
  const { notes, markdown } = two;
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
          <Speeds two={two} />
          {two.instead.length > 0 && (
            <div class="instead">
              <p>What can be compared:</p>
              {two.instead.map(({ place, id, text }) => (
                <button type="button" key={place} onClick={() => choose(place, id)}>
                  {text}
                </button>
              ))}
            </div>
          )}
          {markdown !== '' && (
            <div class="actions compact">
              <button type="button" id="compare-copy" onClick={() => copy(markdown)}>
                Copy as a Markdown table
              </button>
              <SaidView at="pair-copied" said={said} />
            </div>
          )}
        </div>
        <Facts two={two} />
      </div>
    </section>
  );
}

function Speeds({ two: { chart, whyNot, speeds, unmatched, settings } }: Pick<TwoRunsCardProps, 'two'>): JSX.Element {
  return (
    <>
      {whyNot !== '' && <p>{whyNot}</p>}
      {speeds !== null && <SheetBox sheet={speeds} name="Speeds of both runs" />}
      {chart !== null && <Finding chart={chart} />}
      {chart !== null && (
        <Folded title="How they are compared">
          <p class="hint">
            A is the older run, B the newer one. The ratio of the medians has a 95 % interval; a tie is an interval that
            contains 1. It covers what changes between runs where three or more of each kind are kept here.
            {settings.length === 0 && ' Both were measured with the same settings.'}
          </p>
        </Folded>
      )}
      {unmatched !== null && (
        <Folded title={`${unmatched.count === 1 ? 'One test is' : `${unmatched.count} tests are`} not compared`}>
          <p class="hint">{unmatched.text}</p>
        </Folded>
      )}
    </>
  );
}

/** What differs is seen; what is equal is folded away. */
function Facts({ two: { apart, settings, same } }: Pick<TwoRunsCardProps, 'two'>): JSX.Element {
  return (
    <div>
      <FactTable caption="What tells them apart" facts={apart} />
      <FactTable caption="Settings that differ" facts={settings} />
      {same.length > 0 && (
        <Folded title="What is the same in both">
          <table class="plain-table facts-of-two">
            <tbody>
              {same.map(({ name, a }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{a}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Folded>
      )}
    </div>
  );
}

interface RunSelectProps extends Pick<TwoRunsCardProps, 'pair' | 'rows'>, Pick<CompareActs, 'choose'> {
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
  /** That differ. */
  readonly facts: readonly FactOfTwo[];
}

/** Nothing where there is none. */
function FactTable({ caption, facts }: FactTableProps): JSX.Element | null {
  if (facts.length === 0) return null;
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
        {facts.map(({ name, a, b }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{a}</td>
            <td>{b}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
