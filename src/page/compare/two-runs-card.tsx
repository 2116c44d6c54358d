/** The card of two runs side by side: which two, how their speeds compare, and what tells them apart. */
import type { JSX } from 'preact';
import type { FactOfTwo } from '../../report/compare/identity';
import type { Said } from '../state/said';
import { SaidView } from '../take-away/said-view';
import { SheetBox } from '../view/sheet-table';
import type { CompareActs } from './acts';
import { WORDS } from './catalogue/words';
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
      <h2 id="compare-two-title">{WORDS.two.title}</h2>
      <div class="run-choice">
        <RunSelect label={WORDS.two.first} place={0} {...{ pair, rows, choose }} />
        <RunSelect label={WORDS.two.second} place={1} {...{ pair, rows, choose }} />
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
              <p>{WORDS.two.instead}</p>
              {two.instead.map(({ place, id, text }) => (
                <button type="button" key={place} onClick={() => choose(place, id)}>
                  {text}
                </button>
              ))}
            </div>
          )}
          {markdown !== '' && (
            <div class="actions compact">
              <button type="button" id="compare-copy" onClick={() => copy(markdown, WORDS.two.copied)}>
                {WORDS.two.copy}
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
      {speeds !== null && <SheetBox sheet={speeds} name={WORDS.two.speeds} />}
      {chart !== null && <Finding chart={chart} />}
      {chart !== null && (
        <Folded title={WORDS.howCompared}>
          <p class="hint">
            {WORDS.two.about}
            {settings.length === 0 && ` ${WORDS.two.sameSettings}`}
          </p>
        </Folded>
      )}
      {unmatched !== null && (
        <Folded title={WORDS.two.unmatched(unmatched.count)}>
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
      <FactTable caption={WORDS.two.apart} facts={apart} />
      <FactTable caption={WORDS.two.settings} facts={settings} />
      {same.length > 0 && (
        <Folded title={WORDS.two.same}>
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
              {imported ? WORDS.two.imported(text) : text}
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
          <th scope="col">{WORDS.two.older}</th>
          <th scope="col">{WORDS.two.newer}</th>
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
