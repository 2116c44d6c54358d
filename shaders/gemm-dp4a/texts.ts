/** What is unrolled into gemm-dp4a: the sums of a lane and what feeds them, by variant. */
import { unroll } from '../../src/kernels/template';
import type { GemmDp4aVariant } from './variants';

/** @param hasBias whether the kernel declares `bias` */
export function texts({ rows, tokens, shared }: GemmDp4aVariant, output: 'store' | 'add', hasBias: boolean) {
  const pairs = (line: (r: number, t: number) => string) => unroll(rows, (r) => unroll(tokens, (t) => line(r, t)));
  const store = output === 'add' ? '+=' : '=';
  const bias = (r: number) => (hasBias ? ` + bias[OUT_OFFSET + row${r}]` : '');
  return {
    DIRECTIVES: shared === 1 ? '' : 'enable subgroups;',
    BUILTINS: shared === 1 ? '' : ', @builtin(subgroup_invocation_id) in_subgroup: u32',
    ROWS: String(rows),
    TOKENS: String(tokens),
    // Rows beyond the last are computed like it and not stored: cheaper than a branch around every load.
    DECLARE: [
      unroll(rows, (r) => `let row${r} = min(first + ${r}u * THREADS, N - 1u);`),
      pairs((r, t) => `var sum${r}_${t} = 0.0;`),
    ].join('\n'),
    LOAD: [
      unroll(rows, (r) => `let weight${r} = load(block, row${r}); let scale${r} = scale(block, row${r});`),
      ofTokens(tokens, shared, 'own', (token) => `blocks[${token} * BLOCKS + block]`),
    ].join('\n'),
    CLEAR: [
      unroll(
        tokens,
        (t) =>
          `let block${t} = ${valueOf('own', t, shared)}; let x_scale${t} = bitcast<f32>(block${t}.x); let offset${t} = -LEVEL_OFFSET * bitcast<i32>(block${t}.y);`,
      ),
      pairs((r, t) => `var part${r}_${t} = offset${t};`),
    ].join('\n'),
    DOTS: [
      unroll(rows, (r) => `let w${r} = eight(weight${r}, j);`),
      ofTokens(tokens, shared, 'x_own', (token) => `levels[(${token} * BLOCKS + block) * 4u + j]`),
      unroll(tokens, (t) => `let x${t} = ${valueOf('x_own', t, shared)};`),
      pairs((r, t) => `part${r}_${t} += dot4(w${r}.x, x${t}.x) + dot4(w${r}.y, x${t}.y);`),
    ].join('\n'),
    SCALE: pairs((r, t) => `sum${r}_${t} += f32(part${r}_${t}) * (scale${r} * x_scale${t});`),
    STORE: pairs(
      (r, t) =>
        `if (first + ${r}u * THREADS < N && token + ${t}u < state.rows) { y[(token + ${t}u) * OUT_STRIDE + OUT_OFFSET + row${r}] ${store} sum${r}_${t}${bias(r)}; }`,
    ),
  };
}

/** Reads of each token by every lane, or of some tokens by each lane of a group. */
const ofTokens = (tokens: number, shared: number, name: string, read: (token: string) => string): string =>
  unroll(
    tokens / shared,
    (i) =>
      `let ${name}${i} = ${read(shared === 1 ? `(token + ${i}u)` : `(token + ${i * shared}u + in_subgroup % ${shared}u)`)};`,
  );

/** What was read of a token, in every lane. */
const valueOf = (name: string, token: number, shared: number): string =>
  shared === 1 ? `${name}${token}` : `subgroupBroadcast(${name}${Math.floor(token / shared)}, ${token % shared}u)`;

/** Everything that this file can put into a kernel: part of the shader hash. */
export const TEXTS = ([1, 4] as const)
  .flatMap((shared) => Object.values(texts({ threads: 8, rows: 2, tokens: 8, shared }, 'add', true)))
  .join('\n');
