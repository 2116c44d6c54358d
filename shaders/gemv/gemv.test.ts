/** Tests of gemv on Dawn in both arithmetics, with random data, outliers, odd sizes and poisoned outputs; also without dot4I8Packed. */
import { describe, expect, it } from 'vitest';
import { seenAs, withDevice } from '../../test/fixtures/device';
import type { AdapterProbe } from '../../src/device/probe';
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { ARITHMETICS } from '../linear/shape';
import { kernel, variantId, variants, type GemvShape, type GemvVariant } from '.';

describeKernel(kernel, [
  { what: 'when the last row is left out', from: 'LANES < OUTPUTS)', to: 'LANES < OUTPUTS - 1u)' },
  { what: 'when the norm is over the padded width', from: '/ f32(WIDTH)', to: '/ f32(BLOCKS * 32u)' },
  { what: 'when splits count alike', from: 'exp(split_stats[split * HEADS + head].x - high)', to: '1.0' },
  { what: 'when the residual is forgotten', from: '+= sum', to: '= sum' },
  {
    what: 'when silu is taken for another function',
    from: 'gate / (1.0 + exp(-gate))',
    to: 'gate * gate / (1.0 + exp(-gate))',
  },
  {
    what: 'when the last block of columns is left out',
    from: 'block < BLOCKS; block += SLICES',
    to: 'block + 1u < BLOCKS; block += SLICES',
  },
  { what: 'when an INT4 level is read with a wrong shift', from: 'word >> 5u)', to: 'word >> 4u)' },
  { what: 'when INT4 levels are centred at 7', from: ') - 24.0', to: ') - 23.0' },
  {
    what: 'when INT8 bytes are read in the wrong order',
    from: 'vec4<u32>(24u, 16u, 8u, 0u)',
    to: 'vec4<u32>(0u, 8u, 16u, 24u)',
  },
  { what: 'when odd rows take the scale of even ones', from: '((row & 1u) * 16u)', to: '0u' },
  { what: 'when a row beyond the pass is stored', from: 'token >= rows.count', to: 'token > rows.count' },
  { what: 'when every row of a pass takes the x of the first', from: 'min(token + 1u, last)', to: 'min(token, last)' },
  { what: 'when all rows of a pass have the norm of the first', from: '*= factor1', to: '*= factor0' },
  { what: 'when integers centred at 7 are multiplied', from: 'LEVEL_OFFSET = 8', to: 'LEVEL_OFFSET = 7' },
  { what: 'when high nibbles are taken for low ones', from: '>> 4u) & 0x0F', to: '>> 0u) & 0x0F' },
  { what: 'when levels are cut off instead of rounded', from: 'round(activation', to: '(activation' },
  { what: 'when the scale of another token is taken', from: 'of_x1 = blocks[at1', to: 'of_x1 = blocks[at0' },
]);

describe('the variants of gemv', () => {
  const context = withDevice();
  const seen = (change: Partial<AdapterProbe>) => ({ granted: { ...context().granted, ...change } });

  it.each(ARITHMETICS)(
    'try subgroups on a GPU before another division, each division in both variants: %s',
    (arithmetic) => {
      for (const tokens of [1, 8]) {
        const all = variants(seen({ software: false }), { arithmetic, tokens });
        expect(all[1]).toEqual({ ...all[0], reduction: 'subgroup' });
        const sliced = all.filter(({ slices }) => slices > 1);
        expect(sliced.filter(({ reduction }) => reduction === 'subgroup')).toHaveLength(sliced.length / 2);
        expect(new Set(all.map(variantId)).size).toBe(all.length);
      }
    },
  );

  it.each(ARITHMETICS)('use no subgroups where there are none, and no more lanes than allowed: %s', (arithmetic) => {
    const limits = { ...context().granted.limits, maxComputeInvocationsPerWorkgroup: 128 };
    for (const software of [true, false]) {
      for (const tokens of [1, 8]) {
        const bare = variants(seen({ software, subgroups: null, limits }), { arithmetic, tokens });
        for (const { lanes, slices, reduction, reading } of bare) {
          expect([reduction, reading]).not.toContain('subgroup');
          expect([reduction, reading]).not.toContain('shared');
          // The default runs where WebGPU's least limits are kept.
          expect(lanes * slices).toBeLessThanOrEqual(256);
        }
        for (const { lanes, slices } of bare.slice(1)) expect(lanes * slices).toBeLessThanOrEqual(128);
      }
    }
  });

  it('serve no more rows with one read of the weights than the power of two that holds the pass', () => {
    for (const software of [true, false]) {
      for (const tokens of [2, 3, 8, 16, 40]) {
        const served = variants(seen({ software }), { arithmetic: 'f32', tokens }).map((one) => one.tokens);
        expect(Math.max(...served)).toBe(Math.min(software ? 16 : 8, 2 ** Math.ceil(Math.log2(tokens))));
      }
    }
  });
});

describe('gemv agrees with its reference', () => {
  const context = withDevice();
  const check = async (shape: GemvShape) => {
    expect(context().granted.subgroups).not.toBeNull();
    const { largestError, tolerance } = await kernel.use(shape).check(context());
    expect(largestError).toBeLessThanOrEqual(tolerance);
  };
  const plain = { arithmetic: 'f32', tokens: 1, input: 'norm', output: 'store', bias: false } as const;
  const sliced = (lanes: number, rows: number, slices: number, tokens = 1): GemvVariant => ({
    ...{ lanes, rows, slices, tokens },
    ...{ reduction: 'subgroup', reading: 'blocks' },
  });

  it.each([
    { size: [70, 1000], variant: sliced(32, 1, 8) },
    { size: [70, 1000], variant: sliced(4, 2, 16) },
    { size: [90, 130], variant: sliced(2, 1, 32) },
    { size: [70, 1000], tokens: 3, variant: sliced(4, 2, 16, 4) },
  ])('with its slices added up among the lanes of a subgroup: $variant', ({ size: [rows = 0, columns = 0], ...rest }) =>
    check({ ...plain, matrix: { format: 'int4', rows, columns }, ...rest }),
  );

  it.each(['int8', 'int4'] as const)('without dot4I8Packed in the WGSL: %s', async (format) => {
    const seen = seenAs(context, { dot4: false })();
    for (const use of kernel.cases.filter(({ id }) => id.startsWith(`gemv a8 ${format} 97x1000`))) {
      const { largestError, tolerance } = await use.check(seen);
      expect(largestError).toBeLessThanOrEqual(tolerance);
    }
  });
});
