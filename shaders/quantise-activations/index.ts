/** Binding of quantise-activations: before linear layers whose arithmetic is in 8-bit integers. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { onBench } from '../../src/kernels/check/bench';
import { ErrorMeter, sumTolerance, UNIT_ROUNDOFF } from '../../src/kernels/check/meter';
import { THREADS } from '../../src/kernels/elementwise';
import { defineKernel, type CheckResult, type Dispatch, type Program } from '../../src/kernels/kernel';
import { BLOCK, padded } from '../../src/kernels/matrix/layout';
import { blockWords, levelWords, quantiseBlock } from '../../src/kernels/matrix/quantise-block';
import { assemble } from '../../src/kernels/template';
import { inputs, type ActivationInput } from './parts';
import { exactLevels, LEVEL_SLACK } from './reference';
import source from './quantise-activations.wgsl?raw';

export interface QuantiseShape {
  readonly width: number;
  readonly input: ActivationInput;
}

/** Of the check. */
const EPSILON = 1e-5;

export const kernel = defineKernel<QuantiseShape>({
  name: 'quantise-activations',
  describe: ({ width, input }) => `${width} ${input}`,
  cost: ({ width, input }) => ({
    flops: flops((input === 'norm' ? 7 : 3) * width),
    bytes: bytes((input === 'norm' ? 8 : 4) * width + width + width / 4),
  }),
  check,
  programs: (_, { width, input }) => [program(width, input === 'norm' ? { epsilon: EPSILON } : null)],
  cases: [
    { width: 64, input: 'plain' },
    { width: 36, input: 'norm' },
    { width: 2, input: 'plain' },
    { width: 3001, input: 'norm' },
  ],
});

export interface QuantiseBuffers {
  /** (tokens, width padded) f32 */
  readonly x: GPUBuffer;
  /** RMSNorm in front; its weight is (width padded) f32, zero in its padding. */
  readonly norm: { readonly weight: GPUBuffer; readonly epsilon: number } | null;
  /** See quantise-block.ts for both. */
  readonly levels: GPUBuffer;
  readonly blocks: GPUBuffer;
}

function program(width: number, norm: { readonly epsilon: number } | null): Program {
  const input = inputs[norm === null ? 'plain' : 'norm'];
  return {
    ...assemble(source, {
      INPUT: input.declarations,
      QUANTISE: quantiseBlock,
      FACTOR: input.factor,
      TIMES: norm === null ? '' : ' * factor',
    }),
    constants: {
      QUADS: padded(width) / 4,
      BLOCKS: padded(width) / BLOCK,
      THREADS,
      ...(norm === null ? {} : { WIDTH: width, EPSILON: norm.epsilon }),
    },
    workgroups: (rows) => [1, rows, 1],
  };
}

export function create(context: GpuContext, width: number, buffers: QuantiseBuffers): Promise<Dispatch> {
  const { norm, ...rest } = buffers;
  return bind(context, {
    use: kernel.use({ width, input: norm === null ? 'plain' : 'norm' }),
    program: program(width, norm),
    buffers: { ...rest, ...(norm === null ? {} : { norm_weight: norm.weight }) },
  });
}

const TOKENS = 3;

/**
 * A level has to be an integer nearest to the exact quotient, which lets it differ where the quotient is in the middle of two;
 * the sum has to be that of the levels written, and the scale right to the roundings of f32.
 */
function check(context: GpuContext, { width, input }: QuantiseShape): Promise<CheckResult> {
  return onBench(context, async (bench) => {
    const x = bench.tensor(TOKENS, width, 61);
    const weight = bench.tensor(1, width, 62);
    const levels = bench.poisoned(levelWords(TOKENS + 1, x.stride));
    const blocks = bench.poisoned(blockWords(TOKENS + 1, x.stride));
    const norm = input === 'norm' ? { weight: weight.buffer, epsilon: EPSILON } : null;
    await bench.run(TOKENS, await create(context, width, { x: x.buffer, norm, levels, blocks }));
    const gotLevels = new Int8Array(await context.read(levels, 0, 4 * levelWords(TOKENS + 1, x.stride)));
    const words = await context.read(blocks, 0, 4 * blockWords(TOKENS + 1, x.stride));
    const [scales, sums] = [new Float32Array(words), new Int32Array(words)];
    const meter = new ErrorMeter();
    const tolerance = sumTolerance(input === 'norm' ? width : 1) + 8 * UNIT_ROUNDOFF;
    for (let token = 0; token < TOKENS; token++) {
      const from = token * x.stride;
      const values = x.values.subarray(from, from + x.stride);
      const square = values.reduce((sum, value) => sum + value * value, 0) / width;
      const factor = norm === null ? 1 : 1 / Math.sqrt(square + EPSILON);
      const rounded = Float64Array.from(values, (value, i) =>
        norm === null ? value : value * (weight.values[i] ?? 0),
      );
      const exact = exactLevels(rounded);
      for (let block = 0; block < x.stride / BLOCK; block++) {
        const at = (from / BLOCK + block) * 2;
        const own = rounded.subarray(block * BLOCK, (block + 1) * BLOCK);
        const largest = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        const scale = (largest / 127) * factor;
        meter.compare(scales[at], scale, Math.max(scale, Number.MIN_VALUE));
        let sum = 0;
        for (let k = 0; k < BLOCK; k++) {
          const level = gotLevels[from + block * BLOCK + k] ?? NaN;
          const off = Math.abs(level - (exact[block * BLOCK + k] ?? 0));
          meter.compare(off > 0.5 + LEVEL_SLACK ? Infinity : 0, 0, 1);
          sum += level;
        }
        meter.equal(sums[at + 1], sum);
      }
    }
    meter.untouched(scales[(TOKENS * x.stride) / 16]);
    return meter.result(tolerance);
  });
}
