/** What stands in the cells of Markdown tables about a measurement, escaped. */
import { basisOf, rangeOf } from './between-runs';
import { showFigure } from './digits';
import { inMarkdown } from './outside-text';
import type { Result, ResultEntry } from './schema';

export const modelName = (name: string, weights: 'synthetic' | 'file'): string =>
  `${inMarkdown(name)}${weights === 'synthetic' ? ' (synthetic weights)' : ''}`;

export function rateOf(entry: ResultEntry | undefined, { betweenRuns }: Result): string {
  if (entry === undefined) return '-';
  const { status } = entry;
  const found = rangeOf(entry, 'tokensPerSecond', betweenRuns);
  // What is of one run alone says so where others are not; a sentence above says it of all.
  const alone = betweenRuns !== undefined && found?.runs === 1 ? `, ${basisOf(1)}` : '';
  const rate = found === null ? '' : `${showFigure(found.interval)}${alone}`;
  if (status === 'complete') return rate === '' ? '-' : rate;
  return rate === '' ? status : `${rate} (${status})`;
}
