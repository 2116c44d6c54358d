/** Tests of gemv-dp4a on Dawn, with random data, outliers, odd sizes and poisoned outputs; also without dot4I8Packed. */
import { describe, expect, it } from 'vitest';
import { seenAs, withDevice } from '../../test/fixtures/device';
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel, variants } from '.';

describeKernel(kernel, [
  { what: 'when the last row is left out', from: 'LANES < OUTPUTS)', to: 'LANES < OUTPUTS - 1u)' },
  {
    what: 'when the last block of columns is left out',
    from: 'block < BLOCKS; block += SLICES',
    to: 'block + 1u < BLOCKS; block += SLICES',
  },
  { what: 'when INT4 levels are centred at 7', from: 'LEVEL_OFFSET = 8', to: 'LEVEL_OFFSET = 7' },
  { what: 'when high nibbles are taken for low ones', from: '(word >> 4u)', to: '(word >> 0u)' },
  { what: 'when INT8 halves are swapped', from: 'j > 1u', to: 'j <= 1u' },
  { what: 'when odd rows take the scale of even ones', from: '((row & 1u) * 16u)', to: '0u' },
  { what: 'when levels are cut off instead of rounded', from: 'round(activation', to: '(activation' },
  { what: 'when a product is left out', from: 'dot4(w3.y, b.w)', to: '0' },
]);

const context = withDevice();

describe('gemv-dp4a in a WGSL without dot4I8Packed', () => {
  const seen = seenAs(context, { dot4: false });
  it.each(kernel.cases.slice(0, 4).map((use) => ({ id: use.id, use })))(
    'agrees with its reference: $id',
    async ({ use }) => {
      const { largestError, tolerance } = await use.check(seen());
      expect(largestError).toBeLessThanOrEqual(tolerance);
    },
  );
});

describe('the variants of gemv-dp4a', () => {
  it('try subgroups on a GPU before another deal', () => {
    const [first, second, third] = variants(seenAs(context, { software: false })());
    expect(second).toEqual({ ...first, reduction: 'subgroup' });
    expect(third?.reduction).toBe('tree');
  });

  it('use no subgroups where the device has none, and no more invocations than it allows', () => {
    const { granted } = context();
    const limits = { ...granted.limits, maxComputeInvocationsPerWorkgroup: 128 };
    const bare = seenAs(context, { software: false, subgroups: null, limits });
    for (const { lanes, slices, reduction } of variants(bare()).slice(1)) {
      expect(reduction).toBe('tree');
      expect(lanes * slices).toBeLessThanOrEqual(128);
    }
  });
});
