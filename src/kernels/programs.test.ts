/** That the hashed programs have every text that any shape leads to on any device, whatever was chosen to be hashed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashedTexts } from '../../test/fixtures/compiled';
import * as attention from '../../shaders/attention';
import * as gemm from '../../shaders/gemm';
import * as gemv from '../../shaders/gemv';
import { ARITHMETICS } from '../../shaders/linear/shape';
import { deviceOf } from './device-classes';
import { MATRIX_FORMATS, type MatrixFormat } from './format';
import type { Granted, Kernel } from './kernel';
import { PACKED_FORMATS } from './matrix/packed-loader';
import { KERNELS } from './registry';

/** Any that WebGPU allows: its default limits are the least. */
const device = fc
  .record({
    software: fc.boolean(),
    shaderF16: fc.boolean(),
    dot4: fc.boolean(),
    subgroups: fc.constantFrom(null, ...[4, 8, 16, 32, 64, 128].map((minSize) => ({ minSize, maxSize: 128 }))),
    memory: fc.constantFrom(16_384, 32_768, 49_152, 65_536),
    lanes: fc.constantFrom(256, 512, 1024),
  })
  .map(({ memory, lanes, ...granted }) => {
    const { limits } = deviceOf(granted).granted;
    const workgroup = { maxComputeInvocationsPerWorkgroup: lanes, maxComputeWorkgroupSizeX: lanes };
    return deviceOf({ ...granted, limits: { ...limits, ...workgroup, maxComputeWorkgroupStorageSize: memory } });
  });

const size = fc.integer({ min: 1, max: 2000 });
const matrixOf = (formats: readonly MatrixFormat[]) =>
  fc.record({ format: fc.constantFrom(...formats), rows: size.map((rows) => 2 * rows), columns: size });
const output = fc.constantFrom('store', 'add', 'swiglu');
const options = { output, bias: fc.boolean() };

/** @param shapes for a device, in each variant and, with null, in the default */
function holds<Shape>(
  kernel: Pick<Kernel<Shape>, 'hashed' | 'programs'>,
  shapes: fc.Arbitrary<(device: Granted) => readonly Shape[]>,
): void {
  const texts = hashedTexts(kernel);
  fc.assert(
    fc.property(device, shapes, (on, of) => {
      for (const shape of of(on)) for (const { code } of kernel.programs(on, shape)) expect(texts.has(code)).toBe(true);
    }),
    { numRuns: 60 },
  );
}

describe('the hash holds whatever a model can compile, in all variants, of', () => {
  it.each(ARITHMETICS)('gemv in %s', (arithmetic) => {
    const shape = fc.record({
      ...options,
      arithmetic: fc.constant(arithmetic),
      tokens: fc.integer({ min: 1, max: 40 }),
      matrix: matrixOf(arithmetic === 'int8' ? PACKED_FORMATS : MATRIX_FORMATS),
      input: arithmetic === 'int8' ? fc.constantFrom('levels', 'plain', 'norm') : fc.constantFrom('plain', 'norm'),
    });
    holds(
      gemv.kernel,
      shape.map(
        (one) => (on) =>
          gemv
            .variants(on, one)
            .flatMap((variant) => [
              { ...one, variant },
              ...(variant.tokens === 1 ? [{ ...one, input: 'merge', variant } as const] : []),
            ]),
      ),
    );
  });

  it('gemm', () => {
    const rest = { ...options, tokens: size };
    const shape = fc.oneof(
      fc.record({ ...rest, arithmetic: fc.constant('f32'), matrix: matrixOf(MATRIX_FORMATS) }),
      fc.record({ ...rest, arithmetic: fc.constant('int8'), matrix: matrixOf(PACKED_FORMATS) }),
    );
    holds(
      gemm.kernel,
      shape.map(
        (one) => (on) => gemm.variants(on, { ...one, rows: one.matrix.rows }).map((variant) => ({ ...one, variant })),
      ),
    );
  });

  it('attention', () => {
    const shape = fc
      .record({
        keyValueHeads: fc.integer({ min: 1, max: 8 }),
        group: fc.integer({ min: 1, max: 40 }),
        headDim: fc.integer({ min: 1, max: 160 }).map((half) => 2 * half),
        capacity: size,
        phase: fc.constantFrom('decode', 'prefill'),
        append: fc.constantFrom('before', 'here'),
      })
      .map(({ group, ...rest }) => ({ ...rest, heads: group * rest.keyValueHeads }));
    holds(
      attention.kernel,
      shape.map((one) => (on) => {
        if (one.append === 'here' && !attention.canAppend(on, one)) return [];
        return attention.variants(on, one).map((variant) => ({ ...one, variant }));
      }),
    );
  });
});

it('no other kernel has more texts than its cases: their number is known', () => {
  const single = KERNELS.filter(({ name }) => !/^(attention|gemv|gemm)$/.test(name));
  const counts = Object.fromEntries(single.map((kernel) => [kernel.name, hashedTexts(kernel).size]));
  expect(counts).toEqual({
    ...{ argmax: 1, 'attention-merge': 1, 'kv-append': 1, 'rms-norm': 2, rope: 1, sample: 1, swiglu: 1 },
    ...{ 'roof-empty': 1, 'roof-stream': 1, 'synthetic-weights': 1 },
    // FP16 with f16 and without; the others need neither.
    'embedding-gather': MATRIX_FORMATS.length + 1,
    'quantise-activations': 2,
    // f32 and f16; packed integers with WGSL's call and without.
    'roof-chains': 4,
  });
});
