/** The lines of decode over several models as a table and sentences, for page and Markdown. The fit is in line.ts; no layout here. */
import { contestantName } from '../benchmark/whose';
import { scaled, showDuration, showFigure } from './digits';
import { isOffTheLine } from './line';
import { roofOver, showRateFigure, showShare } from './roofs';
import type { Result } from './schema';
import type { DecodeLine } from './schema/line';
import { left, right, sheetOf, type Sheet } from './table';
import type { Interval } from '../statistics/interval';
import { ratio } from '../statistics/ratio';

type Lined = Pick<Result, 'lines' | 'roofs'>;

export const LINE_TITLE = 'What a token costs, and how fast it is read';

/** A row for each format and test. */
export function lineSheet({ lines, roofs }: Lined): Sheet {
  const most = roofs?.bandwidth ?? null;
  return sheetOf<DecodeLine>(
    [
      left('format', (line) => contestantName(line)),
      left('test', ({ test }) => test),
      right('B', ({ bandwidth }) => shownBandwidth(bandwidth)),
      right('of the bandwidth', ({ bandwidth }) => shownShare(bandwidth, most)),
      right('t0 per token', ({ t0Seconds }) => shownFixed(t0Seconds)),
      left('t0 goes with', ({ t0Of }) => (t0Of === 'token' ? 'each token' : 'its dispatches')),
      right('t0 of the largest model’s token', shownPart),
      right('n', ({ t0Seconds, rounds }) => `${t0Seconds.samples.length}${rounds === null ? '' : ' rounds'}`),
      left('off the line', ({ points }) =>
        points.map(({ model, residual }) => `${model} ${signed(residual)}`).join(', '),
      ),
    ],
    lines,
  );
}

/** What the columns are. */
export function aboutLines({ lines }: Pick<Lined, 'lines'>): string {
  const models = lines[0]?.points.map(({ model }) => model).join(', ') ?? '';
  return `Decode over ${models} as t = t0 + bytes / B. B is the bandwidth that decode reaches. t0 is what a token of the largest costs however few bytes it reads; it grows with a model’s dispatches, or is the same for each token, as fits better.`;
}

/** Of each line: what follows from it, or why it says little. */
export const lineSentences = ({ lines, roofs }: Lined): string[] =>
  lines.flatMap((line) => {
    const doubt = doubtOf(line, roofs);
    return [...(isOffTheLine(line) ? [] : [followsText(line)]), ...(doubt === null ? [] : [doubt])];
  });

/** In a line of a terminal: `B 125 ± 5 GB/s (61 % of the measured bandwidth) and t0 3.9 ± 0.2 ms per token at INT4`. */
export function lineInShort(line: DecodeLine, roofs: Result['roofs']): string {
  const share = shownShare(line.bandwidth, roofs?.bandwidth ?? null);
  const of = share === '-' ? '' : ` (${share} of the measured bandwidth)`;
  const doubt = isOffTheLine(line) ? '; the models do not lie on a line' : '';
  return `B ${shownBandwidth(line.bandwidth)}${of} and t0 ${shownFixed(line.t0Seconds)} per token at ${contestantName(line)}${doubt}`;
}

const exactly = (value: number): Interval => ({ median: value, low: value, high: value });

/** What half as many bits per weight would come to, which is what a person may do about it. */
function followsText(line: DecodeLine): string {
  const token = `a token of ${line.model} at ${contestantName(line)}`;
  const part = partOfToken(line);
  if (line.bandwidth === null || part === null) {
    return `From this run nobody can tell whether fewer bytes would shorten ${token}.`;
  }
  const { median, low, high } = part;
  const saved = { median: 50 * (1 - median), low: 50 * (1 - high), high: 50 * (1 - low) };
  return `With half the bytes, ${token} would take ${showFigure(saved)} % less time; without t0 it would be 50 %.`;
}

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
  return high === null
    ? `at least ${showRateFigure(exactly(low), 'B/s')}`
    : showRateFigure({ median, low, high }, 'B/s');
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

/** What t0 is of a token of the largest model, within 0 and 1; null where no time is known. */
function partOfToken({ t0Seconds: { median, low, high }, points }: DecodeLine): Interval | null {
  const token = points[0]?.secondsPerToken.median ?? 0;
  if (token === 0) return null;
  const part = (of: number): number => Math.min(1, Math.max(0, of / token));
  return { median: part(median), low: part(low), high: part(high) };
}

function shownPart(line: DecodeLine): string {
  const part = partOfToken(line);
  if (part === null || part.high === 0) return '-';
  const percent = scaled(part, 100);
  return part.low === 0 ? `at most ${showFigure(exactly(percent.high))} %` : `${showFigure(percent)} %`;
}

const signed = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)} %`;
