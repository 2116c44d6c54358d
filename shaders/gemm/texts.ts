/** What is unrolled into the two GEMM kernels: the accumulators of a lane and what feeds them, by variant. */
import { unroll } from '../../src/kernels/template';
import { macs, outputsOfLane, stores, sums, type GemmOutput } from './parts';
import type { RegisterVariant, SharedVariant } from './variants';

/** Placeholders of gemm.wgsl that depend on the variant. */
export function registerTexts(directives: string, variant: RegisterVariant, output: GemmOutput) {
  const { rows, tokens, shared } = variant;
  const outputs = outputsOfLane(rows, output);
  const row = (r: number) => (r < outputs ? `output${r}` : `output${r - outputs} + OUTPUTS`);
  return {
    DIRECTIVES: shared === 1 ? directives : `${directives}\nenable subgroups;`,
    BUILTINS: shared === 1 ? '' : ', @builtin(subgroup_invocation_id) in_subgroup: u32',
    ROWS: String(rows),
    TOKENS: String(tokens),
    OUTPUTS_A_LANE: String(outputs),
    // Rows and tokens beyond the last are computed like it and not stored: cheaper than a branch around every load.
    DECLARE: [
      unroll(outputs, (i) => `let output${i} = min(first + ${i}u * THREADS, OUTPUTS - 1u);`),
      unroll(rows, (r) => `let row${r} = ${row(r)};`),
      shared === 1
        ? unroll(tokens, (t) => `let at${t} = min(token + ${t}u, last) * BLOCKS * 8u;`)
        : unroll(
            tokens / shared,
            (i) => `let at${i} = min(token + ${i * shared}u + in_subgroup % ${shared}u, last) * BLOCKS * 8u;`,
          ),
      sums(rows, tokens),
    ].join('\n'),
    SCALE: unroll(rows, (r) => `let scale${r} = scale(block, group, row${r});`),
    LOAD: [
      unroll(rows, (r) => `let weight${r} = quad(block, q, row${r}) * scale${r};`),
      shared === 1 ? '' : unroll(tokens / shared, (i) => `let own${i} = x[at${i} + block * 8u + q];`),
    ].join('\n'),
    ACCUMULATE: unroll(tokens, (t) => `let value${t} = ${valueOf(t, shared)};\n${macs(rows, t)}`),
    STORE: stores(
      rows,
      tokens,
      output,
      (i) => `first + ${i}u * THREADS`,
      (t) => `token + ${t}u`,
    ),
  };
}

const valueOf = (token: number, shared: number): string =>
  shared === 1
    ? `x[at${token} + block * 8u + q]`
    : `subgroupBroadcast(own${Math.floor(token / shared)}, ${token % shared}u)`;

/** Placeholders of tiled.wgsl that depend on the variant. */
export function sharedTexts({ rows, tokens }: SharedVariant, output: GemmOutput) {
  return {
    ROWS: String(rows),
    TOKENS: String(tokens),
    DECLARE: sums(rows, tokens),
    LOAD: unroll(rows, (r) => `let weight${r} = weight_tile[q * TILE_ROWS + n + ${r}u * LANES_ROWS];`),
    ACCUMULATE: unroll(
      tokens,
      (t) => `let value${t} = x_tile[q * TILE_TOKENS + ((m + ${t}u * LANES_TOKENS) ^ q)];\n${macs(rows, t)}`,
    ),
    STORE: stores(
      rows,
      tokens,
      output,
      (i) => `first + n + ${i}u * LANES_ROWS`,
      (t) => `token + m + ${t}u * LANES_TOKENS`,
    ),
  };
}
