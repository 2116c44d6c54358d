/** Tests of gemm on Dawn, with random data, outliers, odd sizes and poisoned outputs; every variant that a device can run. */
import { describe, expect, it } from 'vitest';
import { seenAs, withDevice } from '../../test/fixtures/device';
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel, variantId, variants, type GemmShape } from '.';

describeKernel(kernel, [
  { what: 'when the last row is left out', from: 'THREADS < OUTPUTS)', to: 'THREADS < OUTPUTS - 1u)' },
  { what: 'when the last block of columns is left out', from: 'block < BLOCKS;', to: 'block + 1u < BLOCKS;' },
  {
    what: 'when an INT4 level is read with a wrong shift',
    from: 'vec4<u32>(0u, 8u, 16u, 24u)',
    to: 'vec4<u32>(0u, 8u, 16u, 20u)',
  },
  { what: 'when an INT8 level loses its sign', from: '>> vec4<u32>(24u)', to: '/ vec4<i32>(16777216)' },
  { what: 'when odd rows take the scale of even ones', from: '((row & 1u) * 16u)', to: '0u' },
  { what: 'when a token beyond the pass is stored', from: '(token < rows.count)', to: '(token < rows.count + 1u)' },
  { what: 'when the residual is forgotten', from: '+= sum', to: '= sum' },
  { what: 'when a tile holds the first block for ever', from: '* BLOCKS + block) * 8u', to: '* BLOCKS) * 8u' },
  { what: 'when a tile is read at another place than stored', from: ') ^ q)', to: '))' },
  { what: 'when tiles are used before they are filled', from: 'workgroupBarrier();\n    for (var q', to: 'for (var q' },
]);

describe('every variant of gemm agrees with its float64 reference', () => {
  const context = withDevice();
  const narrow = seenAs(context, { subgroups: { minSize: 4, maxSize: 8 } });
  const hardware = seenAs(context, { software: false });
  const shapes: readonly Omit<GemmShape, 'variant'>[] = [
    { format: 'int4', rows: 150, columns: 100, tokens: 70, output: 'swiglu', bias: false },
    { format: 'fp16', rows: 300, columns: 36, tokens: 5, output: 'add', bias: true },
  ];

  it.each([
    { where: 'a software adapter', seen: context },
    { where: 'a software adapter with narrow subgroups', seen: narrow },
    { where: 'a GPU', seen: hardware },
  ])('on $where', async ({ seen }) => {
    const wrong: string[] = [];
    for (const shape of shapes) {
      for (const variant of variants(seen(), shape)) {
        const { largestError, tolerance } = await kernel.use({ ...shape, variant }).check(seen());
        if (!(largestError <= tolerance)) wrong.push(variantId(variant));
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('the variants of gemm', () => {
  const context = withDevice();
  const shape = { rows: 2048, tokens: 512 };

  it('share activations within a subgroup only where subgroups are wide enough', () => {
    const shared = (subgroups: { minSize: number; maxSize: number } | null) =>
      variants(seenAs(context, { subgroups })(), shape).flatMap((variant) =>
        variant.kind === 'register' ? [variant.shared] : [],
      );
    expect(shared({ minSize: 8, maxSize: 8 })).toContain(8);
    expect(Math.max(...shared({ minSize: 4, maxSize: 128 }))).toBe(4);
    expect(Math.max(...shared(null))).toBe(1);
  });

  it('keep their tiles within the workgroup memory and the lanes that the device has', () => {
    const limits = { ...context().granted.limits, maxComputeWorkgroupStorageSize: 16_384 };
    const tiles = (from: Parameters<typeof seenAs>[1]) =>
      variants(seenAs(context, { software: false, ...from })(), shape).flatMap((variant) =>
        variant.kind === 'shared' ? [variant.tileRows + variant.tileTokens] : [],
      );
    expect(Math.max(...tiles({ limits }))).toBe(128);
    expect(tiles({ limits: { ...limits, maxComputeInvocationsPerWorkgroup: 32 } })).toEqual([]);
  });

  it('begin with a small tile on a GPU where large ones would leave it idle', () => {
    const first = (tokens: number, rows: number) => {
      const [variant] = variants(seenAs(context, { software: false })(), { tokens, rows });
      return variantId(variant);
    };
    expect(first(512, 2048)).toBe('shared 64x64 lane 4x4');
    expect(first(16, 576)).toBe('shared 32x32 lane 4x4');
  });
});
