/** The WGSL after the sums of a linear layer: rows and sums of a lane by name, and the output of a finished sum. */
import { unroll } from '../../src/kernels/template';
import type { LinearOutput } from './shape';

/** Outputs of a lane that sums over `rows` rows. With SwiGLU an output takes a row of gate and the row of up that belongs to it. */
export const outputsOfLane = (rows: number, output: LinearOutput): number =>
  output === 'swiglu' ? Math.max(1, rows / 2) : rows;

/** Rows that a lane sums over: the second half of them are the rows of up. */
export const rowsOfLane = (rows: number, output: LinearOutput): number =>
  output === 'swiglu' ? Math.max(2, rows) : rows;

/**
 * Declares `row0`, `row1` …, the rows of a lane. Rows beyond the last are computed like it and not stored: cheaper than a branch around
 * every load. @param of the output i of a lane, as WGSL
 */
export function declareRows(rows: number, output: LinearOutput, of: (i: number) => string): string {
  const outputs = outputsOfLane(rows, output);
  return unroll(rowsOfLane(rows, output), (r) =>
    r < outputs ? `let row${r} = min(${of(r)}, OUTPUTS - 1u);` : `let row${r} = row${r - outputs} + OUTPUTS;`,
  );
}

/** One line for each pair of a row and a token: a sum has a name of its own, since an array indexed by a loop would live in memory. */
export const eachSum = (rows: number, tokens: number, line: (sum: string, r: number, t: number) => string): string =>
  unroll(rows, (r) => unroll(tokens, (t) => line(`sum${r}_${t}`, r, t)));

const puts: Readonly<
  Record<LinearOutput, (bias: (row: string) => string) => readonly [parameters: string, body: string]>
> = {
  store: (bias) => ['sum: f32', `y[at] = sum${bias('output')};`],
  add: (bias) => ['sum: f32', `y[at] += sum${bias('output')};`],
  swiglu: (bias) => [
    'gate_sum: f32, up_sum: f32',
    `let gate = gate_sum${bias('output')};
  y[at] = gate / (1.0 + exp(-gate)) * (up_sum${bias('OUTPUTS + output')});`,
  ],
};

/**
 * Declares the buffers `y` and, with a bias, `bias`, and `put(token, output, sum)`, with SwiGLU `put(token, output, gate_sum, up_sum)`.
 * The kernel declares the constants OUTPUTS, OUT_OFFSET and OUT_STRIDE.
 *
 * @param tokens of the pass, as WGSL: those beyond are not stored; null where there are none
 */
export function putting(output: LinearOutput, bias: boolean, tokens: string | null): string {
  const [parameters, body] = puts[output](bias ? (row) => ` + bias[OUT_OFFSET + ${row}]` : () => '');
  return `@buffer var<storage, read_write> y: array<f32>;   // (tokens, OUT_STRIDE)
${bias ? '@buffer var<storage, read> bias: array<f32>;' : ''}
fn put(token: u32, output: u32, ${parameters}) {
  ${tokens === null ? '' : `if (token >= ${tokens}) { return; }`}
  let at = token * OUT_STRIDE + OUT_OFFSET + output;
  ${body}
}`;
}

/**
 * Puts each sum of a lane whose output there is.
 *
 * @param of the output i of a lane, as WGSL
 * @param at the token t of a lane, as WGSL
 */
export function stores(
  { rows, tokens }: { readonly rows: number; readonly tokens: number },
  output: LinearOutput,
  of: (i: number) => string,
  at: (t: number) => string,
): string {
  const outputs = outputsOfLane(rows, output);
  const up = (i: number, t: number) => (output === 'swiglu' ? `, sum${i + outputs}_${t}` : '');
  return unroll(
    outputs,
    (i) => `if (${of(i)} < OUTPUTS) {
  ${unroll(tokens, (t) => `put(${at(t)}, ${of(i)}, sum${i}_${t}${up(i, t)});`)}
}`,
  );
}
