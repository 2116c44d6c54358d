/** How near each kernel of a token comes to what the device allows: work per byte against work per second, both logarithmic. */
import { contestantName } from '../../benchmark/whose';
import { showRate } from '../roofs';
import type { Result, Roofs, Waterfall } from '../schema';
import { left, right, sheetOf } from '../table';
import { waterfallRows, type WaterfallRow } from '../waterfall-words';
import type { Chart, LegendEntry, Mark } from './chart';
import { inkOf, logAxis, ofResult } from './source';

interface Kernel {
  readonly of: Waterfall;
  readonly row: WaterfallRow;
  /** Of a token's time. */
  readonly share: number;
  /** Operations per byte. */
  readonly intensity: number;
  /** Operations per second. */
  readonly rate: number;
}

const GIGA = 1e9;

/** Null without a bandwidth and a peak that the run measured, and without a kernel below them. */
export function rooflineChart(result: Result): Chart | null {
  const { roofs } = result;
  const kernels = (result.waterfalls ?? []).flatMap(kernelsOf);
  const ceilings = roofs === null ? null : ceilingsOf(roofs, kernels);
  if (ceilings === null || kernels.length === 0) return null;
  const { bandwidth, peaks } = ceilings;
  const ridge = Math.max(...peaks.map(({ rate }) => rate)) / bandwidth;
  const x = logAxis('operations per byte read', [...kernels.map(({ intensity }) => intensity), 1.5 * ridge]);
  const lowest = Math.min(x.from * bandwidth, ...kernels.map(({ rate }) => rate));
  const rates = [lowest, ...kernels.map(({ rate }) => rate), ...peaks.map(({ rate }) => rate)];
  return {
    id: 'roofline',
    title: 'How near each kernel comes to what the device allows',
    says: finding(kernels),
    ...ofResult(result),
    panels: [
      {
        ...{ kind: 'plane', title: '', x },
        y: logAxis(
          'billion operations per second',
          rates.map((rate) => rate / GIGA),
        ),
        marks: [...roofMarks(ceilings, x), ...kernels.map(dotOf)],
      },
    ],
    legend: legendOf(kernels),
    table: sheetOf<Kernel>(
      [
        left('format', ({ of }) => `${contestantName(of)} ${of.test}`),
        left('kernel', ({ row }) => row.name),
        right('operations per byte', ({ intensity }) => intensity.toPrecision(2)),
        right('billion operations/s', ({ rate }) => (rate / GIGA).toPrecision(3)),
        right('share of a token', ({ row }) => row.shareText),
        left('reached', ({ row }) => row.reached),
      ],
      kernels,
    ),
  };
}

function legendOf(kernels: readonly Kernel[]): readonly LegendEntry[] {
  const formats = [...new Set(kernels.map(({ of }) => of.format))];
  const isMixed = new Set(kernels.map(({ of }) => of.phase)).size > 1;
  return [
    ...formats.map((format): LegendEntry => ({ ink: format, text: format.toUpperCase() })),
    ...(isMixed ? [{ ink: 'muted', text: 'hollow: of a prompt' } as const] : []),
  ];
}

/** Of what computes something, for long enough to be told. */
function kernelsOf(of: Waterfall): readonly Kernel[] {
  const rows = waterfallRows(of);
  return (of.figures?.parts ?? []).flatMap(({ id, work, seconds, share, reached }) => {
    const row = rows.find((one) => one.id === id);
    if (row === undefined || work === null || reached === null) return [];
    if (work.flops <= 0 || work.bytes <= 0 || seconds <= 0) return [];
    return [{ of, row, share, intensity: work.flops / work.bytes, rate: work.flops / seconds }];
  });
}

interface Ceilings {
  readonly bandwidth: number;
  readonly bandwidthText: string;
  readonly peaks: readonly { readonly rate: number; readonly text: string }[];
}

/** The peak of packed integers only where a kernel computes with them. */
function ceilingsOf({ bandwidth, fmaF32, packedDot }: Roofs, kernels: readonly Kernel[]): Ceilings | null {
  if (bandwidth === null || fmaF32 === null) return null;
  const usesPacked = kernels.some(({ of, row }) =>
    (of.figures?.parts ?? []).some(({ id, work }) => id === row.id && work?.arithmetic === 'packed-dot'),
  );
  return {
    bandwidth: bandwidth.median,
    bandwidthText: `memory: ${showRate(bandwidth, 'B/s')}`,
    peaks: [
      { rate: fmaF32.median, text: `f32: ${showRate(fmaF32, 'FLOP/s')}` },
      ...(packedDot !== null && usesPacked
        ? [{ rate: packedDot.median, text: `packed integers: ${showRate(packedDot, 'op/s')}` }]
        : []),
    ],
  };
}

/** The memory's up to the highest peak, and each peak from where the memory feeds it. */
function roofMarks(
  { bandwidth, bandwidthText, peaks }: Ceilings,
  x: { readonly from: number; readonly to: number },
): readonly Mark[] {
  const highest = Math.max(...peaks.map(({ rate }) => rate));
  const ridge = highest / bandwidth;
  const start = x.from * bandwidth;
  return [
    {
      ...{ kind: 'curve', ink: 'roof', dashed: false },
      points: [
        [x.from, start / GIGA],
        [ridge, highest / GIGA],
      ],
    },
    ...peaks.map(({ rate }): Mark => ({
      ...{ kind: 'curve', ink: 'roof', dashed: false },
      points: [
        [rate / bandwidth, rate / GIGA],
        [x.to, rate / GIGA],
      ],
    })),
    {
      kind: 'note',
      ink: 'roof',
      at: [Math.sqrt(x.from * ridge), Math.sqrt(start * highest) / GIGA],
      text: bandwidthText,
    },
    ...peaks.map(({ rate, text }): Mark => ({ kind: 'note', ink: 'roof', at: [x.to, rate / GIGA], text })),
  ];
}

function dotOf({ of, row, share, intensity, rate }: Kernel): Mark {
  const name = `${contestantName(of)} ${of.test}, ${row.name}`;
  return {
    ...{ kind: 'dot', ink: inkOf(of), at: [intensity, rate / GIGA], interval: null, hollow: of.phase === 'prefill' },
    ...{ label: row.name, weight: share },
    explains: `${name}: ${row.time}, ${row.shareText} of a token’s time; reaches ${row.reached}.`,
  };
}

/** Of the kernel that takes most of a token of INT4, or of the first decode. */
function finding(kernels: readonly Kernel[]): string {
  const decodes = kernels.filter(({ of }) => of.phase === 'decode');
  const int4 = decodes.filter(({ of }) => of.format === 'int4');
  const [most] = (int4.length > 0 ? int4 : decodes.length > 0 ? decodes : kernels).toSorted(
    (a, b) => b.share - a.share,
  );
  if (most === undefined) return '';
  return `A dot below the line leaves room: ${most.row.name} at ${contestantName(most.of)}, the longest kernel, reaches ${most.row.reached}.`;
}
