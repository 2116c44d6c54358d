/** Opening a device: each of the three things that may be missing is an error of its own. */
import { describe, expect, it } from 'vitest';
import { gpu } from '../../test/fixtures/device';
import { openContext } from './open';
import { probe, requestAdapter } from './probe';

/** WebGPU that answers a request for an adapter as told: the states that no adapter at hand can be put into. */
const answering = (answer: () => Promise<GPUAdapter | null>): GPU => ({
  __brand: 'GPU',
  wgslLanguageFeatures: gpu.wgslLanguageFeatures,
  getPreferredCanvasFormat: () => 'rgba8unorm',
  requestAdapter: answer,
});

describe('a device that cannot be opened is a typed error', () => {
  it('no-webgpu without WebGPU', async () => {
    await expect(openContext(undefined, 'high-performance')).rejects.toMatchObject({
      name: 'TokamarkError',
      code: 'no-webgpu',
      remedy: expect.stringContaining('https'),
    });
  });

  it('no-adapter where WebGPU has none', async () => {
    const none = answering(() => Promise.resolve(null));
    await expect(openContext(none, 'low-power')).rejects.toMatchObject({
      name: 'TokamarkError',
      code: 'no-adapter',
      remedy: expect.stringContaining('driver'),
    });
  });

  it('no-device where the adapter refuses, with its reason', async () => {
    const adapter = await requestAdapter(gpu, 'high-performance');
    // An adapter gives one device and no second.
    const device = await adapter.requestDevice();
    try {
      const spent = answering(() => Promise.resolve(adapter));
      await expect(openContext(spent, 'high-performance')).rejects.toMatchObject({
        name: 'TokamarkError',
        code: 'no-device',
        message: 'The adapter refused to open a device.',
        details: expect.stringContaining('consumed'),
      });
    } finally {
      device.destroy();
    }
  });
});

describe('the probe of the adapter at hand', () => {
  it('is what the device is then granted', async () => {
    const context = await openContext(gpu, 'high-performance');
    try {
      const { granted, device } = context;
      for (const [name, value] of Object.entries(granted.limits)) {
        expect(Object.entries(limitsOf(device))).toContainEqual([name, value]);
      }
      for (const feature of granted.features) expect(device.features.has(feature)).toBe(true);
      expect(granted.shaderF16).toBe(device.features.has('shader-f16'));
      expect(granted.limits.maxStorageBufferBindingSize).toBeGreaterThanOrEqual(2 ** 27);
    } finally {
      context.close();
    }
  });

  it('keeps the power preference that was asked for, and gives subgroup sizes only with subgroups', async () => {
    const found = probe(await requestAdapter(gpu, 'low-power'), 'low-power', gpu.wgslLanguageFeatures);
    expect(found.powerPreference).toBe('low-power');
    expect(found.subgroups === null).toBe(!found.features.includes('subgroups'));
    if (found.subgroups !== null) expect(found.subgroups.maxSize).toBeGreaterThanOrEqual(found.subgroups.minSize);
  });

  it('finds the packed dot product where the language has it, and not where nothing is said of the language', async () => {
    const adapter = await requestAdapter(gpu, 'low-power');
    const probed = (language: ReadonlySet<string> | undefined) => probe(adapter, 'low-power', language).dot4;
    expect(probed(new Set(['packed_4x8_integer_dot_product']))).toBe(true);
    expect(probed(new Set(['pointer_composite_access']))).toBe(false);
    expect(probed(undefined)).toBe(false);
  });
});

/** Limits are getters of the prototype, which Object.entries does not see. */
const limitsOf = ({ limits }: GPUDevice) => ({
  maxBufferSize: limits.maxBufferSize,
  maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
  maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
  maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
  maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
  maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
  maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
});
