/** Whether a device keeps its speed: tokens per second of each sample of a long decode, and its first and last window. */
import { showFigure } from '../digits';
import type { Result, Sustained } from '../schema';
import { rateOf, sustainedSentence } from '../sustained';
import { left, right, sheetOf } from '../table';
import type { Chart, Mark, Point } from './chart';
import { axisFromZero, extentOf, inkOf, ofResult } from './source';

type Sample = Sustained['samples'][number];

/** Null where none was asked for, or no sample was taken. */
export function sustainedChart(result: Result): Chart | null {
  const { sustained } = result;
  const samples = (sustained?.samples ?? []).filter(({ seconds }) => seconds > 0);
  if (sustained === null || samples.length === 0) return null;
  const [, end] = extentOf(samples.map(({ at, seconds }) => at + seconds)) ?? [0, 1];
  return {
    id: 'sustained',
    title: 'Does it keep its speed?',
    says: sustainedSentence(sustained),
    ...ofResult(result),
    panels: [
      {
        kind: 'plane',
        title: '',
        x: { scale: 'linear', title: 'seconds since the decode began', from: 0, to: end },
        y: axisFromZero('tokens per second', [...samples.map(rateOf), sustained.first?.high ?? 0]),
        marks: marksOf(sustained, samples),
      },
    ],
    legend: [],
    table: sheetOf<Sample>(
      [
        right('at, s', ({ at }) => at.toFixed(1)),
        right('for, s', ({ seconds }) => seconds.toFixed(1)),
        right('tokens/s', (sample) => String(Number(rateOf(sample).toPrecision(4)))),
        left('does not count', ({ guard }) => guard ?? ''),
      ],
      samples,
    ),
  };
}

const middleOf = ({ at, seconds }: Sample): number => at + seconds / 2;

function marksOf(sustained: Sustained, samples: readonly Sample[]): readonly Mark[] {
  const ink = inkOf(sustained);
  const counted = samples.filter(({ guard }) => guard === null);
  const voided = samples.filter(({ guard }) => guard !== null);
  const curve = counted.map((sample): Point => [middleOf(sample), rateOf(sample)]);
  return [
    ...(sustained.first === null ? [] : [levelOf(sustained.first, counted, ink)]),
    { kind: 'curve', ink, points: curve, dashed: false },
    ...voided.map((sample): Mark => ({
      ...{ kind: 'dot', ink, at: [middleOf(sample), rateOf(sample)], interval: null, hollow: true },
      ...{ label: '', weight: 0 },
      explains: `Does not count (${sample.guard ?? ''}): ${Number(rateOf(sample).toPrecision(3))} tokens per second.`,
    })),
    ...noteOf(sustained, counted, 'first'),
    ...noteOf(sustained, counted, 'last'),
  ];
}

/** The speed at first, drawn through to the end: what the curve would be if it were kept. */
const levelOf = (
  first: NonNullable<Sustained['first']>,
  counted: readonly Sample[],
  ink: ReturnType<typeof inkOf>,
): Mark => ({
  ...{ kind: 'band', ink },
  points: [0, extentOf(counted.map(({ at, seconds }) => at + seconds))?.[1] ?? 0].map(
    (at) => [at, first.low, first.high] as const,
  ),
});

function noteOf(sustained: Sustained, counted: readonly Sample[], which: 'first' | 'last'): readonly Mark[] {
  const figure = sustained[which];
  const sample = which === 'first' ? counted[0] : counted.at(-1);
  if (figure === null || sample === undefined) return [];
  const text = `${showFigure(figure)} ${which === 'first' ? 'at first' : 'at the end'}`;
  return [{ kind: 'note', ink: inkOf(sustained), at: [middleOf(sample), figure.median], text }];
}
