/** One kept run, opened: its picture, its tests, what it is, and every timed run. */
import type { JSX } from 'preact';
import { WORDS } from './catalogue/words';
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
          {WORDS.opened.close}
        </button>
      </div>
      {failure !== '' && <p class="message warning">{failure}</p>}
      {chart === null ? <p>{WORDS.opened.noSpeed}</p> : <Finding chart={chart} />}
      {warnings.length > 0 && (
        <Folded title={WORDS.opened.warnings(warnings.length)}>
          <ul class="opened-warnings">
            {warnings.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Folded>
      )}
      {tests.rows.length > 0 && (
        <Folded title={WORDS.opened.tests}>
          <SheetBox sheet={tests} name={WORDS.opened.testsLabel} />
        </Folded>
      )}
      {timed.rows.length > 0 && (
        <Folded title={WORDS.opened.timed}>
          <SheetBox sheet={timed} name={WORDS.opened.timedLabel} />
        </Folded>
      )}
      <Folded title={WORDS.opened.facts}>
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
