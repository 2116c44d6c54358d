/** The room of kept runs: the runs, then what they come to in pictures; where there is none, what will be here. */
import type { JSX } from 'preact';
import type { Said } from '../state/said';
import type { CompareActs } from './acts';
import { WORDS } from './catalogue/words';
import { ChallengeCard } from './challenge-card';
import type { CompareModel } from './compare-model';
import type { CompareState } from './compare-state';
import { ImportButton, Notes } from './import-bar';
import { OpenedCard } from './opened-card';
import { MachineCard, TrendCard } from './picture-cards';
import { RunsCard } from './runs-card';
import { TwoRunsCard } from './two-runs-card';

interface CompareRoomProps {
  readonly state: CompareState;
  readonly model: CompareModel;
  /** Of the two that were copied. */
  readonly said: Said;
  readonly acts: CompareActs;
  /** Whether there is room for pictures beside the runs: on a phone a person opens them. */
  readonly wide: boolean;
}

export function CompareRoom({ state, model, said, acts, wide }: CompareRoomProps): JSX.Element {
  const { rows, challenge, two, pair, trends, machines, opened } = model;
  const several = machines.length + (trends === null ? 0 : 1) > 1;
  return (
    <>
      <Notes notes={state.notes} undo={acts.undo} />
      {challenge !== null && <ChallengeCard {...challenge} />}
      {rows.length === 0 && <NoRuns importFiles={acts.importFiles} />}
      {rows.length > 0 && <RunsCard rows={rows} editing={state.editing} acts={acts} />}
      {opened !== null && <OpenedCard run={opened} close={() => acts.list.open(null)} />}
      {two !== null && pair !== null && <TwoRunsCard {...{ two, pair, rows, said, acts }} />}
      <div class={several ? 'compare-pictures' : undefined}>
        {trends !== null && <TrendCard trends={trends} open={wide} showTrend={acts.showTrend} />}
        {machines.map((runs, i) => (
          <MachineCard key={runs.machine} runs={runs} index={i + 1} open={wide} />
        ))}
      </div>
      {rows.length === 1 && <p class="hint">{WORDS.fromSecondOn}</p>}
    </>
  );
}

function NoRuns({ importFiles }: Pick<CompareActs, 'importFiles'>): JSX.Element {
  const { title, lead, promises, measure, drop } = WORDS.empty;
  return (
    <section class="card" id="compare-empty" aria-labelledby="compare-empty-title">
      <h2 id="compare-empty-title">{title}</h2>
      <p>{lead}</p>
      <ul class="promises">
        {promises.map(({ what, more }) => (
          <li key={what}>
            <b>{what}</b>
            {more}
          </li>
        ))}
      </ul>
      <div class="actions">
        <a class="button" href="#/">
          {measure}
        </a>
        <ImportButton importFiles={importFiles} />
      </div>
      <p class="hint">{drop}</p>
    </section>
  );
}
