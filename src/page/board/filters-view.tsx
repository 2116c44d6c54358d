/** Which runs a ranking is of: the workload first, the rest folded away. Each change is another address. */
import type { JSX } from 'preact';
import type { Cohorts, Workloads } from '../../../server/board/src/contract/reads/cohorts';
import type { Filters } from '../../../server/board/src/contract/reads/support';
import { METRICS } from '../../../server/board/src/contract/reads/figure';
import type { Suites } from '../../../server/board/src/contract/reads/suites';
import { BOUNDARIES } from '../../energy/provenance';
import { MODEL_FORMATS } from '../../kernels/recipe';
import {
  addressOfView,
  changed,
  filtersIn,
  FIRST,
  isReading,
  unfiltered,
  type Base,
  type BoardView,
  type FilterName,
  type RankingQuery,
} from './address';
import { WORDS } from './catalogue/words';
import { ChoiceField, type Choice } from './choice';
import { boundaryName, kindName, nameOf, powerName, rungName, testChoice } from './names';
import { SuiteChoice } from './suite-choice';

const words = WORDS.filters;

export interface FiltersProps {
  readonly query: RankingQuery;
  /** Null until they are known; then what is chosen is the only choice. */
  readonly workloads: Workloads | null;
  readonly filters: Filters | null;
  readonly suites: Suites | null;
  /** Of what is shown, by which the tests have their names before they are known. */
  readonly answer: Cohorts | null;
  readonly base: Base;
  readonly onGo: (view: BoardView) => void;
}

export function FiltersView(props: FiltersProps): JSX.Element {
  const { query, base, onGo } = props;
  const set = filtersIn(query);
  const choose = (name: Parameters<typeof changed>[1]) => (text: string) =>
    onGo({ see: 'ranking', query: changed(query, name, text) });
  const field = (name: Parameters<typeof changed>[1], label: string, choices: readonly Choice[]): JSX.Element => (
    <ChoiceField key={name} {...{ name, label, choices, value: chosenOf(query, name) }} onChoose={choose(name)} />
  );
  return (
    <form class="board-filters" aria-label={words.label} onSubmit={(event) => event.preventDefault()}>
      <div class="board-fields">
        {field('test', words.test, testsOf(props))}
        {field('format', words.format, formatsOf(props))}
        {field('metric', words.metric, metricsOf(query))}
        {field('kind', words.kind, withAny(listed(props.filters?.kinds, query.kind, kindName)))}
        {isEnergy(query) && [
          field('rung', words.rung, listed(props.filters?.rungs, rungOf(query), rungName)),
          field('boundary', words.boundary, listed(BOUNDARIES, boundaryOf(query), boundaryName)),
        ]}
        <SuiteChoice suites={props.suites} suite={query.suite} onChoose={choose('suite')} />
      </div>
      <details class="board-more" open={set.some((name) => name !== 'kind') || undefined}>
        <summary>{set.length === 0 ? words.more : words.set(set.length)}</summary>
        <div class="board-fields">{moreOf(props).map(({ name, label, choices }) => field(name, label, choices))}</div>
      </details>
      {set.length > 0 && (
        <p>
          <a href={addressOfView({ see: 'ranking', query: unfiltered(query) }, base)} id="board-clear">
            {words.clear}
          </a>
        </p>
      )}
    </form>
  );
}

const isEnergy = ({ metric }: RankingQuery): boolean => metric === 'joulesPerToken';

/** As the API has them: figures of energy of two kinds are never ranked together. */
const rungOf = ({ rung = 'measured' }: RankingQuery): string => rung;
const boundaryOf = ({ boundary = 'gpu' }: RankingQuery): string => boundary;

const firstOf = new Map<string, string>(Object.entries(FIRST));

function chosenOf(query: RankingQuery, name: Parameters<typeof changed>[1]): string {
  if (isEnergy(query) && name === 'rung') return rungOf(query);
  if (isEnergy(query) && name === 'boundary') return boundaryOf(query);
  return query[name] ?? firstOf.get(name) ?? '';
}

function moreOf({
  query,
  filters,
}: FiltersProps): readonly { name: FilterName; label: string; choices: readonly Choice[] }[] {
  const gpuNames = new Map(filters?.gpus.map(({ id, name }) => [id, nameOf(name)]));
  const values = (all: Filters['browsers'] | undefined) => all?.map(({ value }) => value);
  const lists: readonly [FilterName, string, readonly Choice[]][] = [
    [
      'gpu',
      words.gpu,
      listed(
        filters?.gpus.map(({ id }) => id),
        query.gpu,
        (id) => gpuNames.get(id) ?? nameOf(id),
      ),
    ],
    ['browser', words.browser, listed(values(filters?.browsers), query.browser, nameOf)],
    ['os', words.os, listed(values(filters?.systems), query.os, nameOf)],
    ['power', words.power, listed(values(filters?.powers), query.power, powerName)],
    ...(isEnergy(query)
      ? []
      : [
          ['rung', words.rung, listed(filters?.rungs, query.rung, rungName)] satisfies [
            FilterName,
            string,
            readonly Choice[],
          ],
        ]),
    ['engine', words.engine, listed(filters?.engines, query.engine, nameOf)],
    [
      'modified',
      words.modified,
      [
        { value: 'false', text: words.stockOnly },
        { value: 'true', text: words.modifiedOnly },
      ],
    ],
  ];
  return lists.map(([name, label, choices]) => ({ name, label, choices: withAny(choices) }));
}

const withAny = (choices: readonly Choice[]): readonly Choice[] => [{ value: '', text: words.any }, ...choices];

/** Those that there are, and the chosen one, which may have none any more. */
function listed(
  values: readonly string[] = [],
  chosen: string | undefined,
  textOf: (value: string) => string,
): readonly Choice[] {
  const all = chosen === undefined || values.includes(chosen) ? values : [chosen, ...values];
  return all.map((value) => ({ value, text: textOf(value) }));
}

function testsOf({ query, workloads, answer }: FiltersProps): readonly Choice[] {
  const known = workloads?.workloads ?? (answer === null ? [] : [answer.workload]);
  const tests = new Map(known.map((workload) => [workload.test, testChoice(workload)]));
  return listed([...tests.keys()], query.test ?? FIRST.test, (test) => tests.get(test) ?? nameOf(test));
}

function formatsOf({ query, workloads }: FiltersProps): readonly Choice[] {
  const known = new Set(workloads?.workloads.map(({ format }) => format));
  const formats = MODEL_FORMATS.filter((format) => known.has(format));
  return listed(formats, query.format ?? FIRST.format, (format) => format.toUpperCase());
}

const metricsOf = (query: RankingQuery): readonly Choice[] =>
  METRICS.filter((metric) => metric !== 'ttftSeconds' || isReading(query.test ?? FIRST.test)).map((metric) => ({
    value: metric,
    text: `${WORDS.metrics[metric].name} (${WORDS.metrics[metric].unit})`,
  }));
