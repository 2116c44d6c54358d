/** One kept run, opened: its picture, its tests, what it is, and every timed run. */
import type { JSX } from 'preact';
import type { OpenedRun } from './opened-run';
import { SheetBox } from '../view/sheet-table';
import { Finding, Folded } from './finding';

interface OpenedCardProps {
  readonly run: OpenedRun;
  readonly close: () => void;
}

export function OpenedCard({ run, close }: OpenedCardProps): JSX.Element {
  const { label, failure, chart, tests, timed, facts, warnings } = run;
  return (
    <section class="card" id="compare-opened" aria-labelledby="compare-opened-title">
      <div class="section-head">
        <h2 id="compare-opened-title" tabIndex={-1}>
          {label}
        </h2>
        <button type="button" id="compare-close" onClick={close}>
          Close
        </button>
      </div>
      {failure !== '' && <p class="message warning">{failure}</p>}
      {chart === null ? <p>No speed of a decode was measured.</p> : <Finding chart={chart} />}
      {warnings.length > 0 && (
        <Folded title={`${warnings.length === 1 ? 'A warning' : `${warnings.length} warnings`} of this run`}>
          <ul class="opened-warnings">
            {warnings.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Folded>
      )}
      {tests.rows.length > 0 && (
        <Folded title="Every test, in tokens/s">
          <SheetBox sheet={tests} name="Tests of the opened run" />
        </Folded>
      )}
      {timed.rows.length > 0 && (
        <Folded title="Every timed run, in order">
          <SheetBox sheet={timed} name="Timed runs of the opened run" />
        </Folded>
      )}
      <Folded title="How and by what it was measured">
        <table class="plain-table facts-of-two">
          <tbody>
            {facts.map(({ name, value }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Folded>
    </section>
  );
}
