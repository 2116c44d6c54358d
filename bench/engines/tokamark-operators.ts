/** Our kernels alone, at one shape each: the fastest variant of those declared, as the tuner would find. Not the whole model. */
import type { GpuContext } from '../../src/device/context';
import { encode } from '../../src/kernels/bind';
import { MATRIX_FORMATS, type MatrixFormat } from '../../src/kernels/format';
import type { Dispatch } from '../../src/kernels/kernel';
import { allocateMatrix, type GpuMatrix } from '../../src/kernels/matrix/gpu-matrix';
import { padded } from '../../src/kernels/matrix/layout';
import { activations } from '../../src/kernels/random';
import * as attention from '../../shaders/attention';
import * as gemm from '../../shaders/gemm';
import * as gemv from '../../shaders/gemv';
import { cacheElements } from '../../shaders/kv-append/reference';
import { ropeTable } from '../../shaders/rope/reference';
import * as synthetic from '../../shaders/synthetic-weights';
import type { Workload } from '../protocol';

type Matmul = Extract<Workload, { kind: 'matmul' }>;
type Attention = Extract<Workload, { kind: 'attention' }>;

/** One way of doing the work: the dispatches of one unit, layer after layer. */
interface Way {
  readonly name: string;
  readonly dispatches: () => Promise<readonly Dispatch[]>;
}

/** A variant this much slower than the best so far is not timed a second time. */
const HOPELESS = 1.5;

export class OperatorRun {
  private constructor(
    private readonly context: GpuContext,
    private readonly rows: number,
    private readonly dispatches: readonly Dispatch[],
    readonly variant: string,
    private readonly made: readonly GPUBuffer[],
  ) {}

  static async make(context: GpuContext, workload: Matmul | Attention): Promise<OperatorRun> {
    const { value, made } = await context.buffers.during(async () => {
      const ways = workload.kind === 'matmul' ? await matmul(context, workload) : attend(context, workload);
      return fastest(context, ways, workload.kind === 'matmul' ? workload.m : 1);
    });
    return new OperatorRun(context, value.rows, value.dispatches, value.name, made);
  }

  /** Seconds of one unit of work, by `repetitions` of it in a row. */
  run(repetitions: number): Promise<number> {
    return time(this.context, this.dispatches, this.rows, repetitions);
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

async function fastest(context: GpuContext, ways: readonly Way[], rows: number) {
  let best: { name: string; dispatches: readonly Dispatch[]; seconds: number } | null = null;
  for (const { name, dispatches: make } of ways) {
    const dispatches = await make();
    // The first run may compile.
    await time(context, dispatches, rows, 1);
    let seconds = await time(context, dispatches, rows, 1);
    if (best === null || seconds < HOPELESS * best.seconds) {
      seconds = Math.min(seconds, await time(context, dispatches, rows, 2));
    }
    if (best === null || seconds < best.seconds) best = { name, dispatches, seconds };
  }
  if (best === null) throw new Error('there is no variant for this device');
  return { ...best, rows };
}

async function matmul(context: GpuContext, { format, m, n, k, layers }: Matmul): Promise<readonly Way[]> {
  const shape = { format: matrixFormat(format), rows: n, columns: k };
  const matrices: GpuMatrix[] = [];
  for (let layer = 0; layer < layers; layer++) matrices.push(await makeMatrix(context, shape, layer));
  const input = new Float32Array(gemm.tokensRounded(m) * padded(k));
  input.set(activations(m * k, 3));
  const x = context.buffers.upload('bench x', input);
  const y = context.buffers.create('bench y', gemm.tokensRounded(m) * padded(n) * 4);
  const state = context.buffers.upload('bench state', Uint32Array.of(0, m));
  const ofAll = async (make: (matrix: GpuMatrix) => Promise<readonly Dispatch[]>): Promise<readonly Dispatch[]> =>
    (await Promise.all(matrices.map(make))).flat();
  if (m === 1) {
    const buffers = { from: { kind: 'plain', x }, y, output: 'store', bias: null } as const;
    return gemv.variants(context).map((variant) => ({
      name: gemv.variantId(variant),
      dispatches: () => ofAll((matrix) => gemv.create(context, matrix, buffers, variant)),
    }));
  }
  return gemm.variants(context, { rows: n, tokens: m }).map((variant) => ({
    name: gemm.variantId(variant),
    dispatches: () => ofAll((matrix) => gemm.create(context, matrix, m, { x, y, state }, { variant })),
  }));
}

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
  const shape = { ...cache, heads, phase: 'decode', append: 'here', variant: null } as const;
  const width = padded((heads + 2 * keyValueHeads) * headDim);
  const cacheBytes = cacheElements(cache) * 2;
  // f16 0.015625 throughout: a cache of zeros might be faster.
  const cached = new Uint32Array(Math.ceil(cacheBytes / 4)).fill(0x24002400);
  const out = buffers.create('bench attended', padded(heads * headDim) * 4);
  const common = {
    qkv: buffers.upload('bench qkv', activations(width, 5)),
    keys: buffers.upload('bench keys', cached),
    values: buffers.upload('bench values', cached),
    state: buffers.upload('bench state', Uint32Array.of(depth, 1)),
    table: buffers.upload('bench rope', ropeTable(depth + 1, headDim, { theta: 10_000, scaling: null })),
    out,
    scratch: attention.scratch(context, { heads, headDim }),
  };
  return attention.variants(context, shape).map((variant) => ({
    name: attention.variantId(variant),
    dispatches: async () => {
      const { main, partial } = await attention.create(context, { ...shape, variant }, common);
      return partial === null ? [main] : [main, await attention.merged(context, shape, partial, out)];
    },
  }));
}

function matrixFormat(name: string): MatrixFormat {
  const format = MATRIX_FORMATS.find((each) => each === name);
  if (format === undefined) throw new Error(`we have no weights in ${name}`);
  return format;
}
