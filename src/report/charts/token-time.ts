/** Where a token's time goes: the formats on one scale in milliseconds, part by part. */
import { contestantName } from '../../benchmark/whose';
import { showSeconds } from '../quantity';
import type { Result, Waterfall } from '../schema';
import { left, right, sheetOf } from '../table';
import { aboveNote, doubtNote, waterfallRows, waterfallTitle, type WaterfallRow } from '../waterfall-words';
import type { Chart, LegendEntry, PartInk, Row, Segment } from './chart';
import { axisFromZero, headlineDecodes, int4OrFirst, ofResult } from './source';

const INKS: Readonly<Record<WaterfallRow['id'], PartInk>> = {
  ...{ embedding: 'small-parts', norms: 'small-parts', cache: 'small-parts', choice: 'small-parts' },
  ...{ qkv: 'qkv', attention: 'attention', output: 'output', 'gate-up': 'gate-up', down: 'down', head: 'head' },
  ...{ launch: 'launches', encode: 'host', submit: 'host', answer: 'waiting' },
  ...{ order: 'unexplained', rest: 'unexplained', since: 'unexplained' },
};

/** From the left of a bar to its right, as the legend names them. */
const NAMES: Readonly<Record<PartInk, string>> = {
  'gate-up': 'gate and up',
  down: 'down',
  qkv: 'queries, keys, values',
  output: 'output projection',
  head: 'LM head',
  attention: 'attention',
  'small-parts': 'other kernels',
  launches: 'launching kernels',
  host: 'recording, submitting',
  waiting: 'waiting for the answer',
  unexplained: 'not explained',
};
const isPart = (name: string): name is PartInk => name in NAMES;
const ORDER: readonly PartInk[] = Object.keys(NAMES).filter(isPart);

interface Profiled extends Pick<Waterfall, 'format'> {
  readonly name: string;
  readonly seconds: number;
  readonly parts: readonly { readonly ink: PartInk; readonly seconds: number; readonly row: WaterfallRow }[];
}

/** Null where no decode was profiled. */
export function tokenTimeChart(result: Result): Chart | null {
  const decodes = ofHeadlineTest(
    (result.waterfalls ?? []).filter(({ phase }) => phase === 'decode'),
    result,
  );
  const several = new Set(decodes.filter(isTold).map(({ test }) => test)).size > 1;
  const all = decodes.flatMap((one) => profiled(one, several));
  if (all.length === 0) return null;
  const shown = ORDER.filter((ink) => all.some((one) => secondsOf(one, ink) > LEAST_SHARE * one.seconds));
  const rows = all.map(rowOf);
  return {
    id: 'token-time',
    title: 'Where a token’s time goes',
    says: finding(all),
    notes: notesOf(decodes),
    ...ofResult(result),
    panels: [{ kind: 'rows', title: '', x: axisFromZero('ms per token', rows.map(endOf)), rows }],
    legend: shown.map((ink): LegendEntry => ({ ink, text: NAMES[ink] })),
    table: sheetOf<{ readonly name: string; readonly row: WaterfallRow }>(
      [
        left('format', ({ name }) => name),
        left('part', ({ row }) => row.name),
        right('time per token', ({ row }) => row.time),
        right('share', ({ row }) => row.shareText),
        right('reached', ({ row }) => row.reached),
      ],
      all.flatMap(({ name, parts }) => parts.map(({ row }) => ({ name, row }))),
    ),
  };
}

/** Of the decodes whose speeds stand for their formats, where those were profiled. */
function ofHeadlineTest(decodes: readonly Waterfall[], result: Result): readonly Waterfall[] {
  const [headline] = headlineDecodes(result);
  const own = decodes.filter(({ test }) => test === headline?.test);
  return own.some(isTold) ? own : decodes;
}

/** How it was measured, what makes it doubtful, and why a format is missing. */
const notesOf = (decodes: readonly Waterfall[]): readonly string[] =>
  [
    'Each kernel was timed alone after the measurement. The rest goes into launching kernels, recording commands and waiting.',
    aboveNote(decodes),
    doubtNote(decodes),
    ...decodes.filter((one) => !decodes.some((other) => isTold(other) && isSame(other, one))).map(waterfallTitle),
  ].filter((note) => note !== '');

const isTold = (one: Waterfall): boolean => waterfallRows(one).length > 0;
const isSame = (a: Waterfall, b: Waterfall): boolean => contestantName(a) === contestantName(b);

/** Of a token: less is too little to see, and needs no name. */
const LEAST_SHARE = 0.005;

const secondsOf = ({ parts }: Profiled, ink: PartInk): number =>
  parts.reduce((sum, part) => sum + (part.ink === ink ? Math.max(0, part.seconds) : 0), 0);

function profiled(waterfall: Waterfall, several: boolean): readonly Profiled[] {
  const { figures, format, test } = waterfall;
  const rows = waterfallRows(waterfall);
  if (figures === null || rows.length === 0) return [];
  const name = `${contestantName(waterfall)}${several ? ` ${test}` : ''}`;
  const parts = rows.map((row) => ({
    ...{ row, ink: INKS[row.id] },
    seconds: figures.parts.find(({ id }) => id === row.id)?.seconds ?? 0,
  }));
  return [{ format, name, seconds: figures.tokenSeconds, parts }];
}

function rowOf({ name, seconds, parts }: Profiled): Row {
  const segments: Segment[] = [];
  let end = 0;
  for (const ink of ORDER) {
    const own = parts.filter((part) => part.ink === ink && part.seconds > 0);
    const taken = own.reduce((sum, part) => sum + part.seconds, 0);
    if (own.length === 0) continue;
    const explains = own
      .map(({ row }) => `${row.name}: ${row.time}, ${row.shareText} of a token${reached(row)}.`)
      .join(' ');
    segments.push({ ink, from: 1000 * end, to: 1000 * (end + taken), explains: `${name}. ${explains}` });
    end += taken;
  }
  // A share below zero takes off what the parts take longer alone: a bar cannot show that, so its words do.
  const apart = end > 1.02 * seconds ? ` (parts alone ${showSeconds(end)})` : '';
  return { name, value: `${showSeconds(seconds)}${apart}`, segments, interval: null };
}

const reached = (row: WaterfallRow): string => (row.reached === '' ? '' : `, ${row.reached}`);

const endOf = ({ segments }: Row): number => Math.max(0, ...segments.map(({ to }) => to));

/** The part that takes most. */
function finding(all: readonly Profiled[]): string {
  const of = int4OrFirst(all);
  if (of === undefined) return '';
  const byInk = ORDER.map((ink) => ({ ink, seconds: secondsOf(of, ink) }));
  const [largest] = byInk.toSorted((a, b) => b.seconds - a.seconds);
  if (largest === undefined) return '';
  const share = Math.round((100 * largest.seconds) / of.seconds);
  return `At ${of.name}, most goes to one part: ${NAMES[largest.ink]} takes ${share} % of a token.`;
}
