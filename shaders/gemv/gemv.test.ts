/** Tests of gemv on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describe, expect, it } from 'vitest';
import { seenAs, withDevice } from '../../test/fixtures/device';
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel, variantId, variants, type GemvShape } from '.';

describeKernel(kernel, [
  { what: 'when the last row is left out', from: 'LANES < OUTPUTS)', to: 'LANES < OUTPUTS - 1u)' },
  { what: 'when the norm is over the padded width', from: 'square / f32(WIDTH)', to: 'square / f32(BLOCKS * 32u)' },
  { what: 'when splits count alike', from: 'exp(split_stats[split * HEADS + head].x - high)', to: '1.0' },
  { what: 'when the residual is forgotten', from: '+= sum', to: '= sum' },
  {
    what: 'when silu is taken for another function',
    from: 'gate / (1.0 + exp(-gate))',
    to: 'gate * gate / (1.0 + exp(-gate))',
  },
  { what: 'when the last block of columns is left out', from: 'block < BLOCKS;', to: 'block + 1u < BLOCKS;' },
  {
    what: 'when an INT4 level is read with a wrong shift',
    from: 'word >> 5u)',
    to: 'word >> 4u)',
  },
  { what: 'when INT4 levels are centred at 7', from: ') - 24.0', to: ') - 23.0' },
  {
    what: 'when INT8 bytes are read in the wrong order',
    from: 'vec4<u32>(24u, 16u, 8u, 0u)',
    to: 'vec4<u32>(0u, 8u, 16u, 24u)',
  },
  { what: 'when odd rows take the scale of even ones', from: '((row & 1u) * 16u)', to: '0u' },
]);

describe('the variants of gemv', () => {
  const context = withDevice();
  it('try subgroups on a GPU before another deal, each deal in both ways', () => {
    const all = variants(seenAs(context, { software: false })());
    expect(all[1]).toEqual({ ...all[0], reduction: 'subgroup' });
    const sliced = all.filter(({ slices }) => slices > 1);
    expect(sliced.filter(({ reduction }) => reduction === 'subgroup')).toHaveLength(sliced.length / 2);
    expect(new Set(all.map(variantId)).size).toBe(all.length);
  });

  it('are without subgroups where the device has none', () => {
    const bare = variants(seenAs(context, { software: false, subgroups: null })());
    expect(bare.every(({ reduction }) => reduction === 'tree')).toBe(true);
  });
});

describe('gemv with its slices added up among the lanes of a subgroup', () => {
  const context = withDevice();
  const plain = { format: 'int4', input: 'norm', output: 'store', bias: false } as const;
  it.each<GemvShape>([
    {
      ...plain,
      rows: 70,
      columns: 1000,
      variant: { lanes: 32, rows: 1, slices: 8, reduction: 'subgroup', reading: 'blocks' },
    },
    {
      ...plain,
      rows: 70,
      columns: 1000,
      variant: { lanes: 4, rows: 2, slices: 16, reduction: 'subgroup', reading: 'blocks' },
    },
    {
      ...plain,
      rows: 90,
      columns: 130,
      variant: { lanes: 2, rows: 1, slices: 32, reduction: 'subgroup', reading: 'blocks' },
    },
  ])('agrees with its reference: $variant.lanes lanes, $variant.slices slices', async (shape) => {
    expect(context().granted.subgroups).not.toBeNull();
    const { largestError, tolerance } = await kernel.use(shape).check(context());
    expect(largestError).toBeLessThanOrEqual(tolerance);
  });
});
