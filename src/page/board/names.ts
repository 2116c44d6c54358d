/** What the board's answers name, in words: workloads, units, classes, days. Names from strangers stay as they came, on one line and bounded. */
import type { BoardWorkload, ReadMetric } from '../../../server/board/src/contract/reads/figure';
import { plainName } from '../../report/outside-text';
import { WORDS } from './catalogue/words';

const NAME_LETTERS = 80;

/** Of a GPU, a browser, a machine: whatever somebody called it. */
export const nameOf = (text: string, most = NAME_LETTERS): string => plainName(text, most);

type Named = Pick<BoardWorkload, 'format' | 'phase' | 'depth' | 'batch' | 'delivery'>;

/** `INT4 writing, after 2048 tokens`. */
export function workloadName(workload: Named): string {
  return [`${workload.format.toUpperCase()} ${doesOf(workload)}`, ...conditionsOf(workload)].join(', ');
}

/** `Writing, after 2048 tokens (tg64 @ d2048)`, for a choice of tests. */
export function testChoice({ test, ...workload }: Named & Pick<BoardWorkload, 'test'>): string {
  const does = doesOf(workload);
  const words = [`${does.charAt(0).toUpperCase()}${does.slice(1)}`, ...conditionsOf(workload)].join(', ');
  return `${words} (${nameOf(test)})`;
}

const doesOf = ({ phase, delivery }: Pick<Named, 'phase' | 'delivery'>): string =>
  phase === 'prefill' ? WORDS.does.reading : delivery === 'streamed' ? WORDS.does.writing : WORDS.does.throughput;

const conditionsOf = ({ depth, batch }: Pick<Named, 'depth' | 'batch'>): readonly string[] => [
  ...(depth === 0 ? [] : [WORDS.after(String(depth))]),
  ...(batch === 1 ? [] : [WORDS.atOnce(batch)]),
];

/** As the catalogue has it, or as it came. */
const worded = (words: Readonly<Record<string, string>>, name: string): string =>
  (Object.hasOwn(words, name) ? words[name] : undefined) ?? nameOf(name);

export const kindName = (kind: string): string => worded(WORDS.kinds, kind);
export const powerName = (power: string): string => worded(WORDS.powers, power);
export const rungName = (rung: string): string => worded(WORDS.rungs, rung);
export const boundaryName = (boundary: string): string => worded(WORDS.run.boundaries, boundary);

export const unitOf = (metric: ReadMetric): string => WORDS.metrics[metric].unit;

/** `28 Nov 2026`, by UTC: the same on the server and in the page. */
export const dayOf = (at: string): string =>
  new Date(at).toLocaleDateString('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

/** `37 %` */
export const percent = (value: number): string => `${Math.round(value)} %`;
