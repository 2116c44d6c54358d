/** The WGSL that both GEMM kernels share: what happens to a finished sum, and one step of the sums. */
import { unroll } from '../../src/kernels/template';

/** y = x W^T, y += x W^T, or y = silu(gate) * up, where gate|up = x W^T. */
export const OUTPUTS = ['store', 'add', 'swiglu'] as const;
export type GemmOutput = (typeof OUTPUTS)[number];

/** Not `dot`, whose products many compilers add apart from the sum: four multiply-adds that each go on where the last ended. */
const mac = `
fn mac(weight: vec4<f32>, value: vec4<f32>, sum: f32) -> f32 {
  return fma(weight.w, value.w, fma(weight.z, value.z, fma(weight.y, value.y, fma(weight.x, value.x, sum))));
}`;

const puts = {
  store: (bias: (output: string) => string) => `
fn put(token: u32, output: u32, sum: f32) {
  if (token < rows.count) { y[token * OUT_STRIDE + OUT_OFFSET + output] = sum${bias('output')}; }
}`,
  add: (bias: (output: string) => string) => `
fn put(token: u32, output: u32, sum: f32) {
  if (token < rows.count) { y[token * OUT_STRIDE + OUT_OFFSET + output] += sum${bias('output')}; }
}`,
  swiglu: (bias: (output: string) => string) => `
fn put(token: u32, output: u32, gate_sum: f32, up_sum: f32) {
  let gate = gate_sum${bias('output')};
  let up = up_sum${bias('OUTPUTS + output')};
  if (token < rows.count) { y[token * OUT_STRIDE + OUT_OFFSET + output] = gate / (1.0 + exp(-gate)) * up; }
}`,
} as const;

/** @param biasBinding null where there is no bias */
export function functions(output: GemmOutput, biasBinding: number | null): string {
  if (biasBinding === null) return mac + puts[output](() => '');
  const declaration = `@group(0) @binding(${biasBinding}) var<storage, read> bias: array<f32>;`;
  return declaration + mac + puts[output]((index) => ` + bias[OUT_OFFSET + ${index}]`);
}

/** With SwiGLU the second half of a lane's rows are the rows of up that belong to the first half. */
export const outputsOfLane = (rows: number, output: GemmOutput): number => (output === 'swiglu' ? rows / 2 : rows);

export const sums = (rows: number, tokens: number): string =>
  unroll(rows, (r) => unroll(tokens, (t) => `var sum${r}_${t} = 0.0;`));

/** Each sum takes in the product of its row's quad and its token's. */
export const macs = (rows: number, token: number): string =>
  unroll(rows, (r) => `sum${r}_${token} = mac(weight${r}, value${token}, sum${r}_${token});`);

/**
 * @param of the output i of a lane, as WGSL
 * @param at the token t of a lane, as WGSL
 */
export function stores(
  rows: number,
  tokens: number,
  output: GemmOutput,
  of: (i: number) => string,
  at: (t: number) => string,
): string {
  const count = outputsOfLane(rows, output);
  const up = (i: number, t: number) => (output === 'swiglu' ? `, sum${i + count}_${t}` : '');
  return unroll(count, (i) =>
    [`if (${of(i)} < OUTPUTS) {`, unroll(tokens, (t) => `put(${at(t)}, ${of(i)}, sum${i}_${t}${up(i, t)});`), '}'].join(
      '\n',
    ),
  );
}
