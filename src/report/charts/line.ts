/** What a token costs before a byte is read, and how time grows with the bytes: the models of a run on the line of each format. */
import { contestantName } from '../../benchmark/whose';
import { scaled, showFigure, showInterval, type Interval } from '../digits';
import { isOffTheLine } from '../line';
import { lineSentences } from '../line-words';
import { showRateFigure } from '../roofs';
import type { Result } from '../schema';
import type { DecodeLine } from '../schema/line';
import { left, right, sheetOf } from '../table';
import type { Chart, Mark, Point } from './chart';
import { axisFromZero, inkOf, int4OrFirst, ofResult } from './source';

type Of = DecodeLine['points'][number];

const milliseconds = (seconds: number): number => 1000 * seconds;

/** Null where fewer than three models were measured. */
export function lineChart(result: Result): Chart | null {
  const { lines } = result;
  if (lines.length === 0) return null;
  const points = lines.flatMap((line) => line.points.map((point) => ({ line, point })));
  const most = Math.max(...points.map(({ point }) => point.bytesPerToken));
  const [unit, size] = most >= 1e9 ? (['GB', 1e9] as const) : (['MB', 1e6] as const);
  const y = axisFromZero(
    'ms per token',
    points.map(({ point }) => milliseconds(point.secondsPerToken.high)),
  );
  return {
    id: 'line',
    title: 'What a token costs, and how fast it is read',
    says: finding(lines),
    notes: lineSentences(result),
    ...ofResult(result),
    panels: [
      {
        kind: 'plane',
        title: '',
        x: axisFromZero(`${unit} read per token`, [most / size]),
        y,
        marks: [
          ...lines.flatMap((line) => curvesOf(line, size)),
          ...lines.flatMap((line) => dotsOf(line, size)),
          ...noteOf(lines),
        ],
      },
    ],
    legend: [],
    table: sheetOf<(typeof points)[number]>(
      [
        left('format', ({ line }) => contestantName(line)),
        left('model', ({ point }) => point.model),
        right(`${unit} read`, ({ point }) => (point.bytesPerToken / size).toPrecision(3)),
        right('ms per token', ({ point }) => showFigure(inMilliseconds(point.secondsPerToken))),
        right('of these t0, ms', ({ line, point }) => milliseconds(t0Of(line, point)).toPrecision(2)),
        right('off the line', ({ point }) => `${(100 * point.residual).toFixed(1)} %`),
      ],
      points,
    ),
  };
}

/** What a token of this model takes however few bytes it reads. */
function t0Of({ t0Of: of, t0Seconds, points }: DecodeLine, { dispatchesPerToken }: Of): number {
  const [largest] = points;
  const share = largest === undefined ? 1 : dispatchesPerToken / largest.dispatchesPerToken;
  return t0Seconds.median * (of === 'token' || !Number.isFinite(share) ? 1 : share);
}

/** From each model's own t0: where that goes with its dispatches, lines of one slope, each as far up as the model launches. */
const curvesOf = (line: DecodeLine, size: number): readonly Mark[] =>
  line.points.map((point, i): Mark => {
    const from = t0Of(line, point);
    const to = from + point.bytesPerToken * line.secondsPerByte.median;
    const ends: readonly Point[] = [
      [0, milliseconds(from)],
      [point.bytesPerToken / size, milliseconds(to)],
    ];
    return { kind: 'curve', ink: inkOf(line), points: ends, dashed: i > 0 };
  });

const dotsOf = (line: DecodeLine, size: number): readonly Mark[] =>
  line.points.map(({ model, bytesPerToken, secondsPerToken }): Mark => {
    const { median, low, high } = inMilliseconds(secondsPerToken);
    const name = `${model} ${contestantName(line)}`;
    return {
      ...{ kind: 'dot', ink: inkOf(line), at: [bytesPerToken / size, median], interval: { low, high }, hollow: false },
      ...{ label: name, weight: bytesPerToken },
      explains: `${name}: ${showFigure({ median, low, high })} ms per token, for ${(bytesPerToken / 1e6).toPrecision(3)} MB.`,
    };
  });

/** The words that the picture is for. */
function noteOf(lines: readonly DecodeLine[]): readonly Mark[] {
  const line = int4OrFirst(lines);
  if (line === undefined || line.t0Seconds.low <= 0) return [];
  const time = `${showInterval(inMilliseconds(line.t0Seconds)).median} ms`;
  const [text, short] = [`${time} before a byte is read`, `${time} before any byte`];
  return [{ kind: 'note', ink: inkOf(line), at: [0, milliseconds(line.t0Seconds.median)], text, short }];
}

function finding(lines: readonly DecodeLine[]): string {
  const line = int4OrFirst(lines);
  if (line === undefined) return '';
  const name = contestantName(line);
  if (isOffTheLine(line)) return `The models do not lie on a line at ${name}, so its slope and its start say little.`;
  const { bandwidth, t0Seconds } = line;
  const reads =
    bandwidth === null
      ? 'and its time does not grow with the bytes'
      : `then reads ${showRateFigure({ ...bandwidth, high: bandwidth.high ?? bandwidth.median }, 'B/s')}`;
  if (t0Seconds.low <= 0)
    return `At ${name}, a token costs nothing that can be told apart before it is read, ${reads}.`;
  return `At ${name}, a token of ${line.model} costs ${showFigure(inMilliseconds(t0Seconds))} ms before a byte is read, ${reads}.`;
}

const inMilliseconds = (interval: Interval): Interval => scaled(interval, 1000);
