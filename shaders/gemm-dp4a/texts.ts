/** What is unrolled into the two gemm-dp4a kernels: the sums of a lane and what feeds them, by variant. */
import { unroll } from '../../src/kernels/template';
import type { GemmDp4aVariant, RegisterVariant, SharedVariant } from './variants';

export const OUTPUTS = ['store', 'add'] as const;
type Output = (typeof OUTPUTS)[number];

/** Placeholders that depend on the variant. @param hasBias whether the kernel declares `bias` */
export const textsOf = (variant: GemmDp4aVariant, output: Output, hasBias: boolean) =>
  variant.kind === 'register' ? registerTexts(variant, output, hasBias) : sharedTexts(variant, output, hasBias);

function registerTexts({ rows, tokens, shared }: RegisterVariant, output: Output, hasBias: boolean) {
  return {
    ...common(
      { rows, tokens },
      { output, hasBias, row: (r) => `first + ${r}u * THREADS`, token: (t) => `token + ${t}u` },
    ),
    DIRECTIVES: shared === 1 ? '' : 'enable subgroups;',
    BUILTINS: shared === 1 ? '' : ', @builtin(subgroup_invocation_id) in_subgroup: u32',
    // Rows beyond the last are computed like it and not stored: cheaper than a branch around every load.
    DECLARE: [unroll(rows, (r) => `let row${r} = min(first + ${r}u * THREADS, N - 1u);`), sums(rows, tokens)].join(
      '\n',
    ),
    LOAD: [
      unroll(rows, (r) => `let weight${r} = load(block, row${r}); let scale${r} = scale(block, row${r});`),
      ofTokens(tokens, shared, 'own', (token) => `blocks[${token} * BLOCKS + block]`),
      unroll(tokens, (t) => `let block${t} = ${valueOf('own', t, shared)};`),
    ].join('\n'),
    DOTS: [
      unroll(rows, (r) => `let w${r} = eight(weight${r}, j);`),
      ofTokens(tokens, shared, 'x_own', (token) => `levels[(${token} * BLOCKS + block) * 4u + j]`),
      unroll(tokens, (t) => `let x${t} = ${valueOf('x_own', t, shared)};`),
      dots(rows, tokens),
    ].join('\n'),
  };
}

function sharedTexts({ rows, tokens }: SharedVariant, output: Output, hasBias: boolean) {
  const inRows = (r: number) => `n + ${r}u * LANES_ROWS`;
  const inTokens = (t: number) => `m + ${t}u * LANES_TOKENS`;
  return {
    ...common(
      { rows, tokens },
      { output, hasBias, row: (r) => `first + ${inRows(r)}`, token: (t) => `token + ${inTokens(t)}` },
    ),
    DECLARE: sums(rows, tokens),
    LOAD: [
      unroll(rows, (r) => `let scale${r} = weight_scales[${inRows(r)}];`),
      unroll(tokens, (t) => `let block${t} = x_blocks[${inTokens(t)}];`),
    ].join('\n'),
    DOTS: [
      unroll(rows, (r) => `let w${r} = weight_tile[j * TILE_ROWS + ${inRows(r)}];`),
      unroll(tokens, (t) => `let x${t} = x_tile[j * TILE_TOKENS + ((${inTokens(t)}) ^ (j * 8u))];`),
      dots(rows, tokens),
    ].join('\n'),
  };
}

interface Places {
  readonly output: Output;
  readonly hasBias: boolean;
  /** Of the row r of a lane, as WGSL; */
  readonly row: (r: number) => string;
  /** and of its token t. */
  readonly token: (t: number) => string;
}

/** The same in both. `block` of a token and `scale` of a row have been declared before. */
function common(
  { rows, tokens }: { readonly rows: number; readonly tokens: number },
  { output, hasBias, row, token }: Places,
) {
  const sign = output === 'add' ? '+=' : '=';
  return {
    ROWS: String(rows),
    TOKENS: String(tokens),
    CLEAR: [
      unroll(
        tokens,
        (t) =>
          `let x_scale${t} = bitcast<f32>(block${t}.x); let offset${t} = -LEVEL_OFFSET * bitcast<i32>(block${t}.y);`,
      ),
      pairs(rows, tokens, (r, t) => `var part${r}_${t} = offset${t};`),
    ].join('\n'),
    SCALE: pairs(rows, tokens, (r, t) => `sum${r}_${t} += f32(part${r}_${t}) * (scale${r} * x_scale${t});`),
    STORE: pairs(rows, tokens, (r, t) => {
      const bias = hasBias ? ` + bias[OUT_OFFSET + ${row(r)}]` : '';
      const place = `(${token(t)}) * OUT_STRIDE + OUT_OFFSET + ${row(r)}`;
      return `if (${row(r)} < N && ${token(t)} < rows.count) { y[${place}] ${sign} sum${r}_${t}${bias}; }`;
    }),
  };
}

const pairs = (rows: number, tokens: number, line: (r: number, t: number) => string): string =>
  unroll(rows, (r) => unroll(tokens, (t) => line(r, t)));

const sums = (rows: number, tokens: number): string => pairs(rows, tokens, (r, t) => `var sum${r}_${t} = 0.0;`);

const dots = (rows: number, tokens: number): string =>
  pairs(rows, tokens, (r, t) => `part${r}_${t} += dot4(w${r}.x, x${t}.x) + dot4(w${r}.y, x${t}.y);`);

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
