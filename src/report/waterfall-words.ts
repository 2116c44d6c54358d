/** What the parts of a token's time are called, and the rows of their table: the same words in page, Markdown and terminal. */
import { showSeconds } from './quantity';
import type { Waterfall } from './schema';
import type { Sheet } from './table';
import type { Part, Reached } from './waterfall';
import { tenthsText, wholeShares } from './whole-shares';

const NAMES: Readonly<Record<Part['id'], string>> = {
  embedding: 'Embedding',
  norms: 'Norms and rounding',
  qkv: 'Queries, keys, values',
  cache: 'RoPE and KV cache',
  attention: 'Attention',
  output: 'Output projection',
  'gate-up': 'Gate and up',
  down: 'Down',
  head: 'LM head',
  choice: 'Choice of the token',
  launch: 'Launching kernels',
  encode: 'Recording commands',
  submit: 'Submitting',
  answer: 'Waiting for the answer',
  order: 'Not explained: order effect',
  rest: 'Not explained: between the passes',
  since: 'Changed between measurement and profile',
};

const METHODS = { timestamps: 'the GPU’s timestamps', 'wall-clock': 'the wall clock' } as const;

export interface WaterfallRow {
  readonly id: Part['id'];
  readonly kind: Part['kind'];
  readonly name: string;
  readonly time: string;
  /** Of the token's time, tenths of a per cent: those of all rows add up to the whole. Below zero where parts overlap. */
  readonly tenths: number;
  readonly shareText: string;
  /** Of what binds; empty where there is no telling. */
  readonly reached: string;
  readonly intensity: string;
}

/** In the order of the result; what takes nothing at all and is no kernel is left out. None of what says nothing of a token. */
export function waterfallRows(waterfall: Pick<Waterfall, 'figures'>): WaterfallRow[] {
  const { figures } = waterfall;
  if (figures === null || whyVoid(waterfall) !== '') return [];
  const parts = figures.parts.filter(({ seconds, kind }) => seconds !== 0 || kind === 'kernel');
  const shares = wholeShares(parts.map(({ share }) => share));
  return parts.map(({ id, kind, seconds, reached }, index) => ({
    ...{ id, kind, name: NAMES[id] },
    time: seconds === 0 ? 'no more than launching' : timeText(seconds),
    tenths: shares[index] ?? 0,
    shareText: tenthsText(shares[index] ?? 0),
    reached: reached === null ? '' : reachedText(reached),
    intensity: reached === null ? '' : `${Number(reached.intensity.toPrecision(2))} FLOP/B`,
  }));
}

const timeText = (seconds: number): string => `${seconds < 0 ? '−' : ''}${showSeconds(Math.abs(seconds))}`;

/** All parts of a test, and below them what they add up to. No rows where they say nothing of a token. */
export function waterfallSheet(waterfall: Waterfall): Sheet {
  const rows = waterfallRows(waterfall);
  return {
    columns: COLUMNS,
    rows: rows.length === 0 ? [] : [...rows.map(cellsOf), [...waterfallTotal(waterfall, rows), '', '']],
  };
}

const COLUMNS = [
  { title: 'part', align: 'left' },
  { title: 'time', align: 'right' },
  { title: 'share', align: 'right' },
  { title: 'reached', align: 'right' },
  { title: 'intensity', align: 'right' },
] as const;

const cellsOf = ({ name, time, shareText, reached, intensity }: WaterfallRow): readonly string[] => [
  ...[name, time, shareText, reached, intensity],
];

function waterfallTotal({ figures }: Waterfall, rows: readonly WaterfallRow[]): readonly string[] {
  const tenths = rows.reduce((sum, row) => sum + row.tenths, 0);
  return ['Together', timeText(figures?.tokenSeconds ?? 0), tenthsText(tenths)];
}

/** `41 % of the bandwidth`. */
const reachedText = ({ share, bound }: Reached): string =>
  `${percent(share)} of the ${bound === 'bandwidth' ? 'bandwidth' : 'arithmetic peak'}`;

