/** What the parts of a token's time are called, and the rows of their table: the same words in page, Markdown and terminal. */
import { showSeconds } from './quantity';
import type { Waterfall } from './schema';
import type { Part, Reached } from './waterfall';

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
  order: 'Not explained: in order against part by part',
  rest: 'Not explained: outside of the passes',
};

const METHODS = { timestamps: 'the GPU’s timestamps', 'wall-clock': 'the wall clock' } as const;

export interface WaterfallRow {
  readonly id: Part['id'];
  readonly kind: Part['kind'];
  readonly name: string;
  readonly time: string;
  /** Of the token's time. */
  readonly share: number;
  readonly shareText: string;
  /** Of what binds; empty where there is no telling. */
  readonly reached: string;
  readonly intensity: string;
}

/** In the order of the result; what takes nothing at all and is no kernel is left out. */
export function waterfallRows({ figures }: Waterfall): WaterfallRow[] {
  if (figures === null) return [];
  return figures.parts
    .filter(({ seconds, kind }) => seconds !== 0 || kind === 'kernel')
    .map(({ id, kind, seconds, share, reached }) => ({
      ...{ id, kind, name: NAMES[id] },
      time: seconds === 0 ? 'no more than launching' : `${seconds < 0 ? '−' : ''}${showSeconds(Math.abs(seconds))}`,
      share,
      shareText: percent(share),
      reached: reached === null ? '' : reachedText(reached),
      intensity: reached === null ? '' : `${Number(reached.intensity.toPrecision(2))} FLOP/B`,
    }));
}

/** `41 % of the bandwidth`. */
export const reachedText = ({ share, bound }: Reached): string =>
  `${percent(share)} of the ${bound === 'bandwidth' ? 'bandwidth' : 'arithmetic peak'}`;

/** Why a share may be above the whole, for each ceiling that one is above of; empty where none is. */
export function aboveNote(waterfalls: readonly Waterfall[]): string {
  const above = waterfalls.flatMap(({ figures }) =>
    (figures?.parts ?? []).flatMap(({ reached }) => (reached !== null && reached.share > 1 ? [reached.bound] : [])),
  );
  return [
    above.includes('bandwidth')
      ? 'More than 100 % of the bandwidth: a cache held what was read again; the bandwidth was measured over far more than a cache holds.'
      : '',
    above.includes('arithmetic')
      ? 'More than 100 % of the arithmetic peak: another program ran while the peak was measured, or the clock has risen since; run again.'
      : '',
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** Of a token's time: with more than this unexplained, something else changed between measurement and profile. */
const DOUBTFUL = 0.25;

/** Where so much is not explained that the parts say little; empty where all do. */
export function doubtNote(waterfalls: readonly Waterfall[]): string {
  const doubtful = waterfalls.filter(({ figures }) =>
    figures?.parts.some(({ kind, share }) => kind === 'unexplained' && Math.abs(share) > DOUBTFUL),
  );
  if (doubtful.length === 0) return '';
  const names = doubtful.map(({ format, test }) => `${format.toUpperCase()} ${test}`).join(', ');
  return `Much is not explained (${names}): another program used the device or its clock changed in between; run again with nothing else open.`;
}

/** `INT4 tg64: 7.2 ms a token, by the GPU’s timestamps`. */
export function waterfallTitle({ format, test, figures, leftOut }: Waterfall): string {
  const name = `${format.toUpperCase()} ${test}`;
  if (figures === null) return `${name}: not profiled. ${leftOut}`;
  const why = figures.why === '' ? '' : ` (${figures.why})`;
  return `${name}: ${showSeconds(figures.tokenSeconds)} a token, by ${METHODS[figures.method]}${why}`;
}

function percent(share: number): string {
  const value = Math.abs(100 * share);
  const text = value >= 10 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toPrecision(1);
  return `${share < 0 ? '−' : ''}${Number(text)} %`;
}
