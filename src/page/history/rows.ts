/** What the card of kept runs says of each, and of two beside each other, as text. No elements. */
import { contestantName } from '../../benchmark/whose';
import { adapterName } from '../../report/adapter-name';
import { basisBehind, rangeOf } from '../../report/between-runs';
import { ofHeadline } from '../../report/headline';
import type { RunComparison } from '../../report/compare/compare';
import { showFigure } from '../../report/digits';
import type { Result } from '../../report/schema';
import { modelPrefix } from '../../report/several-models';
import { marksOf, standing } from '../../report/standing';

export function historyRow(result: Result) {
  const { startedAt, adapter, suite, results, betweenRuns } = result;
  const decode = ofHeadline(results).flatMap((entry) => {
    const { phase, depth, batch, test } = entry;
    const found = rangeOf(entry, 'tokensPerSecond', betweenRuns);
    if (phase !== 'decode' || depth !== 0 || found === null) return [];
    const text = `${contestantName(entry)}${batch === 1 ? '' : ` ${test}`} ${showFigure(found.interval)}`;
    return [{ text, basis: basisBehind(found) }];
  });
  const bases = new Set(decode.map(({ basis }) => basis));
  const each = decode.map(({ text, basis }) => (bases.size > 1 ? `${text}${basis}` : text)).join(' · ');
  return {
    machine: result.machine ?? null,
    when: new Date(startedAt).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' }),
    adapter: `${adapterName(adapter)}${adapter.software ? ' (software, not a GPU)' : ''}`,
    /** With what, first of all, bars it from a ranking; that it is no GPU stands beside the adapter. */
    profile: [suite.profile, ...marksOf(standing(result), 'software-adapter').slice(0, 1)].join(', '),
    /** `FP16 61.7 ± 0.9 · INT4 171 ± 3 (within one run)`, decode at no depth. */
    decode: decode.length === 0 ? 'no speed' : bases.size > 1 ? each : `${each}${[...bases].join('')}`,
  };
}

const OF_TWO = ['A, tokens/s', 'B, tokens/s', 'B against A', 'Verdict', 'Intervals'];
/** Of the report's sheet. */
export const COMPARISON_COLUMNS = ['Model', 'Format', 'Test', ...OF_TWO];

export function unmatchedText({ unmatched, workloads }: RunComparison): string {
  if (unmatched.length === 0) return '';
  const modelOf = modelPrefix([...unmatched, ...workloads].map(({ entry }) => entry));
  const names = unmatched.map(({ side, entry, why }) => {
    const name = `${modelOf(entry)}${contestantName(entry)} ${entry.test}`;
    return why === 'only-there' ? `${name} (only in ${side})` : `${name} (${side} has no speed)`;
  });
  return `Not compared, since no workload is equal: ${names.join(', ')}.`;
}
