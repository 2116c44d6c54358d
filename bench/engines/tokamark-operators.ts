/** Our kernels alone, at one shape each: the fastest variant of those declared, as the tuner would find. */
import type { GpuContext } from '../../src/device/context';
import { encode } from '../../src/kernels/bind';
import { MATRIX_FORMATS, type MatrixFormat } from '../../src/kernels/format';
import type { Dispatch } from '../../src/kernels/kernel';
import { allocateMatrix, type GpuMatrix } from '../../src/kernels/matrix/gpu-matrix';
import { cacheBytes } from '../../src/kernels/cache/layout';
import { padded } from '../../src/kernels/matrix/layout';
import { blockWords, levelWords } from '../../src/kernels/matrix/quantise-block';
import { activations } from '../../src/kernels/random';
import { run, rowWords } from '../../src/kernels/rows';
import * as attention from '../../shaders/attention';
import * as gemm from '../../shaders/gemm';
import * as gemv from '../../shaders/gemv';
import { ropeTable } from '../../shaders/rope/reference';
import * as quantise from '../../shaders/quantise-activations';
import * as synthetic from '../../shaders/synthetic-weights';
import type { Workload } from '../protocol';

type Matmul = Extract<Workload, { kind: 'matmul' }>;
type Attention = Extract<Workload, { kind: 'attention' }>;

/** One way of doing the work: the dispatches of one unit, layer after layer. */
interface Way {
  readonly name: string;
  readonly dispatches: () => Promise<readonly Dispatch[]>;
}

/** INT4 weights, with activations rounded to INT8: no format of weights. */
const ROUNDED = 'w4a8';

/** A variant this much slower than the best at one shape is not tried at others: compiling all of them takes minutes. */
const HOPELESS = 1.5;

/** Runs shorter than this are timed again before one variant is preferred to another. */
const SHORT_SECONDS = 0.1;

/** What was found out about variants so far, so that it need not be found out again. */
export class VariantMemory {
  private readonly winners = new Map<string, string>();
  private readonly hopeless = new Map<string, Set<string>>();

  /** Those of `ways` worth trying for `workload`; only the winner where it is known. */
  candidates(workload: Matmul | Attention, ways: readonly Way[]): readonly Way[] {
    const winner = this.winners.get(exactly(workload));
    const known = ways.filter(({ name }) => name === winner);
    if (known.length > 0) return known;
    const hopeless = this.hopeless.get(kindOf(workload));
    return ways.filter(({ name }) => hopeless?.has(name) !== true);
  }

  learn(workload: Matmul | Attention, winner: string, slow: readonly string[]): void {
    this.winners.set(exactly(workload), winner);
    const kind = kindOf(workload);
    if (!this.hopeless.has(kind)) this.hopeless.set(kind, new Set(slow));
  }
}

const exactly = (workload: Matmul | Attention): string => JSON.stringify(workload);

/** Shapes of one kind have their variants in about the same order. */
const kindOf = (workload: Matmul | Attention): string =>
  workload.kind === 'matmul' ? `matmul ${workload.format} ${workload.m}` : `attention ${workload.depth}`;

export class OperatorRun {
  private constructor(
    private readonly context: GpuContext,
    private readonly rows: number,
    private readonly fastest: Timed,
    private readonly made: readonly GPUBuffer[],
  ) {}

  get variant(): string {
    return this.fastest.name;
  }

  static async make(context: GpuContext, workload: Matmul | Attention, memory: VariantMemory): Promise<OperatorRun> {
    const { value, made } = await context.buffers.during(async () => {
      const ways = workload.kind === 'matmul' ? await matmul(context, workload) : attend(context, workload);
      const rows = workload.kind === 'matmul' ? workload.m : 1;
      const { best, slow } = await fastest(context, memory.candidates(workload, ways), rows);
      memory.learn(workload, best.name, slow);
      return { best, rows };
    });
    return new OperatorRun(context, value.rows, value.best, made);
  }

