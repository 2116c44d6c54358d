/** Binding of quantise-activations: before linear layers whose arithmetic is in 8-bit integers. */
import { bytes, flops } from '../../src/foundation/units';
import type { CheckBench } from '../../src/kernels/check/bench';
import { sumTolerance, UNIT_ROUNDOFF } from '../../src/kernels/check/meter';
import { defineKernel } from '../../src/kernels/define';
import { THREADS } from '../../src/kernels/elementwise';
import { BLOCK, padded } from '../../src/kernels/matrix/layout';
import { blockWords, levelWords, quantiseBlock } from '../../src/kernels/matrix/quantise-block';
import { assemble } from '../../src/kernels/template';
import { inputs } from './parts';
import { exactLevels, LEVEL_SLACK } from './reference';
import source from './quantise-activations.wgsl?raw';

export interface QuantiseShape {
  readonly width: number;
  /** Of RMSNorm in front; null for none. */
  readonly epsilon: number | null;
}

export const kernel = defineKernel<QuantiseShape, QuantiseBuffers>({
  name: 'quantise-activations',
  describe: ({ width, epsilon }) => `${width} ${epsilon === null ? 'plain' : 'norm'}`,
  cost: ({ width, epsilon }) => ({
    flops: flops((epsilon === null ? 3 : 7) * width),
    bytes: bytes((epsilon === null ? 4 : 8) * width + width + width / 4),
  }),
  check,
  program: (_, { width, epsilon }) => {
    const { declarations, factor } = inputs[epsilon === null ? 'plain' : 'norm'];
    return {
      ...assemble(source, {
        INPUT: declarations,
        QUANTISE: quantiseBlock,
        FACTOR: factor,
        TIMES: epsilon === null ? '' : ' * factor',
      }),
      constants: {
        QUADS: padded(width) / 4,
        BLOCKS: padded(width) / BLOCK,
        THREADS,
        ...(epsilon === null ? {} : { WIDTH: width, EPSILON: epsilon }),
      },
      workgroups: (rows) => [1, rows, 1],
    };
  },
  cases: [
    { width: 64, epsilon: null },
    { width: 36, epsilon: 1e-5 },
    { width: 2, epsilon: null },
    { width: 3001, epsilon: 1e-5 },
  ],
});

export interface QuantiseBuffers {
  /** (tokens, width padded) f32 */
  readonly x: GPUBuffer;
  /** (width padded) f32, zero in its padding; null without a norm in front */
  readonly norm_weight: GPUBuffer | null;
  /** See quantise-block.ts for both. */
  readonly levels: GPUBuffer;
  readonly blocks: GPUBuffer;
}

export const { create } = kernel;

const TOKENS = 3;

/**
 * A level has to be an integer nearest to the exact quotient, which lets it differ where the quotient is in the middle of two;
 * the sum has to be that of the levels written, and the scale right to the roundings of f32.
 */
async function check(bench: CheckBench, shape: QuantiseShape) {
  const { width, epsilon } = shape;
  const { meter } = bench;
  const x = bench.tensor(TOKENS, width, 61);
  const weight = epsilon === null ? null : bench.tensor(1, width, 62);
  const levels = bench.poisoned(levelWords(TOKENS + 1, x.stride));
  const blocks = bench.poisoned(blockWords(TOKENS + 1, x.stride));
  const buffers = { x: x.buffer, norm_weight: weight?.buffer ?? null, levels, blocks };
  await bench.run(TOKENS, await create(bench.context, shape, buffers));
  const gotLevels = new Int8Array((await bench.words(levels, levelWords(TOKENS + 1, x.stride))).buffer);
  const words = await bench.words(blocks, blockWords(TOKENS + 1, x.stride));
  const [scales, sums] = [new Float32Array(words.buffer), new Int32Array(words.buffer)];
  for (let token = 0; token < TOKENS; token++) {
    const values = x.row(token);
    const square = values.reduce((sum, value) => sum + value * value, 0) / width;
    const factor = epsilon === null ? 1 : 1 / Math.sqrt(square + epsilon);
    const rounded = Float64Array.from(values, (value, i) => value * (weight === null ? 1 : (weight.values[i] ?? 0)));
    const exact = exactLevels(rounded);
    for (let block = 0; block < x.stride / BLOCK; block++) {
      const at = ((token * x.stride) / BLOCK + block) * 2;
      const own = rounded.subarray(block * BLOCK, (block + 1) * BLOCK);
      const largest = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const scale = (largest / 127) * factor;
      meter.compare(scales[at], scale, Math.max(scale, Number.MIN_VALUE));
      let sum = 0;
      for (let k = block * BLOCK; k < (block + 1) * BLOCK; k++) {
        const level = gotLevels[token * x.stride + k] ?? NaN;
        const near = exact[k] ?? 0;
        meter.equal(Math.abs(level - near) <= 0.5 + LEVEL_SLACK ? near : level, near);
        sum += level;
      }
      meter.equal(sums[at + 1], sum);
    }
  }
  meter.untouched(scales[(TOKENS * x.stride) / 16]);
  return meter.result(sumTolerance(epsilon === null ? 1 : width) + 8 * UNIT_ROUNDOFF);
}
