/** Two runs against each other: for each test how many times as fast the newer one is, from a line at 1, with the interval. */
import { isTie } from '../../statistics/ratio';
import { isOurs } from '../../benchmark/whose';
import { showInterval } from '../digits';
import { comparisonSheet } from '../compare/markdown';
import { foundOf, type ComparedWorkload, type Found, type RunComparison, type Verdict } from '../compare/compare';
import type { WhereOfTwo } from '../compare/apart';
import { testWords } from '../compare/test-words';
import { oneLine } from '../outside-text';
import { ofHeadline } from '../headline';
import type { Axis, Chart, Row } from './chart';
import { extentOf, inkOf, int4OrFirst } from './source';

interface About {
  /** What they are, the older one first. */
  readonly source: string;
  readonly software: boolean;
  /** What a sentence calls each. */
  readonly where: WhereOfTwo;
}

/** Null where no test of one has its like in the other, and where one of the two is no GPU. */
export function twoRunsChart(comparison: RunComparison, about: About): Chart | null {
  const shown = shownOf(comparison);
  if (shown.length === 0) return null;
  const words = testWords(shown.map(({ entry }) => entry));
  return {
    id: 'two-runs',
    title: 'The newer run against the older one',
    says: comparisonSentence(shown, about.where),
    source: oneLine(about.source),
    software: about.software,
    panels: [
      {
        kind: 'rows',
        title: '',
        x: ratioAxis(shown),
        baseline: 1,
        rows: shown.map((one) => rowOf(one, words(one.entry))),
      },
    ],
    legend: [],
    table: comparisonSheet(comparison),
  };
}

type Shown = Found & Pick<ComparedWorkload, 'entry'>;

const shownOf = ({ workloads }: RunComparison): readonly Shown[] =>
  workloads.flatMap((one) => {
    const found = foundOf(one);
    return found === null ? [] : [{ ...found, entry: one.entry }];
  });

const SAID: Readonly<Record<Verdict, string>> = {
  tie: ', a tie',
  faster: '',
  slower: '',
  'too-few': ', too few',
  'no-gpu': '',
};

/** Behind a figure, where there is little room. */
const MARKS: Readonly<Record<Verdict, string>> = {
  tie: ' tie',
  faster: '',
  slower: '',
  'too-few': ' too few',
  'no-gpu': '',
};

function rowOf({ entry, ratio, verdict }: Shown, name: string): Row {
  const { median, low, high } = showInterval(ratio);
  const value = `${median} × (${low}–${high})${MARKS[verdict]}`;
  return {
    ...{ name, value, interval: { low: ratio.low, high: ratio.high } },
    segments: [
      {
        ink: inkOf(entry),
        from: Math.min(1, ratio.median),
        to: Math.max(1, ratio.median),
        explains: `${name}: the newer run is ${median} times as fast (${low} to ${high})${SAID[verdict]}.`,
      },
    ],
  };
}

/** So wide at least on both sides of 1, that a hundredth does not look like a difference. */
const LEAST = 1.1;

function ratioAxis(found: readonly Found[]): Axis {
  const [low, high] = extentOf(found.flatMap(({ ratio }) => [ratio.low, ratio.high])) ?? [1, 1];
  const [from, to] = [Math.min(1 / LEAST, low / 1.03), Math.max(LEAST, high * 1.03)];
  // Near 1 both are alike, and a linear one has more round ticks.
  return { scale: to / from > 4 ? 'log' : 'linear', title: 'times as fast as the older run', from, to };
}

/** Of the writing that stands for the runs: INT4, or the first format that both have. */
function comparisonSentence(shown: readonly Shown[], { older, newer }: WhereOfTwo): string {
  const headline = ofHeadline(shown.map(({ entry }) => entry).filter(isOurs));
  const told = int4OrFirst(headline.filter(({ phase }) => phase === 'decode')) ?? headline[0];
  const one = shown.find(({ entry }) => entry === told) ?? shown[0];
  if (one === undefined) return '';
  const { ratio, verdict } = one;
  const does = `${one.entry.format.toUpperCase()} ${one.entry.phase === 'decode' ? 'writes' : 'reads'}`;
  if (verdict === 'too-few') return `${does} in both, with too few repetitions to say which is faster.`;
  if (isTie(ratio)) {
    const { median, low, high } = showInterval(ratio);
    return `${does} equally fast in both, as far as these runs can tell: ${median} times (${low} to ${high}).`;
  }
  const faster = ratio.median > 1;
  const { median, low, high } = showInterval(
    faster ? ratio : { median: 1 / ratio.median, low: 1 / ratio.high, high: 1 / ratio.low },
  );
  return `${does} ${median} times (${low} to ${high}) as ${faster ? 'fast' : 'slow'} ${newer} as ${older}.`;
}
