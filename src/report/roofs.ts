/** The measured roofs as a result holds them, as rows of text, and how near decode came to them. No measuring, no layout. */
import type { RoofFigure, Roofs as MeasuredRoofs } from '../benchmark/roofs/roof';
import { ratio } from '../statistics/ratio';
import { contestantName } from '../benchmark/whose';
import { scaled, showFigure, showInterval, type Interval } from './digits';
import { showBytes } from './quantity';
import type { ResultEntry, Roofs, Warning } from './schema';
import { modelPrefix } from './several-models';
import { left, right, sheetOf, type Sheet } from './table';

export function roofsOf(measured: MeasuredRoofs): Roofs {
  const { bandwidth, fmaF32, fmaF16, packedDot, dispatchSeconds, submitSeconds } = measured;
  return {
    bandwidth: bandwidth === null ? null : { ...bandwidth, ...lists(bandwidth) },
    footprints: measured.footprints.map((one) => ({ ...one, ...lists(one) })),
    fmaF32: fmaF32 === null ? null : { ...fmaF32, ...lists(fmaF32) },
    fmaF16: fmaF16 === null ? null : { ...fmaF16, ...lists(fmaF16) },
    packedDot: packedDot === null ? null : { ...packedDot, ...lists(packedDot) },
    dispatchSeconds: dispatchSeconds === null ? null : { ...dispatchSeconds, ...lists(dispatchSeconds) },
    submitSeconds: submitSeconds === null ? null : { ...submitSeconds, ...lists(submitSeconds) },
    voided: measured.voided.map(({ figure, ...one }) => ({ ...one, figure: { ...figure, ...lists(figure) } })),
    verified: measured.verified.map((one) => ({ ...one })),
  };
}

const lists = ({ samples, visits }: RoofFigure<number>) => ({
  samples: [...samples],
  visits: visits.map((visit) => [...visit]),
});

const NAMES = {
  bandwidth: 'Memory bandwidth, reading',
  fmaF32: 'Multiply-adds in f32',
  packedDot: 'Packed 8-bit dot products',
} as const;
const UNITS = { bandwidth: 'B/s', fmaF32: 'FLOP/s', packedDot: 'op/s' } as const;

type Voided = NonNullable<Roofs['voided']>[number];

/** Why a roof is void, and what is not shown for it. */
function whyVoid({ roof, figure, by, reached }: Voided): string {
  const [was, more] = [figure.median, reached].map((rate) => `${scaledTo(rate)}${UNITS[roof]}`);
  return `It was measured at ${was}, and ${by} of the same run reached ${more}, even when measured again. No share of it is shown: close other programs and run again.`;
}

/** As a warning. */
export const voidedText = (voided: Voided): string => `${NAMES[voided.roof]}: void. ${whyVoid(voided)}`;

const scaledTo = (rate: number): string => {
  const [prefix, size] = PREFIXES.find(([, least]) => rate >= least) ?? ['', 1];
  return `${Number((rate / size).toPrecision(3))} ${prefix}`;
};

/** A decode's bytes per second as a share of the bandwidth that the same run measured. Null for a prefill, and without a roof. */
export function withBandwidthShare(entry: ResultEntry, roofs: Roofs | null): ResultEntry {
  return {
    ...entry,
    bandwidthShare: shareOf(entry, roofs?.bandwidth ?? null),
    footprintShare: shareOf(entry, footprintOf(entry, roofs)) ?? undefined,
  };
}

function shareOf({ phase, tokensPerSecond, bytesReadPerToken }: ResultEntry, most: Interval | null) {
  if (phase !== 'decode' || tokensPerSecond === null || most === null || bytesReadPerToken === 0) return null;
  return { ...ratio(scaled(tokensPerSecond, bytesReadPerToken), most) };
}

/** The bandwidth over so many bytes, where it was measured; else that of the memory. */
export const roofOver = (bytes: number, roofs: Roofs | null) =>
  footprintOf({ bytesReadPerToken: bytes }, roofs) ?? roofs?.bandwidth ?? null;

