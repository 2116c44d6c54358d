/** What the card of kept runs says of each, and of two beside each other, as text. No elements. */
import { adapterName } from '../../report/adapter-name';
import { ofFewest } from '../../report/batches';
import { VERDICTS, type RunComparison } from '../../report/compare/compare';
import { showFigure, showInterval } from '../../report/digits';
import type { Result } from '../../report/schema';
import { marksOf, standing } from '../../report/standing';

export interface HistoryRow {
  readonly when: string;
  readonly adapter: string;
  /** With what, first of all, bars it from a ranking. */
  readonly profile: string;
  /** `FP16 61.7 ± 0.9 · INT4 171 ± 3`, decode at no depth. */
  readonly decode: string;
}

export function historyRow(result: Result): HistoryRow {
  const { startedAt, adapter, suite, results } = result;
  const decode = ofFewest(results).flatMap(({ phase, depth, batch, test, format, tokensPerSecond }) =>
    phase === 'decode' && depth === 0 && tokensPerSecond !== null
      ? [`${format.toUpperCase()}${batch === 1 ? '' : ` ${test}`} ${showFigure(tokensPerSecond)}`]
      : [],
  );
  return {
    when: new Date(startedAt).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' }),
    adapter: `${adapterName(adapter)}${adapter.software ? ' (software, not a GPU)' : ''}`,
    // That it is no GPU stands beside the adapter.
    profile: [suite.profile, ...marksOf(standing(result), 'software-adapter').slice(0, 1)].join(', '),
    decode: decode.length === 0 ? 'no speed' : decode.join(' · '),
  };
}

export const COMPARISON_COLUMNS = [
  'Model',
  'Format',
  'Test',
  'A, tokens/s',
  'B, tokens/s',
  'B against A',
  'Verdict',
] as const;

export function comparisonRows({ workloads }: RunComparison): string[][] {
  return workloads.map(({ entry, a, b, ratio, verdict }) => {
    const { median, low, high } = showInterval(ratio);
    return [
      entry.model.name,
      entry.format.toUpperCase(),
      entry.test,
      showFigure(a),
      showFigure(b),
      `${median} × (${low} to ${high})`,
      VERDICTS[verdict],
    ];
  });
}

export function unmatchedText({ unmatched }: RunComparison): string {
  if (unmatched.length === 0) return '';
  const names = unmatched.map(({ side, entry, why }) => {
    const name = `${entry.format.toUpperCase()} ${entry.test}`;
    return why === 'only-there' ? `${name} (only in ${side})` : `${name} (${side} has no speed)`;
  });
  return `Not compared, since no workload is equal: ${names.join(', ')}.`;
}
