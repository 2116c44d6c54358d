/** Tests of gemm on Dawn, with random data, outliers, odd sizes and poisoned outputs; every variant that a device can run. */
import { describe, expect, it } from 'vitest';
import type { AdapterProbe } from '../../src/device/probe';
import { seenAs, withDevice } from '../../test/fixtures/device';
import { describeKernel } from '../../test/fixtures/kernel-cases';
import type { ArithmeticName } from '../linear/shape';
import { kernel, variantId, variants } from '.';
import { VARIANT_SHAPE } from './cases';

describeKernel(kernel, [
  { what: 'when the last row is left out', from: 'THREADS < OUTPUTS)', to: 'THREADS < OUTPUTS - 1u)' },
  { what: 'when the last block of columns is left out', from: 'block < BLOCKS;', to: 'block + 1u < BLOCKS;' },
  { what: 'when an INT4 level is read with a wrong shift', from: 'word >> 5u)', to: 'word >> 4u)' },
  { what: 'when an INT8 level loses its sign', from: '>> vec4<u32>(24u)', to: '/ vec4<i32>(16777216)' },
  { what: 'when INT4 levels are centred at 7', from: 'LEVEL_OFFSET = 8', to: 'LEVEL_OFFSET = 7' },
  { what: 'when INT8 halves are swapped', from: '(j >> 1u))', to: '(1u - (j >> 1u)))' },
  { what: 'when odd rows take the scale of even ones', from: '((row & 1u) * 16u)', to: '0u' },
  { what: 'when a token takes the scale of another block', from: '+ block];', to: '];' },
  { what: 'when a token beyond the pass is stored', from: '(token >= rows.count)', to: '(token > rows.count)' },
  { what: 'when the residual is forgotten', from: '+= sum', to: '= sum' },
  { what: 'when a tile holds the first block for ever', from: ', last) * BLOCKS + block;', to: ', last) * BLOCKS;' },
  { what: 'when a tile is read at another place than stored', from: ') ^ (step * SPREAD))];', to: '))];' },
  {
    what: 'when tiles are used before they are filled',
    from: 'workgroupBarrier();\n    for (var step',
    to: 'for (var step',
  },
]);

const context = withDevice();

describe('gemm agrees with its float64 reference', () => {
  it.each<ArithmeticName>(['f32', 'int8'])('where narrow subgroups share what they read, in %s', async (arithmetic) => {
    const narrow = seenAs(context, { subgroups: { minSize: 4, maxSize: 8 } })();
    const matrix = { ...VARIANT_SHAPE.matrix, format: 'int8' } as const;
    const shape = { ...VARIANT_SHAPE, matrix, arithmetic, output: 'add', bias: true } as const;
    const sharing = variants(narrow, { ...shape, rows: matrix.rows }).filter(
      (variant) => variant.kind === 'register' && variant.shared === 4,
    );
    expect(sharing.length).toBeGreaterThan(1);
    for (const variant of sharing) {
      const { largestError, tolerance } = await kernel.use({ ...shape, variant }).check(narrow);
      expect(largestError, variantId(variant)).toBeLessThanOrEqual(tolerance);
    }
  });

  it.each(['int8', 'int4'] as const)('in a WGSL without dot4I8Packed: %s', async (format) => {
    const seen = seenAs(context, { dot4: false })();
    const matrix = { format, rows: 70, columns: 100 };
    const shape = { matrix, arithmetic: 'int8', tokens: 5, output: 'store', bias: false } as const;
    const [variant] = variants(seen, { ...shape, rows: matrix.rows });
    const { largestError, tolerance } = await kernel.use({ ...shape, variant }).check(seen);
    expect(largestError).toBeLessThanOrEqual(tolerance);
  });
});

const granted = (change: Partial<AdapterProbe>) => ({ granted: { ...context().granted, ...change } });

describe.each<ArithmeticName>(['f32', 'int8'])('the variants of gemm in %s', (arithmetic) => {
  const shape = { arithmetic, rows: 2048, tokens: 512 };

  it('share activations within a subgroup only where subgroups are wide enough', () => {
    const shared = (subgroups: { minSize: number; maxSize: number } | null) =>
      variants(granted({ subgroups }), shape).flatMap((variant) =>
        variant.kind === 'register' ? [variant.shared] : [],
      );
    expect(shared({ minSize: 8, maxSize: 8 })).toContain(8);
    expect(Math.max(...shared({ minSize: 4, maxSize: 128 }))).toBe(4);
    expect(Math.max(...shared(null))).toBe(1);
  });

  it('compute no tokens twice over for nothing, where another one reads alike', () => {
    const wide = granted({ software: true, subgroups: { minSize: 8, maxSize: 8 } });
    const tokens = (of: number) =>
      variants(wide, { ...shape, tokens: of }).flatMap((one) =>
        'shared' in one && one.shared === 8 ? one.tokens : [],
      );
    expect(Math.max(...tokens(64))).toBe(16);
    expect(Math.max(...tokens(8))).toBe(8);
    expect(Math.min(...tokens(2))).toBe(8);
  });

  it('keep their tiles within the workgroup memory and the lanes that the device has', () => {
    const tiles = (change: { memory?: number; lanes?: number }) => {
      const { limits } = context().granted;
      const { memory = 16_384, lanes = limits.maxComputeInvocationsPerWorkgroup } = change;
      const changed = { maxComputeWorkgroupStorageSize: memory, maxComputeInvocationsPerWorkgroup: lanes };
      const gpu = granted({ software: false, limits: { ...limits, ...changed } });
      return variants(gpu, shape).flatMap((variant) =>
        variant.kind === 'tiled' ? [variant.tileRows + variant.tileTokens] : [],
      );
    };
    expect(Math.max(...tiles({}))).toBe(arithmetic === 'f32' ? 128 : 192);
    expect(Math.max(...tiles({ memory: 2048 }))).toBeLessThan(64);
    expect(tiles({ lanes: 16 })).toEqual([]);
  });

  it('begin with a small tile on a GPU where large ones would leave it idle, or empty', () => {
    const first = (tokens: number, rows: number) => {
      const [variant] = variants(granted({ software: false }), { arithmetic, tokens, rows });
      return variant.kind === 'tiled' ? [variant.tileRows, variant.tileTokens] : [];
    };
    expect(first(512, 2048)).toEqual([64, 64]);
    expect(first(64, 576)).toEqual([32, 32]);
    expect(first(16, 576)).toEqual([32, 16]);
    expect(first(8, 2048)).toEqual([32, 8]);
  });
});
