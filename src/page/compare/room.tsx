/** The room of kept runs: the runs, then what they come to in pictures; where there is none, what will be here. */
import type { JSX } from 'preact';
import type { Said } from '../state/said';
import type { CompareActs } from './acts';
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
      {rows.length === 1 && (
        <p class="hint">
          From the second run on, this room shows two side by side, and how the speed changes over time.
        </p>
      )}
    </>
  );
}

function NoRuns({ importFiles }: Pick<CompareActs, 'importFiles'>): JSX.Element {
  return (
    <section class="card" id="compare-empty" aria-labelledby="compare-empty-title">
      <h2 id="compare-empty-title">Nothing to compare yet</h2>
      <p>Each run of this browser is kept here, with its name if you give it one. What you will see:</p>
      <ul class="promises">
        <li>
          <b>Two runs side by side</b>: which is faster, by how much, and what tells them apart.
        </li>
        <li>
          <b>Your machine over time</b>: whether a new version of the browser or of Tokamark changed anything.
        </li>
        <li>
          <b>One machine in several browsers</b>, in one picture.
        </li>
      </ul>
      <div class="actions">
        <a class="button" href="#/">
          Measure this machine
        </a>
        <ImportButton importFiles={importFiles} />
      </div>
      <p class="hint">
        Or drop result files anywhere here: JSON from another browser, from a friend or from the command.
      </p>
    </section>
  );
}
