/**
 * A class in one picture: each pupil's device as a line from FP16 to INT4, and how many times as fast as FP16 each format is, by kind of
 * device. All figures come from codes (lab/class-code).
 */
import { FORMATS } from '../../kernels/format';
import { RECIPES, type ModelFormat } from '../../kernels/recipe';
import { CLASS_FORMATS } from '../../lab/class-code/fields';
import type { ClassDevice } from '../../lab/class-code/measurement';
import { median } from 'simple-statistics';
import { left, right, sheetOf } from '../table';
import type { Chart, Mark, Panel, Point, Row } from './chart';
import { CLASS_GROUPS, comparable, groupOf, inkOfGroup, type ClassGroup, type ClassMember } from './class-groups';
import { formatName, type ClassWords, type Span } from './class-words';
import { axisFromZero, extentOf, logAxis } from './source';

/** Those of a line: three widths of one kind of number. The other 4-bit formats have as many bits as INT4, and are among the bars. */
const OF_LINE = ['int4', 'int8', 'fp16'] as const satisfies readonly ModelFormat[];

interface Placed extends ClassMember {
  /** In the list, from 1. */
  readonly number: number;
  readonly group: ClassGroup;
}

/** Null where there is no code. */
export function classChart(members: readonly ClassMember[], words: ClassWords): Chart | null {
  const all = members.map((member, i): Placed => ({
    ...{ ...member, number: i + 1, group: groupOf(member.measurement.device) },
  }));
  const shown = comparable(all);
  const [first] = shown;
  if (first === undefined) return null;
  const { model, measuredAs } = first.measurement;
  const groups = CLASS_GROUPS.filter((group) => shown.some((one) => one.group === group));
  const others = all.length - shown.length;
  return {
    ...{ id: 'class', title: words.title, says: finding(shown, words) },
    notes: [words.explainLines, words.explainMedian, ...(others === 0 ? [] : [words.otherModels(others, model)])],
    source: words.source({ devices: shown.length, model, measuredAs }),
    software: groups.length === 1 && groups[0] === 'software',
    softwareMark: words.softwareMark,
    stacked: true,
    panels: [linesPanel(shown, groups, words), ...timesPanel(shown, groups, words)],
    legend: groups.map((group) => ({ ink: inkOfGroup(group), text: words.groups[group] })),
    table: tableOf(shown, words),
  };
}

const bitsOf = (format: ModelFormat): number => FORMATS[RECIPES[format].weights.qkv].bits;

/** From few bits to many, of what was measured. */
const pointsOf = ({ measurement: { tokensPerSecond } }: ClassMember): readonly Point[] =>
  OF_LINE.flatMap((format): Point[] => {
    const rate = tokensPerSecond[format];
    return rate === undefined ? [] : [[bitsOf(format), rate]];
  });

function linesPanel(shown: readonly Placed[], groups: readonly ClassGroup[], words: ClassWords): Panel {
  const y = logAxis(
    words.speed,
    shown.flatMap((one) => pointsOf(one).map(([, rate]) => rate)),
  );
  // Room below for the names of the formats.
  const axis = { ...y, from: y.from / 1.25 };
  return {
    ...{ kind: 'plane', title: words.speedPanel, y: axis },
    x: axisFromZero(words.bits, OF_LINE.map(bitsOf)),
    marks: [
      ...groups.flatMap((group) => rangeOf(shown, group)),
      ...shown.flatMap((one) => lineOf(one, words)),
      ...groups.flatMap((group) => medianOf(shown, group)),
      ...OF_LINE.map((format): Mark => {
        return { kind: 'note', ink: 'muted', at: [bitsOf(format), axis.from], text: formatName(format) };
      }),
    ],
  };
}

/** A software adapter's is dashed, with hollow dots. */
function lineOf(one: Placed, words: ClassWords): readonly Mark[] {
  const [ink, software] = [inkOfGroup(one.group), one.group === 'software'];
  const device = deviceText(one, words);
  const dots = OF_LINE.flatMap((format): Mark[] => {
    const rate = one.measurement.tokensPerSecond[format];
    if (rate === undefined) return [];
    const explains = words.explains({ device, format: formatName(format), speed: words.number(rate) });
    const at = [bitsOf(format), rate] as const;
    return [
      { ...{ kind: 'dot', ink, at, interval: null, hollow: software, small: true, label: '' }, weight: 0, explains },
    ];
  });
  return [{ kind: 'curve', ink, points: pointsOf(one), dashed: software, weight: 'thin' }, ...dots];
}

/** Of the devices of a group, at each format that several of them have. */
function byFormat(shown: readonly Placed[], group: ClassGroup) {
  const own = shown.filter((one) => one.group === group);
  return OF_LINE.flatMap((format) => {
    const rates = own.flatMap(({ measurement }) => measurement.tokensPerSecond[format] ?? []);
    const extent = extentOf(rates);
    return rates.length < 2 || extent === null ? [] : [{ bits: bitsOf(format), extent, middle: median(rates) }];
  });
}

