/** Binding of gemv: a linear layer or the LM head for one token or a few, in either arithmetic, with what is fused to it. */
import type { GpuContext } from '../../src/device/context';
import { foldedGrid, type Buffers } from '../../src/kernels/bind';
import { MATRIX_FORMATS } from '../../src/kernels/format';
import { defineMatrixKernel } from '../../src/kernels/define';
import { asEveryKind, type Dispatch, type Granted, type Program } from '../../src/kernels/kernel';
import type { GpuMatrix, ShardRows } from '../../src/kernels/matrix/gpu-matrix';
import { blocksOf, padded, type MatrixShape } from '../../src/kernels/matrix/layout';
import { packedFormat } from '../../src/kernels/matrix/packed-loader';
import { rowTable } from '../../src/kernels/rows';
import { assemble, unroll } from '../../src/kernels/template';
import { cachedHead } from '../../src/kernels/cache/layout';
import { arithmeticOf } from '../linear/arithmetic';
import { declareRows, eachSum, outputsOfLane, putting, rowsOfLane, stores } from '../linear/output';
import { ARITHMETICS, describeLinear, linearCost, OUTPUTS, outputsOf, type LinearTarget } from '../linear/shape';
import { CASES, VARIANT_SHAPE } from './cases';
import { checkedInput, checkGemv } from './check';
import { columnsOf } from './columns';
import { inputs, type InputPart } from './inputs';
import { addUp, overSharing, reductions, sumsType } from './reduction';
import { INPUTS, type GemvFrom, type GemvShape, type GemvSource } from './shape';
import { variantId, variants, type GemvVariant } from './variants';
import source from './gemv.wgsl?raw';

export type { GemvInput, GemvShape, GemvSource } from './shape';
export { variantId, variants, type GemvVariant } from './variants';

export const kernel = defineMatrixKernel<GemvShape>({
  name: 'gemv',
  describe: (shape) => describeLinear(shape, shape.input, variantId(shape.variant)),
  cost: linearCost,
  check: (bench, shape) => checkGemv(bench, shape, (matrix, buffers) => create(bench.context, matrix, buffers, shape)),
  program: (device, shape, shard) => program(device, shape, shard, checkedInput(shape)),
  cases: CASES,
  variantCases: (device) =>
    // Of several tokens only those of this kind of adapter: they are long, and a browser takes minutes to compile the others too.
    oneForEach(variantId, [
      ...eachVariant(asEveryKind(device)).filter(({ tokens }) => tokens === 1),
      ...eachVariant([device]),
    ]).map((options): GemvShape => {
      const { tokens } = options.variant;
      // One row fewer than a workgroup serves, or one more.
      return { ...VARIANT_SHAPE, ...options, tokens: tokens === 1 ? 1 : tokens === 2 ? 3 : tokens - 1 };
    }),
  // Lanes, slices and rows of a pass are constants.
  textCases: (device) =>
    oneForEach((variant) => variantId({ ...variant, lanes: 1, slices: 1 }), eachVariant([device])).flatMap((one) =>
      optionsOf(one).map((options): GemvShape => ({ ...VARIANT_SHAPE, ...one, ...options })),
    ),
});

/** The variants of passes of so many rows that all there are occur, on each of `devices`. */
const eachVariant = (devices: readonly Granted[]): readonly GemvOptions[] =>
  ARITHMETICS.flatMap((arithmetic) =>
    [1, 2, 4, 8, 16].flatMap((tokens) =>
      devices.flatMap((device) =>
        variants(device, { arithmetic, tokens }).map((variant) => ({ arithmetic, tokens, variant })),
      ),
    ),
  );

/** The first of those that `name` calls alike. */
const oneForEach = (name: (variant: GemvVariant) => string, all: readonly GemvOptions[]): readonly GemvOptions[] => [
  ...new Map(all.toReversed().map((one) => [`${one.arithmetic} ${name(one.variant)}`, one])).values(),
];

