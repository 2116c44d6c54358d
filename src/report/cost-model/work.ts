/**
 * What a tuning site computes and reads: from the sizes of a model, or from the site's id in a result, alike, so that what a run timed stands
 * for models that it did not run. Knows no device and no time.
 */
import { z } from 'zod';
import { cacheBytesRead } from '../../kernels/cache/layout';
import { MATRIX_FORMATS } from '../../kernels/format';
import { matrixBytes, type MatrixShape } from '../../kernels/matrix/layout';

export type WorkPhase = 'decode' | 'prefill';

export interface Work {
  readonly phase: WorkPhase;
  /** As the site has it: `qkv`, `attention`, `LM head`. */
  readonly name: string;
  /** Of weights, and of activations where they are rounded: `int4`, `a8 int4`; of attention in prefill, that of the cache. */
  readonly format: string;
  /** Rows of the pass: sequences of a step, tokens of a prompt. */
  readonly tokens: number;
  readonly rows: number;
  readonly columns: number;
  readonly bytes: number;
  /** Of these, keys and values. */
  readonly cached: number;
  readonly flops: number;
}

const F32 = 4;
const MULTIPLY_ADD = 2;
/** Of cached keys and values, which have one format. */
const CACHED = 'f16';

interface Linear {
  readonly matrix: MatrixShape;
  readonly rounded: boolean;
  readonly tokens: number;
}

/** A matrix times the rows of a pass. */
export function linearWork(phase: WorkPhase, name: string, { matrix, rounded, tokens }: Linear): Work {
  const { format, rows, columns } = matrix;
  return {
    ...{ phase, name, format: rounded ? `a8 ${format}` : format, tokens, rows, columns },
    bytes: matrixBytes(matrix) + F32 * tokens * (rows + columns),
    cached: 0,
    flops: MULTIPLY_ADD * rows * columns * tokens,
  };
}

interface Heads {
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headDim: number;
  /** Positions that a row sees, in the mean. */
  readonly context: number;
}

const attended = ({ heads, headDim, context }: Heads, tokens: number): number =>
  2 * MULTIPLY_ADD * tokens * heads * headDim * context;

/** Attention of decode, with the output projection, as the site has both. */
export function decodeAttention(of: Heads, output: Linear): Work {
  const own = linearWork('decode', 'attention', output);
  const cached = output.tokens * cacheBytesRead(of, of.context);
  return {
    ...own,
    bytes: own.bytes + cached,
    cached,
    flops: own.flops + attended(of, output.tokens),
  };
}

export const prefillAttention = (of: Heads, tokens: number): Work => ({
  ...{ phase: 'prefill', name: 'attention', format: CACHED, tokens, rows: of.heads * of.headDim, columns: of.context },
  cached: cacheBytesRead(of, of.context),
  bytes: cacheBytesRead(of, of.context) + 2 * F32 * tokens * of.heads * of.headDim,
  flops: attended(of, tokens),
});

/** Beyond it no device has room; an id may come from outside. */
const size = z.coerce.number().int().min(1).max(1e9);
const linearSchema = z.object({
  batch: size.default(1),
  name: z.string(),
  rounded: z.string().optional(),
  format: z.enum(MATRIX_FORMATS),
  ...{ a: size, b: size, c: size.optional() },
});
/** Positions before a test. */
const depth = z.coerce.number().int().min(0).max(1e9);
const headsSchema = z.object({ heads: size, keyValueHeads: size, headDim: size });

const FORMATS = MATRIX_FORMATS.join('|');
const DECODE = new RegExp(
  `^decode (?:b(?<batch>\\d+) )?(?<name>qkv|output|gate\\|up|down|LM head) (?<rounded>a8 )?(?<format>${FORMATS}) (?<a>\\d+)x(?<b>\\d+)$`,
);
const PREFILL = new RegExp(
  `^prefill (?<name>qkv|output|gate\\|up|down) (?<rounded>a8 )?(?<format>${FORMATS}) (?<c>\\d+)x(?<b>\\d+)x(?<a>\\d+)$`,
);
const DECODE_ATTENTION =
  /^decode (?:b\d+ )?attention (?<heads>\d+)\/(?<keyValueHeads>\d+) heads of (?<headDim>\d+), room for \d+, (?<output>decode .+?)(?: @ d(?<depth>\d+))?$/;
const PREFILL_ATTENTION =
  /^prefill attention (?<heads>\d+)\/(?<keyValueHeads>\d+) heads of (?<headDim>\d+), (?<tokens>\d+) tokens, room for \d+(?: @ d(?<depth>\d+))?$/;

/**
 * The work of a site by its id.
 * @param least positions before the tests at which it was timed, where the id does not say
 * @returns null of an id that another version wrote
 */
export function workOfSite(id: string, least: Readonly<Record<WorkPhase, number>>): Work | null {
  const attention = DECODE_ATTENTION.exec(id)?.groups;
  if (attention !== undefined) {
    const heads = headsSchema.extend({ depth: depth.default(least.decode) }).safeParse(attention);
    const output = linearOf('decode', DECODE.exec(attention['output'] ?? '')?.groups);
    if (!heads.success || output === null) return null;
    const context = heads.data.depth + 1;
    return decodeAttention({ ...heads.data, context }, output);
  }
  const prompt = PREFILL_ATTENTION.exec(id)?.groups;
  if (prompt !== undefined) {
    const heads = headsSchema.extend({ tokens: size, depth: depth.default(least.prefill) }).safeParse(prompt);
    if (!heads.success) return null;
    const { tokens } = heads.data;
    return prefillAttention({ ...heads.data, context: heads.data.depth + tokens / 2 }, tokens);
  }
  for (const [phase, pattern] of [
    ['decode', DECODE],
    ['prefill', PREFILL],
  ] as const) {
    const found = linearOf(phase, pattern.exec(id)?.groups);
    if (found !== null) return linearWork(phase, found.name, found);
  }
  return null;
}

function linearOf(
  phase: WorkPhase,
  groups: Readonly<Record<string, string | undefined>> | undefined,
): (Linear & { readonly name: string }) | null {
  const parsed = linearSchema.safeParse(groups);
  if (!parsed.success) return null;
  const { name, format, a: rows, b: columns, c: chunk, batch, rounded } = parsed.data;
  const matrix: MatrixShape = { format, rows, columns };
  return { name, matrix, rounded: rounded !== undefined, tokens: phase === 'decode' ? batch : (chunk ?? 1) };
}
