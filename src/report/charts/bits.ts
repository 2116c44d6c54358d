/** What fewer bits per weight buy, and what they cost: speed, bytes, joules and fidelity, each against the bits of a format. */
import { contestantName, isOurs } from '../../benchmark/whose';
import { showFigure } from '../digits';
import { shownFidelity } from '../fidelity-reference/shown';
import type { Result, ResultEntry } from '../schema';
import { left, right, sheetOf } from '../table';
import { range } from '../two-digits';
import type { Axis, Chart, Dot, Panel } from './chart';
import { axisFromZero, headlineDecodes, inkOf, ofResult, type Decoded } from './source';

interface Value {
  readonly median: number;
  readonly interval: Dot['interval'];
  readonly text: string;
  /** Where it comes from if this run did not measure it; empty if it did. */
  readonly basis: string;
}

const withBasis = ({ text, basis }: Value): string => (basis === '' ? text : `${text} (${basis})`);

interface Measure {
  readonly title: string;
  readonly unit: string;
  readonly of: (entry: ResultEntry, result: Result) => Value | null;
}

const MEGA = 1e6;

const MEASURES: readonly Measure[] = [
  {
    title: 'Speed',
    unit: 'tokens per second',
    of: ({ tokensPerSecond: rate }) =>
      rate === null
        ? null
        : { median: rate.median, interval: { low: rate.low, high: rate.high }, text: showFigure(rate), basis: '' },
  },
  {
    title: 'Bytes',
    unit: 'MB read per token',
    of: ({ bytesReadPerToken: bytes }) =>
      bytes === 0
        ? null
        : { median: bytes / MEGA, interval: null, text: String(Number((bytes / MEGA).toPrecision(3))), basis: '' },
  },
  { title: 'Energy', unit: 'joules per token', of: joulesOf },
  { title: 'Distance from FP16', unit: 'KL divergence, nats per token', of: distanceOf },
];

/** As wide as what is known of the power. */
function joulesOf({ workloadId, engine }: ResultEntry, { energy }: Result): Value | null {
  const row = energy?.rows.find((one) => one.workloadId === workloadId && one.engine === engine);
  if (row === undefined) return null;
  const { low, central, high } = row.joulesPerToken;
  return { median: central, interval: { low, high }, text: range({ low, central, high }), basis: row.provenance.badge };
}

/** Of FP16 from itself: none. */
function distanceOf({ format }: ResultEntry, result: Result): Value | null {
  const shown = shownFidelity(result).find((one) => one.format === format);
  if (shown === undefined) return null;
  if (format === 'fp16') return { median: 0, interval: null, text: '0', basis: '' };
  if (shown.kl === null) return null;
  const { mean, interval } = shown.kl;
  const basis = shown.basis === 'reference' ? 'of a reference' : '';
  return { median: mean, interval, text: mean.toPrecision(2), basis };
}

/** Null where fewer than two formats of ours have a speed. */
export function bitsChart(result: Result): Chart | null {
  const entries = headlineDecodes(result).filter(isOurs);
  if (entries.length < 2) return null;
  const x = axisFromZero(
    'bits per weight',
    entries.map(({ bitsPerWeight }) => bitsPerWeight),
  );
  return {
    id: 'bits',
    title: 'What fewer bits buy, and what they cost',
    says: finding(entries, result),
    ...ofResult(result),
    panels: MEASURES.flatMap((measure) => panelOf(measure, { entries, x }, result) ?? []),
    legend: [],
    table: sheetOf<ResultEntry>(
      [
        left('format', contestantName),
        right('bits/weight', ({ bitsPerWeight }) => String(Number(bitsPerWeight.toFixed(2)))),
        ...MEASURES.map(({ unit, of }) => right<ResultEntry>(unit, (entry) => shownOf(of(entry, result)))),
      ],
      entries,
    ),
  };
}

const shownOf = (value: Value | null): string => (value === null ? '-' : withBasis(value));

interface Shared {
  readonly entries: readonly ResultEntry[];
  readonly x: Axis;
}

/** Null where two formats have no such figure: one dot shows nothing. */
function panelOf({ title, unit, of }: Measure, { entries, x }: Shared, result: Result): Panel | null {
  const found = entries.flatMap((entry) => {
    const value = of(entry, result);
    return value === null ? [] : [{ entry, value }];
  });
  if (found.length < 2) return null;
  const basis = found.find(({ value }) => value.basis !== '')?.value.basis ?? '';
  return {
    ...{ kind: 'plane', title: basis === '' ? title : `${title}, ${basis}`, x },
    y: axisFromZero(
      unit,
      found.map(({ value }) => Math.max(value.median, value.interval?.high ?? 0)),
    ),
    marks: found.map(({ entry, value }): Dot => {
      const name = contestantName(entry);
      return {
        ...{ kind: 'dot', ink: inkOf(entry), at: [entry.bitsPerWeight, value.median], interval: value.interval },
        ...{ hollow: false, label: name, weight: -entry.bitsPerWeight },
        explains: `${name}, ${Number(entry.bitsPerWeight.toFixed(2))} bits per weight: ${withBasis(value)}, ${unit}.`,
      };
    }),
  };
}

/** The fewest bits against the most. */
function finding(entries: readonly Decoded[], result: Result): string {
  const sorted = entries.toSorted((a, b) => a.bitsPerWeight - b.bitsPerWeight);
  const [few, many] = [sorted[0], sorted.at(-1)];
  if (few === undefined || many === undefined) return '';
  const fewer = Number((many.bitsPerWeight / few.bitsPerWeight).toPrecision(2));
  const faster = Number((few.tokensPerSecond.median / many.tokensPerSecond.median).toPrecision(2));
  const far = distanceOf(few, result);
  const cost =
    far === null ? '' : `, for a distance of ${far.text} nats per token${far.basis === '' ? '' : ` (${far.basis})`}`;
  return `${contestantName(few)} has ${fewer} times fewer bits than ${contestantName(many)} and is ${faster} times as fast${cost}.`;
}
