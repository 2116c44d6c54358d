/** What a token costs however small the model, and how fast decode reads, as a section of a report. */
import { contestantName } from '../benchmark/whose';
import { showDuration, showFigure } from './digits';
import { inMarkdown } from './outside-text';
import { everywhere, type Section } from './parts/part';
import { isOffTheLine } from './line';
import { roofOver, showRate, showShare } from './roofs';
import type { Result } from './schema';
import type { DecodeLine } from './schema/line';
import { left, right, sheetMarkdown, sheetOf } from './table';
import type { Interval } from '../statistics/interval';
import { ratio } from '../statistics/ratio';

export const lineSection: Section = everywhere(({ lines, roofs, adapter }: Result) => {
  if (lines.length === 0) return '';
  const most = roofs?.bandwidth ?? null;
  const sheet = sheetOf<DecodeLine>(
    [
      left('format', (line) => contestantName(line)),
      left('test', ({ test }) => test),
      right('B', ({ bandwidth }) => shownBandwidth(bandwidth)),
      right('of the bandwidth', ({ bandwidth }) => shownShare(bandwidth, most)),
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
  const doubt = lines.flatMap((line) => doubtOf(line, roofs) ?? []);
  return [
    '## What a token costs, and how fast it is read',
    `${about}${software}`,
    sheetMarkdown(sheet, inMarkdown),
    ...doubt,
  ].join('\n\n');
});

const exactly = (value: number) => ({ median: value, low: value, high: value });

/** Speeds of reading as far apart as this are not of one memory. */
const APART = 1.3;

/** Why t0 and B say less than they seem to, as a sentence; null where nothing is known against them. */
function doubtOf(line: DecodeLine, roofs: Result['roofs']): string | null {
  const name = `The three models at ${contestantName(line)}`;
  if (isOffTheLine(line)) {
    return `${name} do not lie on a line: t0 and B say little. Close other programs and run again.`;
  }
  const rates = line.points.flatMap(({ bytesPerToken }) => roofOver(bytesPerToken, roofs)?.median ?? []);
  if (rates.length === 0 || Math.max(...rates) < APART * Math.min(...rates)) return null;
  return `${name} are read at different speeds, since a cache holds what the smaller ones read: t0 is too small, and B is a mean of cache and memory.`;
}

type Bandwidth = DecodeLine['bandwidth'];

function shownBandwidth(bandwidth: Bandwidth): string {
  if (bandwidth === null) return 'not told: time does not grow with the bytes';
  const { median, low, high } = bandwidth;
  return high === null ? `at least ${showRate(exactly(low), 'B/s')}` : showRate({ median, low, high }, 'B/s');
}

/** Where B has no upper bound, neither has the share: the lower one is all that is said. */
function shownShare(bandwidth: Bandwidth, most: Interval | null): string {
  if (bandwidth === null || most === null) return '-';
  const { median, low, high } = bandwidth;
  const share = ratio({ median, low, high: high ?? median }, most);
  return high === null ? `at least ${showShare(exactly(share.low)).value}` : showShare(share).value;
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
