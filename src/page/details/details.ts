/** Draws the room of details: the table of results in any room, since it fills as a run goes on; the rest while it is looked at. */
import { h, render } from 'preact';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { isWide } from '../dom/wide';
import type { PageState, RunOptions } from '../state/page-state';
import { allChecks, checksSummary } from './checks';
import { FidelityCard } from './fidelity-card';
import { fidelityOf } from './fidelity';
import { ListsCard } from './lists-card';
import { listsOf } from './lists-model';
import { ResultsCard } from './results-card';
import { resultsOf } from './results-rows';
import { scoresOf } from './scores';

export function createDetails(): View {
  const views = [createResultsCard(), createFidelityCard(), createListsCard()];
  return (state, options) => {
    for (const view of views) view(state, options);
  };
}

/** What of a run these cards show. */
const knownOf = ({ run }: PageState) => [run.id, run.phase, run.record, run.answer.result, run.options];

function createResultsCard(): View {
  const host = find('results-content');
  return whenChanged(
    (state: PageState, { formats, tests, shape }: RunOptions) => [
      ...knownOf(state),
      ...[state.run.progress.planned, JSON.stringify([formats, tests, shape])],
    ],
    ({ run }, options) =>
      render(h(ResultsCard, { results: resultsOf(run, options), scores: scoresOf(run.answer.result) }), host),
  );
}

function createFidelityCard(): View {
  const host = find('fidelity-card');
  return whenChanged(knownOf, ({ run }) => {
    const shown = fidelityOf(run);
    render(shown === null ? null : h(FidelityCard, { shown, open: isWide() }), host);
  });
}

function createListsCard(): View {
  const host = find('lists-card');
  return whenChanged(
    (state) => (state.room === 'details' ? [...knownOf(state), state.run.progress.verified] : [false]),
    ({ room, run }) => {
      if (room !== 'details') return;
      render(h(ListsCard, { checked: checksSummary(allChecks(run)), lists: listsOf(run) }), host);
    },
  );
}
