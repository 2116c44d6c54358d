/** What the operator warns of in the cohorts that a run has a place in: each text once, with the workloads that it is about. */
import type { JSX } from 'preact';
import type { BoardRunFigure } from '../../../server/board/src/contract/reads/runs';
import { WORDS } from './catalogue/words';
import { WARNING_LETTERS } from './cohort-rows';
import { nameOf } from './names';

const words = WORDS.run;

export const RunWarnings = ({ figures }: { readonly figures: readonly BoardRunFigure[] }): JSX.Element => (
  <>
    {[...warningsOf(figures)].map(([warning, workloads]) => (
      <p key={warning} class="message warning">
        <strong>{words.warning(listed([...workloads]))}</strong> <bdi>{warning}</bdi>
      </p>
    ))}
  </>
);

/** A speed and a time of one workload have a cohort each. */
function warningsOf(figures: readonly BoardRunFigure[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { place, format, test } of figures) {
    const warning = nameOf(place?.warning ?? '', WARNING_LETTERS);
    if (warning === '') continue;
    const workloads = found.get(warning) ?? new Set();
    found.set(warning, workloads.add(`${nameOf(format).toUpperCase()} ${nameOf(test)}`));
  }
  return found;
}

function listed(names: readonly string[]): string {
  const [last = '', others] = [names.at(-1), names.slice(0, -1)];
  return others.length === 0 ? last : words.and(others.join(', '), last);
}