function rangeOf(shown: readonly Placed[], group: ClassGroup): readonly Mark[] {
  const points = byFormat(shown, group).map(({ bits, extent: [low, high] }) => [bits, low, high] as const);
  return points.length < 2 ? [] : [{ kind: 'band', ink: inkOfGroup(group), points }];
}

function medianOf(shown: readonly Placed[], group: ClassGroup): readonly Mark[] {
  const points = byFormat(shown, group).map(({ bits, middle }): Point => [bits, middle]);
  const [ink, dashed] = [inkOfGroup(group), group === 'software'];
  return points.length < 2 ? [] : [{ kind: 'curve', ink, points, dashed, weight: 'thick' }];
}

/** How many times as fast as FP16. */
const timesOf = ({ measurement: { tokensPerSecond: rates } }: ClassMember, format: ModelFormat): readonly number[] => {
  const [rate, base] = [rates[format], rates.fp16];
  return rate === undefined || base === undefined ? [] : [rate / base];
};

function spanOf(times: readonly number[], { number }: ClassWords): Span | null {
  const extent = extentOf(times);
  if (extent === null) return null;
  const [low, high] = extent.map(number);
  return { low: low ?? '', high: high ?? '', median: number(median([...times])), devices: times.length };
}

/** One bar for each kind of device in each format; none where nobody has FP16 and another. */
function timesPanel(shown: readonly Placed[], groups: readonly ClassGroup[], words: ClassWords): readonly Panel[] {
  const found = CLASS_FORMATS.filter((format) => format !== 'fp16').flatMap((format) =>
    groups.flatMap((group) => {
      const times = shown.filter((one) => one.group === group).flatMap((one) => timesOf(one, format));
      const [span, extent] = [spanOf(times, words), extentOf(times)];
      if (span === null || extent === null) return [];
      const [low, high] = extent;
      const value = words.spanText(span);
      const name = `${formatName(format)}, ${group === 'software' ? words.softwareShort : words.groups[group]}`;
      const segments = [{ ink: inkOfGroup(group), from: 0, to: median(times), explains: `${name}: ${value}` }];
      const row: Row = { name, value, segments, interval: times.length < 2 ? null : { low, high } };
      return [{ row, high }];
    }),
  );
  if (found.length === 0) return [];
  const x = axisFromZero(words.times, [1, ...found.map(({ high }) => high)]);
  return [{ kind: 'rows', title: words.timesPanel, x, baseline: 1, rows: found.map(({ row }) => row) }];
}

function finding(shown: readonly Placed[], words: ClassWords): string {
  const of = (software: boolean): Span | null => {
    const own = shown.filter(({ group }) => (group === 'software') === software);
    return spanOf(
      own.flatMap((one) => timesOf(one, 'int4')),
      words,
    );
  };
  const [gpus, software] = [of(false), of(true)];
  if (gpus === null && software === null) return words.saysLittle;
  return words.says({ few: formatName('int4'), many: formatName('fp16'), gpus, software });
}

const tableOf = (shown: readonly Placed[], words: ClassWords) =>
  sheetOf<Placed>(
    [
      left(words.device, (one) => deviceText(one, words)),
      ...CLASS_FORMATS.map((format) =>
        right<Placed>(formatName(format), ({ measurement }) => {
          const rate = measurement.tokensPerSecond[format];
          return rate === undefined ? '-' : words.number(rate);
        }),
      ),
      right(`${formatName('int4')} / ${formatName('fp16')}`, (one) => {
        const [times] = timesOf(one, 'int4');
        return times === undefined ? '-' : words.number(times);
      }),
      left(words.code, ({ code }) => code),
    ],
    shown,
  );

/** `3: laptop GPU, NVIDIA lovelace`. */
const deviceText = ({ number, measurement }: Placed, words: ClassWords): string =>
  `${number}: ${deviceName(measurement.device, words)}`;

const MAKERS = {
  ...{ nvidia: 'NVIDIA', amd: 'AMD', intel: 'Intel', apple: 'Apple', qualcomm: 'Qualcomm', arm: 'Arm' },
  samsung: 'Samsung',
} as const;

/** What a device is called wherever its code is listed. */
export function deviceName({ kind, maker, architecture }: ClassDevice, words: ClassWords): string {
  if (kind === 'software') return words.softwareMark;
  const chip = [maker === null ? '' : MAKERS[maker], architecture ?? ''].filter((text) => text !== '').join(' ');
  const group = kind === null ? words.unknownDevice : words.groups[groupOf({ kind, maker, architecture })];
  return chip === '' ? group : `${group}, ${chip}`;
}