  /** Seconds of one unit of work, by `repetitions` of it in a row. */
  run(repetitions: number): Promise<number> {
    return time(this.context, this.fastest.dispatches, this.rows, repetitions);
  }

  dispose(): void {
    this.context.buffers.destroy(...this.made);
  }
}

async function time(
  context: GpuContext,
  dispatches: readonly Dispatch[],
  rows: number,
  repetitions: number,
): Promise<number> {
  const from = performance.now();
  for (let i = 0; i < repetitions; i++) {
    const encoder = context.device.createCommandEncoder();
    encode(encoder, dispatches, rows);
    context.device.queue.submit([encoder.finish()]);
  }
  await context.settled();
  return (performance.now() - from) / 1000 / repetitions;
}

interface Timed {
  readonly name: string;
  readonly dispatches: readonly Dispatch[];
  readonly seconds: number;
}

async function fastest(context: GpuContext, ways: readonly Way[], rows: number) {
  const timed: Timed[] = [];
  for (const { name, dispatches: make } of ways) {
    const dispatches = await make();
    // The first run may compile.
    await time(context, dispatches, rows, 1);
    let seconds = await time(context, dispatches, rows, 1);
    const hopeless = timed.some((other) => seconds > HOPELESS * other.seconds);
    if (seconds < SHORT_SECONDS && !hopeless) seconds = Math.min(seconds, await time(context, dispatches, rows, 2));
    timed.push({ name, dispatches, seconds });
  }
  const [best] = timed.toSorted((a, b) => a.seconds - b.seconds);
  if (best === undefined) throw new Error('there is no variant for this device');
  return { best, slow: timed.filter(({ seconds }) => seconds > HOPELESS * best.seconds).map(({ name }) => name) };
}

/** What every way of a product needs; x is padded with zeros. */
interface Product {
  readonly context: GpuContext;
  readonly work: Matmul;
  readonly matrices: readonly GpuMatrix[];
  readonly x: GPUBuffer;
  readonly y: GPUBuffer;
  /** Row table of the pass. */
  readonly rows: GPUBuffer;
}

async function matmul(context: GpuContext, work: Matmul): Promise<readonly Way[]> {
  const { format, m, n, k, layers } = work;
  const shape = { format: format === ROUNDED ? 'int4' : matrixFormat(format), rows: n, columns: k };
  const matrices: GpuMatrix[] = [];
  for (let layer = 0; layer < layers; layer++) matrices.push(await makeMatrix(context, shape, layer));
  const input = new Float32Array(m * padded(k));
  for (let row = 0; row < m; row++) input.set(activations(k, row + 3), row * padded(k));
  const x = context.buffers.upload('bench x', input);
  const y = context.buffers.create('bench y', m * padded(n) * 4);
  const rows = context.buffers.upload('bench rows', rowWords(run(0, m)));
  const product = { context, work, matrices, x, y, rows };
  return format === ROUNDED ? roundedWays(product) : floatWays(product);
}

function floatWays({ context, work: { m, n }, matrices, x, y, rows }: Product): readonly Way[] {
  if (m === 1) {
    const buffers = { from: { kind: 'plain', x }, y, output: 'store', bias: null, rows } as const;
    const one = { arithmetic: 'f32', tokens: 1 } as const;
    return gemv.variants(context, one).map((variant) => ({
      name: gemv.variantId(variant),
      dispatches: () => ofAll(matrices, (matrix) => gemv.create(context, matrix, buffers, { ...one, variant })),
    }));
  }
  const buffers = { from: { kind: 'plain', x }, y, output: 'store', bias: null, rows } as const;
  return gemm.variants(context, { arithmetic: 'f32', rows: n, tokens: m }).map((variant) => ({
    name: gemm.variantId(variant),
    dispatches: () => ofAll(matrices, (matrix) => gemm.create(context, matrix, buffers, { tokens: m, variant })),
  }));
}

