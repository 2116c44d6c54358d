/** What a result says of its adapter, and the warnings that come before any number. */
import { describe, expect, it } from 'vitest';
import type { AdapterProbe } from '../device/probe';
import { adapterWarnings, describeAdapter } from './describe';
import { warningSchema } from './schema/common';
import type { Environment } from './schema';
import { adapterSchema } from './schema/device';

const PROBE: AdapterProbe = {
  vendor: 'acme',
  architecture: 'roadrunner',
  device: '0x1',
  description: 'Acme R-1',
  software: false,
  powerPreference: 'low-power',
  shaderF16: true,
  dot4: true,
  subgroups: { minSize: 32, maxSize: 64 },
  timestampQuery: true,
  features: ['shader-f16', 'subgroups', 'timestamp-query'],
  limits: {
    maxBufferSize: 2 ** 28,
    maxStorageBufferBindingSize: 2 ** 27,
    maxStorageBuffersPerShaderStage: 8,
    maxComputeWorkgroupStorageSize: 16_384,
    maxComputeInvocationsPerWorkgroup: 256,
    maxComputeWorkgroupSizeX: 256,
    maxComputeWorkgroupsPerDimension: 65_535,
  },
};

const PAGE: Environment = {
  runtime: 'browser',
  name: 'Firefox',
  version: '140',
  dawn: null,
  operatingSystem: 'Linux',
  crossOriginIsolated: true,
  clockResolutionSeconds: 2e-5,
};

const codes = (probe: Partial<AdapterProbe>, page: Partial<Environment> = {}) =>
  adapterWarnings({ ...PROBE, ...probe }, { ...PAGE, ...page }).map(({ code }) => code);

describe('an adapter', () => {
  it('is described by all that was probed, as the schema has it', () => {
    const described = describeAdapter(PROBE, 100_000);
    expect(adapterSchema.parse(described)).toEqual(described);
    const { dot4, ...same } = PROBE;
    expect(described).toEqual({ ...same, packedDot: dot4, timestampQuery: { resolutionNanoseconds: 100_000 } });
  });

  it('may lack subgroups and timestamps, or have timestamps of unknown resolution', () => {
    const bare = describeAdapter({ ...PROBE, subgroups: null, timestampQuery: false }, null);
    expect(bare).toMatchObject({ subgroups: null, timestampQuery: null });
    expect(describeAdapter(PROBE, null).timestampQuery).toEqual({ resolutionNanoseconds: null });
    expect(adapterSchema.safeParse(bare).success).toBe(true);
  });
});

describe('warnings', () => {
  it('are none for a GPU with f16 in an isolated page', () => {
    expect(codes({})).toEqual([]);
  });

  it('say that a software adapter is none, and what to do', () => {
    expect(codes({ software: true })).toEqual(['software-adapter']);
    expect(adapterWarnings({ ...PROBE, software: true }, PAGE)[0]?.message).toMatch(/CPU.*driver/);
  });

  it('say that FP16 has no f16 arithmetic here', () => {
    expect(codes({ shaderF16: false })).toEqual(['no-shader-f16']);
  });

  it('say how coarse the clock is on a page that is not isolated, and only there', () => {
    expect(codes({}, { crossOriginIsolated: false })).toEqual(['coarse-clock']);
    expect(codes({}, { crossOriginIsolated: false, runtime: 'node' })).toEqual([]);
    const [warning] = adapterWarnings(PROBE, { ...PAGE, crossOriginIsolated: false, clockResolutionSeconds: 1e-4 });
    expect(warning?.message).toContain('100 µs');
    expect(warningSchema.safeParse(warning).success).toBe(true);
  });

  it('come together', () => {
    expect(codes({ software: true, shaderF16: false }, { crossOriginIsolated: false })).toEqual([
      'software-adapter',
      'no-shader-f16',
      'coarse-clock',
    ]);
  });
});