/** Of the size nearest to what a token reads; a stream is laid out in whole workgroups. */
function footprintOf({ bytesReadPerToken }: Pick<ResultEntry, 'bytesReadPerToken'>, roofs: Roofs | null) {
  const apart = ({ bytes }: { readonly bytes: number }): number => Math.abs(bytes / bytesReadPerToken - 1);
  const [nearest] = (roofs?.footprints ?? []).toSorted((a, b) => apart(a) - apart(b));
  return nearest !== undefined && apart(nearest) <= SAME_SIZE ? nearest : null;
}

const SAME_SIZE = 0.1;
/** Beyond this a share needs a reason: what two moments and two kernels differ by. */
const MOST_SHARE = 1.05;

/** Why a share of the bandwidth is not to be believed, to stand behind it; null where nothing speaks against it. */
export function shareDoubt(
  share: Interval,
  entry: Pick<ResultEntry, 'bytesReadPerToken'>,
  roofs: Roofs | null,
): string | null {
  if (share.median > MOST_SHARE) return 'more than all of it, so doubtful';
  return (roofOver(entry.bytesReadPerToken, roofs)?.doubt ?? '') === ''
    ? null
    : 'doubtful: the bandwidth was not measured well';
}

/** Of each share that is more than all of it: why, as a warning beside the number. */
export function shareWarnings(entries: readonly ResultEntry[], roofs: Roofs | null): Warning[] {
  return entries.flatMap((entry) => {
    const { bandwidthShare, footprintShare, test, model, bytesReadPerToken } = entry;
    const shown = footprintShare ?? bandwidthShare ?? null;
    if (shown === null || shown.median <= MOST_SHARE) return [];
    const over = footprintShare === undefined ? (roofs?.bandwidth?.bytes ?? 0) : bytesReadPerToken;
    const why =
      footprintShare === undefined && bytesReadPerToken < over
        ? `A token reads ${showBytes(bytesReadPerToken)}, which a cache may hold, and the roof was measured over ${showBytes(over)}.`
        : 'The device was slower when the roof was measured than while it decoded: close other programs and run again.';
    const name = `${contestantName(entry)} ${test} of ${model.name}`;
    return [
      { code: 'above-the-roof', message: `${name} reads ${showShare(shown).value} of the measured bandwidth. ${why}` },
    ];
  });
}

export interface RoofRow {
  readonly name: string;
  readonly value: string;
  /** `low–high`; empty where the interval has no width. */
  readonly range: string;
  readonly how: string;
}

/** Every roof that there is, in a fixed order, then those that are void. */
export function roofRows(roofs: Roofs): RoofRow[] {
  const rows: RoofRow[] = [];
  const { bandwidth, dispatchSeconds, submitSeconds } = roofs;
  if (bandwidth !== null) {
    const how = `${showBytes(bandwidth.bytes)} in ${bandwidth.buffers} buffers read in turn`;
    rows.push({ name: NAMES.bandwidth, ...inUnit(bandwidth, 'B/s'), how: withDoubt(how, bandwidth) });
  }
  for (const one of roofs.footprints ?? []) {
    const how = `${showBytes(one.bytes)}, as many as a token reads: a cache may hold them`;
    rows.push({ name: NAMES.bandwidth, ...inUnit(one, 'B/s'), how: withDoubt(how, one) });
  }
  const peaks = [
    [NAMES.fmaF32, roofs.fmaF32, 'FLOP/s'],
    ['Multiply-adds in f16', roofs.fmaF16, 'FLOP/s'],
    [NAMES.packedDot, roofs.packedDot, 'op/s'],
  ] as const;
  for (const [name, peak, unit] of peaks) {
    if (peak === null) continue;
    const how = `${peak.workgroups} workgroups of ${peak.threads}, ${unit === 'op/s' ? 'eight operations per call' : 'two operations each'}`;
    rows.push({ name, ...inUnit(peak, unit), how: withDoubt(how, peak) });
  }
  const costs = [
    ['A dispatch that does nothing', dispatchSeconds, 'in one pass'],
    ['Submit and wait', submitSeconds, 'one after the other'],
  ] as const;
  for (const [name, cost, where] of costs) {
    if (cost === null) continue;
    rows.push({ name, ...inUnit(cost, 's'), how: withDoubt(`${cost.repeated} ${where}`, cost) });
  }
  for (const one of roofs.voided ?? []) {
    rows.push({ name: NAMES[one.roof], value: 'void', range: '', how: whyVoid(one) });
  }
  return rows;
}

