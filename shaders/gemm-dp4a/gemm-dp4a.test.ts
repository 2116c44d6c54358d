/** Tests of gemm-dp4a on Dawn, with random data, outliers, odd sizes and poisoned outputs; also without dot4I8Packed. */
import { describe, expect, it } from 'vitest';
import { seenAs, withDevice } from '../../test/fixtures/device';
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when the last row is left out', from: 'THREADS < N &&', to: 'THREADS < N - 1u &&' },
  { what: 'when the last block of columns is left out', from: 'block < BLOCKS;', to: 'block + 1u < BLOCKS;' },
  { what: 'when INT4 levels are centred at 7', from: 'LEVEL_OFFSET = 8', to: 'LEVEL_OFFSET = 7' },
  { what: 'when INT8 halves are swapped', from: 'j > 1u', to: 'j <= 1u' },
  { what: 'when odd rows take the scale of even ones', from: '((row & 1u) * 16u)', to: '0u' },
  { what: 'when a token beyond the pass is stored', from: '< state.rows)', to: '< state.rows + 1u)' },
]);

const context = withDevice();

describe('gemm-dp4a in a WGSL without dot4I8Packed', () => {
  const seen = seenAs(context, { dot4: false });
  it('agrees with its reference', async () => {
    for (const format of ['int8', 'int4'] as const) {
      const use = kernel.use({
        format,
        rows: 70,
        columns: 100,
        tokens: 5,
        output: 'store',
        bias: false,
        variant: null,
      });
      const { largestError, tolerance } = await use.check(seen());
      expect(largestError).toBeLessThanOrEqual(tolerance);
    }
  });
});
