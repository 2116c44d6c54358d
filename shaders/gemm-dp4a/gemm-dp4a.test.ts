/** Tests of gemm-dp4a on Dawn, with random data, outliers, odd sizes and poisoned outputs; also without dot4I8Packed. */
import { describe, expect, it } from 'vitest';
import { seenAs, withDevice } from '../../test/fixtures/device';
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel, variantId, variants } from '.';

describeKernel(kernel, [
  { what: 'when the last row is left out', from: 'THREADS < N &&', to: 'THREADS < N - 1u &&' },
  { what: 'when the last block of columns is left out', from: 'block < BLOCKS;', to: 'block + 1u < BLOCKS;' },
  { what: 'when INT4 levels are centred at 7', from: 'LEVEL_OFFSET = 8', to: 'LEVEL_OFFSET = 7' },
  { what: 'when INT8 halves are swapped', from: 'j > 1u', to: 'j <= 1u' },
  { what: 'when odd rows take the scale of even ones', from: '((row & 1u) * 16u)', to: '0u' },
  { what: 'when a token beyond the pass is stored', from: '< rows.count)', to: '< rows.count + 1u)' },
  { what: 'when a tile holds the first block for ever', from: ', last) * BLOCKS + block;', to: ', last) * BLOCKS;' },
  { what: 'when a tile is read at another place than stored', from: ') ^ (j * 8u))]', to: '))]' },
  { what: 'when tiles are used before they are filled', from: 'workgroupBarrier();\n    let scale0', to: 'let scale0' },
]);

const context = withDevice();

describe('the variants of gemm-dp4a', () => {
  const product = { rows: 2048, tokens: 512 };
  const ids = (change: Parameters<typeof seenAs>[1], shape = product) =>
    variants(seenAs(context, change)(), shape).map(variantId);

  it('begin with a tile on a GPU, and with a small one where few workgroups would run', () => {
    expect(ids({ software: false })[0]).toBe('shared 64x64 lane 4x4');
    expect(ids({ software: false }, { rows: 576, tokens: 64 })[0]).toBe('shared 32x32 lane 4x2');
  });

  it('hand activations round only among as many lanes as a subgroup has for certain', () => {
    const shared = (subgroups: { minSize: number; maxSize: number } | null) =>
      ids({ subgroups }).filter((id) => id.includes('subgroup'));
    expect(shared({ minSize: 8, maxSize: 32 }).every((id) => id.endsWith('subgroup8'))).toBe(true);
    expect(shared({ minSize: 4, maxSize: 128 }).every((id) => id.endsWith('subgroup4'))).toBe(true);
    expect(shared({ minSize: 8, maxSize: 32 }).length).toBeGreaterThan(0);
    expect(shared(null)).toEqual([]);
  });
});

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