const withDoubt = (how: string, { doubt = '' }: { readonly doubt?: string | undefined }): string =>
  doubt === '' ? how : `${how}. Doubtful: ${doubt}`;

/** Decode in each format: the share of the bandwidth that it reached, that over as many bytes as a token reads first. */
export function shareRows(entries: readonly ResultEntry[]): Omit<RoofRow, 'how'>[] {
  const modelOf = modelPrefix(entries);
  return entries.flatMap((entry) => {
    const { bandwidthShare, footprintShare, test, bytesReadPerToken } = entry;
    const name = `${modelOf(entry)}${contestantName(entry)} ${test}, of the bandwidth`;
    return [
      ...(footprintShare === undefined
        ? []
        : [{ name: `${name} over ${showBytes(bytesReadPerToken)}`, ...showShare(footprintShare) }]),
      // Of a whole roof that is void there is none, though there may be one of a footprint.
      ...(bandwidthShare === null || bandwidthShare === undefined ? [] : [{ name, ...showShare(bandwidthShare) }]),
    ];
  });
}

/** The roofs, and how near decode came to them. */
export const roofSheet = (roofs: Roofs, entries: readonly ResultEntry[]): Sheet =>
  sheetOf(
    [
      left<RoofRow>('roof', ({ name }) => name),
      right<RoofRow>('median', ({ value }) => value),
      right<RoofRow>('interval', ({ range }) => range),
      left<RoofRow>('measured with', ({ how }) => how),
    ],
    [...roofRows(roofs), ...shareRows(entries).map((row) => ({ ...row, how: '' }))],
  );

/** `41 %` with its bounds. */
export const showShare = (share: Interval): Pick<RoofRow, 'value' | 'range'> => withUnit(scaled(share, 100), '%');

/** `12.3 GB/s`: a rate in the unit that its size calls for, by powers of 1000. */
export const showRate = (rate: Interval, unit: 'B/s' | 'FLOP/s' | 'op/s'): string => inUnit(rate, unit).value;

/** `12.3 ± 0.2 GB/s`. */
export function showRateFigure(rate: Interval, unit: 'B/s'): string {
  const [prefix, size] = prefixOf(rate);
  return `${showFigure(scaled(rate, 1 / size))} ${prefix}${unit}`;
}

const PREFIXES = [
  ['T', 1e12],
  ['G', 1e9],
  ['M', 1e6],
  ['k', 1e3],
  ['', 1],
  ['m', 1e-3],
  ['µ', 1e-6],
  ['n', 1e-9],
] as const;

const prefixOf = ({ median }: Interval) => PREFIXES.find(([, least]) => median >= least) ?? (['n', 1e-9] as const);

function inUnit(interval: Interval, unit: string): Pick<RoofRow, 'value' | 'range'> {
  const [prefix, size] = prefixOf(interval);
  return withUnit(scaled(interval, 1 / size), `${prefix}${unit}`);
}

function withUnit(interval: Interval, unit: string): Pick<RoofRow, 'value' | 'range'> {
  const { median, low, high } = showInterval(interval);
  return { value: `${median} ${unit}`, range: low === high ? '' : `${low}–${high} ${unit}` };
}
