/** One GPU: all of its workloads, and one of them put apart by browser, system, power source, version or month. */
import type { JSX } from 'preact';
import type { GpuPage } from '../../../server/board/src/contract/reads/gpus';
import { SLICES, type Slicing } from '../../../server/board/src/contract/reads/query';
import { SUITE } from '../../benchmark/suite/suite';
import { showFigure } from '../../report/digits';
import { left, right, sheetOf } from '../../report/table';
import { Picture } from '../pictures/picture';
import { SheetBox } from '../view/sheet-table';
import {
  addressOfView,
  apiOf,
  gpuBySuite,
  OPENING,
  rankingOf,
  slicingOf,
  type BoardView,
  type GpuQuery,
} from './address';
import type { BoardProps } from './board-props';
import { WORDS } from './catalogue/words';
import { intervalOf } from './cohort-rows';
import { Awaited, SuiteStamp, Take } from './frame';
import { kindName, nameOf, workloadName } from './names';
import { shownOf } from './slot';
import { slicesChart, slicesTitle } from './slices-chart';
import { SuiteChoice } from './suite-choice';

const words = WORDS.gpu;

type OfGpu = BoardProps & { readonly id: string; readonly query: GpuQuery };

export function GpuView(props: OfGpu): JSX.Element {
  const { gpu, base, id, query, suites, acts } = props;
  const page = shownOf(gpu);
  return (
    <>
      <section class="card" aria-labelledby="board-title-of-view" data-testid="board-gpu">
        <p>
          <a href={addressOfView(OPENING, base)}>{words.back}</a>
        </p>
        <h2 id="board-title-of-view" tabIndex={-1}>
          <bdi>{nameOf(page?.gpu.name ?? id)}</bdi>
        </h2>
        <SuiteChoice
          suites={shownOf(suites)}
          suite={query.suite}
          onChoose={(suite) => acts.onGo({ see: 'gpu', gpu: id, query: gpuBySuite(query, suite) })}
        />
        <Awaited loaded={gpu} {...props}>
          {(shown) => <Workloads page={shown} />}
        </Awaited>
      </section>
      <Apart {...props} />
    </>
  );
}

type Row = GpuPage['cohorts'][number];

function Workloads({ page: { gpu, suite, cohorts } }: { readonly page: GpuPage }): JSX.Element {
  const name = nameOf(gpu.name);
  const sheet = sheetOf<Row>(
    [
      left(words.columns.what, ({ workload }) => workloadName(workload)),
      right(WORDS.metrics.tokensPerSecond.unit, ({ cohort: { median, bounds } }) =>
        bounds === null
          ? `${showFigure(intervalOf(median, bounds))}, ${WORDS.ranking.tooFew}`
          : showFigure(intervalOf(median, bounds)),
      ),
      left(words.columns.rank, ({ cohort: { rank } }) => placeText(rank)),
      left(WORDS.ranking.columns.sent, ({ cohort: { runs, devices } }) =>
        [WORDS.ranking.runs(runs), WORDS.ranking.devices(devices)].join(', '),
      ),
      right(words.columns.guarded, ({ cohort: { guarded, median } }) =>
        guarded === null ? '-' : showFigure(intervalOf(median, guarded)),
      ),
    ],
    cohorts,
  );
  return (
    <>
      <SuiteStamp suite={suite} current={SUITE} />
      <p class="hint">
        {[kindName(gpu.kind), ...(gpu.bandwidth === null ? [] : [words.bandwidth(String(gpu.bandwidth))])].join(' · ')}
      </p>
      {cohorts.flatMap(({ cohort, workload }) =>
        cohort.warning === null
          ? []
          : [
              <p key={`${workload.id} ${cohort.engine}`} class="message warning">
                {workloadName(workload)}: <bdi>{nameOf(cohort.warning, 300)}</bdi>
              </p>,
            ],
      )}
      <SheetBox sheet={sheet} name={words.cohortsName(name)} />
    </>
  );
}

const placeText = (rank: Row['cohort']['rank']): string =>
  rank === null ? '-' : rank.to > rank.from ? `=${rank.from}` : String(rank.from);

function Apart(props: OfGpu): JSX.Element {
  const { id, query, base, slices, acts } = props;
  const by = slicingOf(query);
  const answer = shownOf(slices);
  const view = (changes: { readonly by: Slicing }): Extract<BoardView, { readonly see: 'gpu' }> => ({
    see: 'gpu',
    gpu: id,
    query: { ...query, ...changes },
  });
  return (
    <section class="card" aria-labelledby="board-slices-title" data-testid="board-slices">
      <h2 id="board-slices-title">{answer === null ? words.slices : slicesTitle(answer)}</h2>
      <label class="board-field">
        {words.by}
        <select
          id="board-by"
          value={by}
          onChange={({ currentTarget }) => acts.onGo(view({ by: slicingOf({ by: currentTarget.value }) }))}
        >
          {SLICES.map((one) => (
            <option key={one} value={one} selected={one === by}>
              {words.slicings[one]}
            </option>
          ))}
        </select>
      </label>
      <Awaited loaded={slices} {...props}>
        {(shown) => {
          const chart = slicesChart(shown);
          return (
            <>
              <SuiteStamp suite={shown.suite} current={SUITE} />
              {chart === null ? (
                <p>{words.empty}</p>
              ) : (
                <>
                  <p class="picture-says">{chart.says}</p>
                  <Picture chart={chart} />
                </>
              )}
              <Take api={apiOf(view({ by }))} link={addressOfView(view({ by }), 'board')} />
            </>
          );
        }}
      </Awaited>
      <p>
        <a href={addressOfView(rankingOf(query), base)}>{words.everywhere}</a>
      </p>
    </section>
  );
}