/** Why a share may be above the whole, for each ceiling that one is above of; empty where none is. */
export function aboveNote(waterfalls: readonly Waterfall[]): string {
  const shown = waterfalls.filter((one) => whyVoid(one) === '');
  const above = shown.flatMap(({ figures }) =>
    (figures?.parts ?? []).flatMap(({ reached }) => (reached !== null && reached.share > 1 ? [reached.bound] : [])),
  );
  return [
    above.includes('bandwidth')
      ? 'More than 100 % of the bandwidth: a cache held the data that was read again; the bandwidth was measured over far more data than a cache holds.'
      : '',
    above.includes('arithmetic')
      ? 'More than 100 % of the arithmetic peak: another program ran while the peak was measured, or the clock has risen since; run again.'
      : '',
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** Of a token's time: with more than this unexplained, the parts say little of it, and with more than that, nothing. */
const DOUBTFUL = 0.25;
const VOID = 0.5;

/** Why the parts say nothing of a token, as sentences; empty where they do, and where nothing was profiled. */
function whyVoid({ figures }: Pick<Waterfall, 'figures'>): string {
  const [since, order] = [shareOf(figures, 'since'), shareOf(figures, 'order')];
  const by = (share: number): string =>
    `by ${percent(Math.abs(share))} of a token’s time. Close other programs, and run again.`;
  if (Math.abs(since) > VOID) {
    const speed = since > 0 ? 'faster' : 'slower';
    return `The device was ${speed} when it was profiled than when it was measured, ${by(since)}`;
  }
  if (Math.abs(order) <= VOID) return '';
  return `Its parts took ${order > 0 ? 'less time' : 'longer'} alone than within a pass, ${by(order)}`;
}

/** Why the parts of some tests say little, each cause in a sentence; empty where all do say something. */
export function doubtNote(waterfalls: readonly Waterfall[]): string {
  const naming = (...ids: readonly Part['id'][]): string =>
    waterfalls
      .filter((one) => whyVoid(one) === '' && ids.some((id) => Math.abs(shareOf(one.figures, id)) > DOUBTFUL))
      .map(({ format, test }) => `${format.toUpperCase()} ${test}`)
      .join(', ');
  const [since, order, rest] = [naming('since'), naming('order'), naming('rest')];
  return [
    since === ''
      ? ''
      : `The device was faster or slower when it was profiled than when it was measured (${since}): another program used it, or its clock changed in between. Run again with nothing else open; until then read the parts against each other, not as shares of the measured time.`,
    order === ''
      ? ''
      : `Parts take a different time alone than within a pass (${order}), which caches or processor threads can cause: read them as orders of magnitude.`,
    rest === '' ? '' : `Much time passes between the passes that no part explains (${rest}).`,
  ]
    .filter((text) => text !== '')
    .join(' ');
}

const shareOf = (figures: Waterfall['figures'], id: Part['id']): number =>
  figures?.parts.find((part) => part.id === id)?.share ?? 0;

/** `INT4 tg64: 7.2 ms per token, by the GPU’s timestamps`. */
export function waterfallTitle(waterfall: Waterfall): string {
  const { format, test, figures, leftOut } = waterfall;
  const name = `${format.toUpperCase()} ${test}`;
  if (figures === null) return `${name}: not profiled. ${leftOut}`;
  const nothing = whyVoid(waterfall);
  if (nothing !== '') return `${name}: left out. ${nothing}`;
  const why = figures.why === '' ? '' : ` (${figures.why})`;
  return `${name}: ${showSeconds(figures.tokenSeconds)} per token, by ${METHODS[figures.method]}${why}`;
}

function percent(share: number): string {
  const value = Math.abs(100 * share);
  const text = value >= 10 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toPrecision(1);
  return `${share < 0 ? '−' : ''}${Number(text)} %`;
}