/** Formats, inputs, outputs and biases with which a variant can be compiled. */
const optionsOf = ({
  arithmetic,
  variant,
}: GemvOptions): readonly Pick<GemvShape, 'matrix' | 'input' | 'output' | 'bias'>[] =>
  MATRIX_FORMATS.flatMap((format) =>
    INPUTS.filter((input) => isOffered({ arithmetic, format, input }, variant)).flatMap((input) =>
      OUTPUTS.flatMap((output) =>
        [false, true].map((bias) => ({ matrix: { ...VARIANT_SHAPE.matrix, format }, input, output, bias })),
      ),
    ),
  );

/** Whether there is such a kernel at all: integers are multiplied where weights are such, and one token alone is merged. */
const isOffered = (
  { arithmetic, format, input }: Pick<GemvShape, 'arithmetic' | 'input'> & Pick<MatrixShape, 'format'>,
  { tokens }: Pick<GemvVariant, 'tokens'>,
): boolean =>
  (arithmetic === 'f32' || packedFormat(format) !== null) &&
  inputs[arithmetic][input] !== undefined &&
  (input !== 'merge' || tokens === 1);

/** Bytes of workgroup memory beside what is made of x, at most. */
const OTHER_MEMORY = 8192;

/**
 * Not every variant can do every matrix: SwiGLU needs a row of gate and its row of up in one binding, and a workgroup that merges
 * or rounds x for itself needs it in workgroup memory.
 */
export function canRun(
  { granted }: Granted,
  { shape, shards }: Pick<GpuMatrix, 'shape' | 'shards'>,
  { arithmetic, input, output }: Pick<GemvShape, 'arithmetic' | 'input' | 'output'>,
  variant: Pick<GemvVariant, 'tokens'> = { tokens: 1 },
): boolean {
  if (!isOffered({ arithmetic, format: shape.format, input }, variant)) return false;
  if (output === 'swiglu' && shards.length > 1) return false;
  const merged = input === 'merge' ? 4 * padded(shape.columns) : 0;
  const rounded = arithmetic === 'int8' && input !== 'levels' ? variant.tokens * blocksOf(shape) * 40 : 0;
  return merged + rounded === 0 || merged + rounded + OTHER_MEMORY <= granted.limits.maxComputeWorkgroupStorageSize;
}

export interface GemvBuffers extends LinearTarget {
  readonly from: GemvSource;
  /** The table of the pass, which variants read that serve several tokens; null where there is one alone. */
  readonly rows: GPUBuffer | null;
}

/** What is computed, beyond what the matrix and the buffers say. */
export type GemvOptions = Pick<GemvShape, 'arithmetic' | 'tokens' | 'variant'>;

/** One dispatch a shard of `matrix`, for at most `tokens` rows of a pass. @throws RangeError where canRun says no. */
export function create(
  context: GpuContext,
  matrix: GpuMatrix,
  { from, y, output, bias, rows }: GemvBuffers,
  { arithmetic, tokens, variant }: GemvOptions,
): Promise<Dispatch[]> {
  const options = { arithmetic, tokens, variant, input: from.kind, output, bias: bias !== null };
  if (!canRun(context, matrix, options, variant)) {
    throw new RangeError(`gemv: ${kernel.use({ matrix: matrix.shape, ...options }).id} cannot be done here`);
  }
  const shape: GemvShape = { matrix: matrix.shape, ...options };
  const buffers = { y, rows, bias, ...buffersOf(from) };
  return kernel.bindShards(context, matrix, buffers, {
    shape,
    program: (device, shard) => program(device, shape, shard, from),
  });
}

