/** What a token costs however small the model, and how fast decode reads, as a section of a report. */
import { contestantName } from '../benchmark/whose';
import { showDuration, showFigure } from './digits';
import { inMarkdown } from './outside-text';
import { everywhere, type Section } from './parts/part';
import { showRate, showShare } from './roofs';
import type { Result } from './schema';
import type { DecodeLine } from './schema/line';
import { left, right, sheetMarkdown, sheetOf } from './table';
import { ratio } from '../statistics/ratio';

export const lineSection: Section = everywhere(({ lines, roofs, adapter }: Result) => {
  if (lines.length === 0) return '';
  const most = roofs?.bandwidth ?? null;
  const sheet = sheetOf<DecodeLine>(
    [
      left('format', (line) => contestantName(line)),
      left('test', ({ test }) => test),
      right('B', ({ bandwidth }) => shownBandwidth(bandwidth)),
      right('of the bandwidth', ({ bandwidth }) =>
        most === null || bandwidth === null ? '-' : showShare(ratio(closed(bandwidth), most)).value,
      ),
      right('t0 per token', ({ t0Seconds }) => shownFixed(t0Seconds)),
      left('t0 goes with', ({ t0Of }) => (t0Of === 'token' ? 'each token' : 'its dispatches')),
      right('t0 of the largest model’s token', shareOfToken),
      right('n', ({ t0Seconds, rounds }) => `${t0Seconds.samples.length}${rounds === null ? '' : ' rounds'}`),
      left('off the line', ({ points }) =>
        points.map(({ model, residual }) => `${model} ${signed(residual)}`).join(', '),
      ),
    ],
    lines,
  );
  const models = lines[0]?.points.map(({ model }) => model).join(', ') ?? '';
  const about = `Decode over ${inMarkdown(models)} as t = t0 + bytes / B. B is the bandwidth that decode reaches. t0 is what a token of the largest costs however few bytes it reads; it grows with a model’s dispatches, or is the same for each token, as fits better.`;
  const software = adapter.software ? ' **Software adapter, not a GPU.**' : '';
  const off = lines.filter(({ points }) => points.some(({ residual }) => Math.abs(residual) > OFF_THE_LINE));
  const doubt = off.map((line) => `The three models at ${contestantName(line)} do not lie on a line: ${DOUBT}`);
  return [
    '## What a token costs, and how fast it is read',
    `${about}${software}`,
    sheetMarkdown(sheet, inMarkdown),
    ...doubt,
  ].join('\n\n');
});

const exactly = (value: number) => ({ median: value, low: value, high: value });

/** A median this far from what the line says of it: t0 and B are then of another device than the simple one that they describe. */
const OFF_THE_LINE = 0.15;
const DOUBT = 't0 and B say little. Close other programs and run again.';

type Bandwidth = NonNullable<DecodeLine['bandwidth']>;

/** An open bound stands for nothing that is known: the median is the most that is said. */
const closed = ({ median, low, high }: Bandwidth) => ({ median, low, high: high ?? median });

function shownBandwidth(bandwidth: DecodeLine['bandwidth']): string {
  if (bandwidth === null) return 'not told: time does not grow with the bytes';
  return bandwidth.high === null
    ? `at least ${showRate(exactly(bandwidth.low), 'B/s')}`
    : showRate(closed(bandwidth), 'B/s');
}

/** A part that cannot be told from none is bounded from above. */
function shownFixed({ median, low, high }: DecodeLine['t0Seconds']): string {
  if (low > 0) return showDuration({ median, low, high });
  return high > 0 ? `at most ${showDuration(exactly(high))}` : 'none';
}

function shareOfToken({ t0Seconds: { median, low, high }, points }: DecodeLine): string {
  const token = points[0]?.secondsPerToken.median ?? 0;
  if (token === 0 || high <= 0) return '-';
  const percent = (part: number): number => (100 * part) / token;
  if (low <= 0) return `at most ${showFigure(exactly(percent(high)))} %`;
  return `${showFigure({ median: percent(median), low: percent(low), high: percent(high) })} %`;
}

const signed = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)} %`;