/** With activations rounded to INT8, each time anew: by each workgroup for itself, or beforehand. */
function roundedWays({ context, work: { m, k, n }, matrices, x, y, rows }: Product): readonly Way[] {
  const levels = context.buffers.create('bench levels', 4 * levelWords(m, padded(k)));
  const blocks = context.buffers.create('bench blocks', 4 * blockWords(m, padded(k)));
  const rounding = () =>
    quantise.create(context, { width: k, epsilon: null }, { x, norm_weight: null, levels, blocks });
  const to = { y, output: 'store', bias: null } as const;
  const from = { kind: 'levels', levels, blocks } as const;
  if (m > 1) {
    const buffers = { from, ...to, rows };
    return gemm.variants(context, { arithmetic: 'int8', rows: n, tokens: m }).map((variant) => ({
      name: gemm.variantId(variant),
      dispatches: () =>
        ofAll(matrices, async (matrix) => [
          await rounding(),
          ...(await gemm.create(context, matrix, buffers, { tokens: m, variant })),
        ]),
    }));
  }
  const one = { arithmetic: 'int8', tokens: 1 } as const;
  const canRound = matrices.every((matrix) =>
    gemv.canRun(context, matrix, { ...one, input: 'plain', output: 'store' }),
  );
  const itself = { from: { kind: 'plain', x }, rows, ...to } as const;
  const after = { from, rows, ...to } as const;
  return gemv.variants(context, one).flatMap((variant): Way[] => [
    ...(canRound
      ? [
          {
            name: gemv.variantId(variant),
            dispatches: () => ofAll(matrices, (matrix) => gemv.create(context, matrix, itself, { ...one, variant })),
          },
        ]
      : []),
    {
      name: `${gemv.variantId(variant)}, rounded before`,
      dispatches: () =>
        ofAll(matrices, async (matrix) => [
          await rounding(),
          ...(await gemv.create(context, matrix, after, { ...one, variant })),
        ]),
    },
  ]);
}

const ofAll = async (
  matrices: readonly GpuMatrix[],
  make: (matrix: GpuMatrix) => Promise<readonly Dispatch[]>,
): Promise<readonly Dispatch[]> => (await Promise.all(matrices.map(make))).flat();

async function makeMatrix(context: GpuContext, shape: GpuMatrix['shape'], seed: number): Promise<GpuMatrix> {
  const matrix = allocateMatrix(context, 'bench weights', shape);
  for (const shard of matrix.shards) {
    await time(context, [await synthetic.create(context, shard, seed + 1)], 1, 1);
  }
  return matrix;
}

/** Rotary embedding, KV append and attention in as few dispatches as there are, over a cache of `depth` keys and this one. */
function attend(context: GpuContext, { heads, keyValueHeads, headDim, depth }: Attention): readonly Way[] {
  const { buffers } = context;
  const cache = { keyValueHeads, headDim, capacity: depth + 1 };
  const shape = { ...cache, heads, phase: 'decode', append: 'here' } as const;
  const width = padded((heads + 2 * keyValueHeads) * headDim);
  // f16 0.015625 throughout: a cache of zeros might be faster.
  const cached = new Uint32Array(cacheBytes(cache, 1) / 4).fill(0x24002400);
  const common = {
    qkv: buffers.upload('bench qkv', activations(width, 5)),
    keys: buffers.upload('bench keys', cached),
    values: buffers.upload('bench values', cached),
    rows: buffers.upload('bench rows', rowWords(run(depth, 1))),
    table: buffers.upload('bench rope', ropeTable(depth + 1, headDim, { theta: 10_000, scaling: null })),
    out: buffers.create('bench attended', padded(heads * headDim) * 4),
    ...attention.scratch(context, { heads, headDim }, 1),
  };
  return attention.variants(context, shape).map((variant) => ({
    name: attention.variantId(variant),
    dispatches: () => attention.createWhole(context, { ...shape, variant }, common),
  }));
}

function matrixFormat(name: string): MatrixFormat {
  const format = MATRIX_FORMATS.find((each) => each === name);
  if (format === undefined) throw new Error(`we have no weights in ${name}`);
  return format;
}