/** @param whole the shape of the matrix that `shard` is of */
function program(device: Granted, whole: GemvShape, { shape, rowStart }: ShardRows, from: GemvFrom): Program {
  const { arithmetic: name, output, bias, variant } = whole;
  const { lanes, slices, tokens, reduction, reading } = variant;
  const arithmetic = arithmeticOf(name, shape.format, device);
  const input = inputs[name][from.kind];
  if (input === undefined) throw new RangeError(`gemv: no input ${from.kind} in ${name}`);
  const ofLane = outputsOfLane(variant.rows, output);
  const rows = rowsOfLane(variant.rows, output);
  const outputs = outputsOf(shape, output);
  const columns = columnsOf({ name, arithmetic, input, rows, variant });
  const [x, y] = foldedGrid(
    Math.ceil(outputs / (lanes * ofLane)),
    device.granted.limits.maxComputeWorkgroupsPerDimension,
  );
  const shuffles = reduction === 'subgroup';
  const shares = reading === 'shared';
  const over = (value: string) => `over_slices(${value}, lane${shuffles ? ', subgroup_width' : ''})`;
  const outputOf = (i: number) => `first + ${i}u * LANES`;
  const normed = input.normed ? tokens : 0;
  const sums = Array.from({ length: rows }, (_, r) => numbered(`sum${r}_`, tokens)).flat();
  return {
    ...assemble(source, {
      TOKENS: String(tokens),
      ROWS: String(rows),
      OUTPUTS_A_LANE: String(ofLane),
      DIRECTIVES: [
        arithmetic.directives,
        shuffles || shares ? 'enable subgroups;\ndiagnostic(off, subgroup_uniformity);' : '',
      ].join('\n'),
      WEIGHTS: arithmetic.declarations,
      INPUT: input.declarations,
      PUT: `${tokens === 1 ? '' : rowTable()}${putting(output, bias, tokens === 1 ? null : 'rows.count')}`,
      SUMS: sumsType(tokens),
      REDUCTION: [reductions[reduction], shares && tokens === 1 ? overSharing : ''].join('\n'),
      BUILTINS: [
        shuffles ? ', @builtin(subgroup_size) subgroup_width: u32' : '',
        shares ? ', @builtin(subgroup_invocation_id) subgroup_lane: u32' : '',
      ].join(''),
      PREPARE: [tokens === 1 ? '' : 'let last = rows.count - 1u;', input.prepare(tokens)].join('\n'),
      DECLARE: [declareRows(variant.rows, output, outputOf), columns.declare].join('\n'),
      BLOCK: columns.block,
      REDUCE: [
        unroll(normed, (t) => `var squares${t} = ${columns.square(t)};`),
        addUp([...numbered('squares', normed), ...sums], tokens, over),
        unroll(normed, factor),
        input.normed ? eachSum(rows, tokens, (sum, _, t) => `${sum} *= factor${t};`) : '',
      ].join('\n'),
      STORE: stores(variant, output, outputOf, (t) => `token + ${t}u`),
    }),
    constants: {
      OUTPUTS: outputs,
      N_PADDED: padded(shape.rows),
      BLOCKS: blocksOf(shape),
      LANES: lanes,
      SLICES: slices,
      THREADS: lanes * slices,
      OUT_OFFSET: rowStart,
      OUT_STRIDE: padded(outputsOf(whole.matrix, output)),
      GRID_X: x,
      ...constantsOf(from, whole, input),
    },
    workgroups: (count) => [x, y, whole.tokens === 1 ? 1 : Math.ceil(count / tokens)],
  };
}

const factor = (t: number): string => `let factor${t} = inverseSqrt(squares${t} / f32(WIDTH) + EPSILON);`;

const numbered = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${name}${i}`);

function constantsOf(
  from: GemvFrom,
  { arithmetic, matrix, variant: { tokens } }: GemvShape,
  { made }: InputPart,
): Readonly<Record<string, number>> {
  const blocks = blocksOf(matrix);
  return {
    ...(arithmetic === 'int8' && made
      ? { QUADS: blocks * 8, LEVELS: tokens * blocks * 2, X_BLOCKS: tokens * blocks }
      : {}),
    ...(from.kind === 'norm' ? { WIDTH: matrix.columns, EPSILON: from.epsilon } : {}),
    ...(from.kind === 'merge'
      ? {
          SPLITS: from.splits,
          HEADS: from.heads,
          HEAD_DIM: from.headDim,
          HEAD_STRIDE: cachedHead(from.headDim),
          SPLIT_HEADS: from.splits * from.heads,
          X_QUADS: blocks * 8,
        }
      : {}),
  };
}

function buffersOf(from: GemvSource): Buffers {
  switch (from.kind) {
    case 'plain':
      return { x: from.x };
    case 'norm':
      return { x: from.x, norm_weight: from.weight };
    case 'merge':
      return { split_sums: from.split_sums, split_stats: from.split_stats };
    case 'levels':
      return { levels: from.levels, blocks: from.blocks };
  }
}
