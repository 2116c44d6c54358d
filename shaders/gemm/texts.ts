/** What is unrolled into the two texts of gemm: the accumulators of a lane and what feeds them, by variant. */
import { unroll } from '../../src/kernels/template';
import { declareRows, outputsOfLane, stores } from '../linear/output';
import type { ArithmeticName, LinearOutput } from '../linear/shape';
import { arithmetics } from './arithmetic';
import type { GemmVariant, RegisterVariant, TiledVariant } from './variants';

/** Placeholders of gemm.wgsl. */
export function registerTexts(name: ArithmeticName, variant: RegisterVariant, output: LinearOutput) {
  const { rows, tokens, shared } = variant;
  const outputOf = (i: number) => `first + ${i}u * THREADS`;
  const { ofRow } = arithmetics[name];
  return {
    ...common(name, variant, {
      before: unroll(rows, (r) => `let scale${r} = scale(block, group, row${r}); ${ofRow(r).before}`),
      after: ofTokens('block', variant, (i) => `blocks[token${i} / STEPS + block]`),
      weight: (r, scaled) => `${ofRow(r).columns}${scaled ? ` * scale${r}` : ''}`,
    }),
    OUTPUTS_A_LANE: String(outputsOfLane(rows, output)),
    BUILTINS: shared === 1 ? '' : ', @builtin(subgroup_invocation_id) in_subgroup: u32',
    DECLARE: [
      declareRows(rows, output, outputOf),
      // Tokens beyond the last too are computed like it.
      unroll(tokens / shared, (i) => {
        const own = shared === 1 ? `${i}u` : `${i * shared}u + in_subgroup % ${shared}u`;
        return `let token${i} = min(token + ${own}, last) * BLOCKS * STEPS;`;
      }),
    ].join('\n'),
    VALUES: ofTokens('value', variant, (i) => `x[token${i} + block * STEPS + step]`),
    STORE: stores(variant, output, outputOf, (t) => `token + ${t}u`),
  };
}

/** Placeholders of tiled.wgsl. */
export function tiledTexts(name: ArithmeticName, variant: TiledVariant, output: LinearOutput) {
  const { rows, tokens } = variant;
  const rowOf = (r: number) => `n + ${r}u * LANES_ROWS`;
  const tokenOf = (t: number) => `m + ${t}u * LANES_TOKENS`;
  const later = arithmetics[name].scales === 'products';
  return {
    ...common(name, variant, {
      before: '',
      after: [
        unroll(rows, (r) => `let scale${r} = weight_scales[${rowOf(r)}];`),
        unroll(tokens, (t) => `let block${t} = x_blocks[${tokenOf(t)}];`),
      ].join('\n'),
      weight: (r) => `weight_tile[step * TILE_ROWS + ${rowOf(r)}]`,
    }),
    SCALES: later
      ? 'var<workgroup> weight_scales: array<f32, TILE_ROWS>;\nvar<workgroup> x_blocks: array<vec2<u32>, TILE_TOKENS>;'
      : '',
    TIMES: later ? '' : ' * scale(block, step * GROUPS / STEPS, row)',
    FILL_SCALES: later ? 'if (step == 0u) { weight_scales[in_tile] = scale(block, 0u, row); }' : '',
    FILL_BLOCKS: later ? 'if (step == 0u) { x_blocks[in_tile] = blocks[at]; }' : '',
    VALUES: unroll(tokens, (t) => `let value${t} = x_tile[step * TILE_TOKENS + ((${tokenOf(t)}) ^ (step * SPREAD))];`),
    STORE: stores(
      variant,
      output,
      (i) => `first + ${rowOf(i)}`,
      (t) => `token + ${tokenOf(t)}`,
    ),
  };
}

interface Reads {
  /** Before the steps of a block, or of a group of it, and after them, where products are scaled. */
  readonly before: string;
  readonly after: string;
  /** Columns of row r in a step. */
  readonly weight: (r: number, scaled: boolean) => string;
}

/** The same in both. `finish` takes scale{r} of a row, and block{t} of a token: its scale and the sum of its levels. */
function common(name: ArithmeticName, { rows, tokens }: GemmVariant, { before, after, weight }: Reads) {
  const early = arithmetics[name].scales === 'weights';
  // By token first: with the other order AMD's compiler takes more registers.
  const each = (line: (sum: string, part: string, r: number, t: number) => string) =>
    unroll(tokens, (t) => unroll(rows, (r) => line(`sum${r}_${t}`, early ? `sum${r}_${t}` : `part${r}_${t}`, r, t)));
  return {
    ROWS: String(rows),
    TOKENS: String(tokens),
    SUMS: each((sum) => `var ${sum} = 0.0;`),
    BEGIN: [before, early ? '' : each((_, part) => `var ${part} = 0;`)].join('\n'),
    WEIGHTS: unroll(rows, (r) => `let weight${r} = ${weight(r, early)};`),
    MULTIPLY: each((_, part, r, t) => `${part} = multiply(weight${r}, value${t}, ${part});`),
    END: early ? '' : [after, each((sum, part, r, t) => `${sum} += finish(${part}, scale${r}, block${t});`)].join('\n'),
  };
}

/** Declares `name` of each token: read by every lane, or by one lane of those that share it. @param read of token i of a lane */
function ofTokens(name: string, { tokens, shared }: RegisterVariant, read: (i: number) => string): string {
  if (shared === 1) return unroll(tokens, (t) => `let ${name}${t} = ${read(t)};`);
  return [
    unroll(tokens / shared, (i) => `let own_${name}${i} = ${read(i)};`),
    unroll(tokens, (t) => `let ${name}${t} = subgroupBroadcast(own_${name}${Math.floor(t / shared)}, ${t % shared}u);`),
  ].join('\n');
}
