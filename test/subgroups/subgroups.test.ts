/**
 * Everything whose result depends on how many lanes a subgroup has, on a device with another number than lavapipe's usual 8: the
 * project that runs it says how many (vitest.config.ts). All kernel tests at a width: `npm run test:subgroups`.
 */
import { describe, expect, it, vi } from 'vitest';
import { PipelineCache } from '../../src/device/pipelines';
import { deviceOf } from '../../src/kernels/device-classes';
import { KERNELS } from '../../src/kernels/registry';
import { SUBGROUP_SIZE, withDevice } from '../fixtures/device';

const size = SUBGROUP_SIZE ?? 0;
const subgroups = { minSize: size, maxSize: size };
const device = deviceOf({ software: true, shaderF16: true, dot4: true, subgroups });
const context = withDevice();
const compiles = vi.spyOn(PipelineCache.prototype, 'get');

/** Ids name the lanes that share, or how slices are added up; a `shared` tile lies in workgroup memory. */
const KINDS = [/\bsubgroup\d/, /\bsubgroup\)/, /\d shared\)/];
/** Of a kind, from all over its variants. Compiling for vectors of 512 bits takes a processor seconds each. */
const MOST = size > 8 ? 2 : 6;

const spread = <T>(items: readonly T[]): readonly T[] =>
  items.filter(
    (_, i) =>
      items.length <= MOST || Math.floor((i * MOST) / items.length) !== Math.floor(((i - 1) * MOST) / items.length),
  );

const chosen = KERNELS.map(({ name, hashed, variantCases }) => ({
  name,
  usesSubgroups: hashed(device).some(({ code }) => code.includes('enable subgroups;')),
  cases: KINDS.flatMap((kind) => spread(variantCases(device).filter(({ id }) => kind.test(id)))),
}));

describe(`with subgroups of ${size}`, () => {
  it('the device has no others', () => {
    expect(size).toBeGreaterThan(0);
    expect(context().granted.subgroups).toEqual(subgroups);
  });

  it('each kernel that uses subgroups is tried, and no other', () => {
    const tried = chosen.filter(({ cases }) => cases.length > 0).map(({ name }) => name);
    expect(tried).toEqual(chosen.filter(({ usesSubgroups }) => usesSubgroups).map(({ name }) => name));
    expect(tried.length).toBeGreaterThan(2);
  });

  describe.each(chosen.filter(({ cases }) => cases.length > 0))('$name agrees with its reference', ({ cases }) => {
    it.each(cases)('$id', async ({ check }) => {
      compiles.mockClear();
      const { largestError, tolerance, compared } = await check(context());
      expect(compared).toBeGreaterThan(0);
      expect(largestError).toBeLessThanOrEqual(tolerance);
      expect(compiles.mock.calls.some(([{ code }]) => code.includes('enable subgroups;'))).toBe(true);
    });
  });
});
