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

/** In the order of the result; `part` of nothing at all is left out. */
export function waterfallRows({ figures }: Waterfall): WaterfallRow[] {
  if (figures === null) return [];
  return figures.parts
    .filter(({ seconds }) => seconds !== 0)
    .map(({ id, kind, seconds, share, reached }) => ({
      ...{ id, kind, name: NAMES[id] },
      time: `${seconds < 0 ? '−' : ''}${showSeconds(Math.abs(seconds))}`,
      share,
      shareText: percent(share),
      reached: reached === null ? '' : reachedText(reached),
      intensity: reached === null ? '' : `${Number(reached.intensity.toPrecision(2))} FLOP/B`,
    }));
}

/** `41 % of the bandwidth`. */
export const reachedText = ({ share, bound }: Reached): string =>
  `${percent(share)} of the ${bound === 'bandwidth' ? 'bandwidth' : 'arithmetic peak'}`;

/** Why a share may be above the whole; empty where none is. */
export function aboveNote(waterfalls: readonly Waterfall[]): string {
  const shares = waterfalls.flatMap(({ figures }) => figures?.parts.map(({ reached }) => reached?.share ?? 0) ?? []);
  return shares.some((share) => share > 1)
    ? 'More than 100 %: a cache held what is read again, which the measured bandwidth, of far more than a cache holds, does not have.'
    : '';
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
