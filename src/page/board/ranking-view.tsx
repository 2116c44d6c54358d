/** The ranking of a workload: which runs, its rows, where the visitor would stand, and speed against energy. */
import type { JSX } from 'preact';
import type { Cohorts } from '../../../server/board/src/contract/reads/cohorts';
import { SUITE } from '../../benchmark/suite/suite';
import { Picture } from '../pictures/picture';
import { addressOfView, apiOf, filtersIn, firstPage, unfiltered, type RankingQuery } from './address';
import type { BoardProps } from './board-props';
import { BroughtView } from './brought-view';
import { WORDS } from './catalogue/words';
import { cohortSections, shownFigure, stripScale } from './cohort-rows';
import { CohortTable, type OwnRow } from './cohort-table';
import { energyChart } from './energy-chart';
import { FiltersView } from './filters-view';
import { Awaited, SuiteStamp, Take } from './frame';
import { boundaryName, percent, rungName, workloadName } from './names';
import { broughtPlace, ownPlace } from './own-place';
import { shownOf } from './slot';
import { Standing } from './standing';

const words = WORDS.ranking;

export function RankingView(props: BoardProps & { readonly query: RankingQuery }): JSX.Element {
  const { query, base, ranking, workloads, filters, suites, energy, own, brought, acts } = props;
  const answer = shownOf(ranking);
  const chart = energyChartOf(shownOf(energy));
  return (
    <>
      {brought !== null && brought.loaded.kind !== 'unasked' && <BroughtView {...{ brought, answer, base }} />}
      <section class="card" aria-labelledby="board-title-of-view" data-testid="board-ranking">
        <h2 id="board-title-of-view" tabIndex={-1}>
          {answer === null ? WORDS.views.ranking : titleOf(answer)}
        </h2>
        <FiltersView
          {...{ query, base, answer, onGo: acts.onGo }}
          workloads={shownOf(workloads)}
          filters={shownOf(filters)}
          suites={shownOf(suites)}
        />
        <Awaited loaded={ranking} {...props}>
          {(shown) => <Answer {...{ ...props, query, own }} answer={shown} />}
        </Awaited>
      </section>
      {chart !== null && (
        <section class="card" aria-labelledby="board-energy-title" data-testid="board-energy">
          <h2 id="board-energy-title">{chart.title}</h2>
          <p class="picture-says">{chart.says}</p>
          <Picture chart={chart} />
        </section>
      )}
    </>
  );
}

const energyChartOf = (answer: Parameters<typeof energyChart>[0] | null) =>
  answer === null ? null : energyChart(answer);

/** `INT4 writing: tokens per second`; of energy also how it is known, and of what. */
function titleOf({ workload, measure: { unit, rung, boundary } }: Cohorts): string {
  const known = [...(rung === null ? [] : [rungName(rung)]), ...(boundary === null ? [] : [boundaryName(boundary)])];
  return `${workloadName(workload)}: ${[unit, ...known].join(', ')}`;
}

function Answer({
  answer,
  query,
  base,
  own,
  brought,
}: BoardProps & { readonly query: RankingQuery; readonly answer: Cohorts }) {
  const { workload, measure, cohorts, suite, total, next, sampling } = answer;
  const place = ownPlace(own, answer);
  const duel = brought === null ? null : shownOf(brought.loaded);
  const carried = duel === null ? null : broughtPlace(duel, answer);
  const places = [
    ...(carried === null ? [] : [{ who: WORDS.brought.who, seen: WORDS.brought.seen, ...carried }]),
    ...(place === null ? [] : [{ who: WORDS.own.you, seen: WORDS.own.alone, ...place }]),
  ];
  const scale = stripScale([...cohorts, ...places.map(({ figure }) => ({ median: figure.median, bounds: figure }))]);
  const sections = cohortSections(answer, { query, base }, scale);
  const ownRows = places.map(({ figure, who, seen, gpu, when }): OwnRow => ({
    ...shownFigure({ median: figure.median, bounds: figure }, scale),
    ...{ who, seen, gpu, when },
  }));
  const { short, unit } = WORDS.metrics[measure.metric];
  return (
    <>
      <SuiteStamp suite={suite} current={SUITE} />
      <p class="hint">
        {words.about(workload.shape, String(workload.tokens))} {WORDS.better[measure.better]}
      </p>
      {cohorts.length === 0 ? (
        <Empty query={query} base={base} />
      ) : (
        <CohortTable {...{ sections, own: ownRows, unit, short, format: workload.format }} />
      )}
      {cohorts.length > 0 && (
        <p class="hint">{[words.total(total), words.ties, saidOf(sampling)].filter((text) => text !== '').join(' ')}</p>
      )}
      <Pages {...{ query, base, next }} />
      {place !== null && <Standing place={place} answer={answer} base={base} />}
      {cohorts.length > 0 && (
        <Take api={apiOf({ see: 'ranking', query })} link={addressOfView({ see: 'ranking', query }, 'board')} />
      )}
    </>
  );
}

function saidOf({ method, runs, share, isFirst }: Cohorts['sampling']): string {
  const { sampling } = words;
  if (method === 'stored') return sampling.stored;
  if (method === 'every device') return sampling.all(String(runs));
  return sampling.sample(percent(100 * share)) + (isFirst ? ` ${sampling.first}` : '');
}

/** A page begins behind the last row of the one before, however many come meanwhile; back is the browser's own. */
function Pages({ query, base, next }: Pick<BoardProps, 'base'> & { query: RankingQuery; next: string | null }) {
  if (next === null && query.after === undefined) return null;
  const first = firstPage(query);
  return (
    <p class="board-pages">
      {query.after !== undefined && (
        <a class="button" href={addressOfView({ see: 'ranking', query: first }, base)}>
          {words.first}
        </a>
      )}
      {next !== null && (
        <a
          class="button"
          id="board-next"
          href={addressOfView({ see: 'ranking', query: { ...first, after: next } }, base)}
        >
          {words.next}
        </a>
      )}
    </p>
  );
}

/** A state of its own: what a row would mean, and how there comes to be one. */
function Empty({ query, base }: Pick<BoardProps, 'base'> & { readonly query: RankingQuery }): JSX.Element {
  const filtered = filtersIn(query).length > 0;
  const { empty } = WORDS;
  if (filtered) {
    return (
      <div class="board-empty" data-testid="board-empty">
        <h3>{empty.filtered}</h3>
        <p>{empty.filteredMeans}</p>
        <p>
          <a class="button" href={addressOfView({ see: 'ranking', query: unfiltered(query) }, base)}>
            {WORDS.filters.clear}
          </a>
        </p>
      </div>
    );
  }
  return (
    <div class="board-empty" data-testid="board-empty">
      <h3>{empty.title}</h3>
      <p>{empty.means}</p>
      <h4>{empty.first}</h4>
      <ol>
        {empty.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p class="board-pages">
        <a class="button" href={addressOfView({ see: 'send' }, base)} id="board-empty-send">
          {empty.send}
        </a>
        <a href="#/">{empty.benchmark}</a>
      </p>
    </div>
  );
}
