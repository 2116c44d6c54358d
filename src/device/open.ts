/** Opens a device with exactly what the probe found. Not a pool: one run, one device. */
import { TokamarkError } from '../foundation/errors';
import { GpuContext } from './context';
import { probe, requestAdapter, type AdapterProbe, type PowerPreference } from './probe';

/**
 * Probes the adapter and opens a device that has all of its useful features and limits.
 * @throws TokamarkError `no-webgpu`, `no-adapter`, `no-device`.
 */
export async function openContext(gpu: GPU | undefined, powerPreference: PowerPreference): Promise<GpuContext> {
  const adapter = await requestAdapter(gpu, powerPreference);
  const found: AdapterProbe = probe(adapter, powerPreference, gpu?.wgslLanguageFeatures);
  try {
    const device = await adapter.requestDevice({
      label: 'tokamark',
      requiredFeatures: [...found.features],
      requiredLimits: { ...found.limits },
    });
    const context = new GpuContext(adapter, device, found);
    await context.noticeSlowness();
    return context;
  } catch (cause) {
    throw new TokamarkError(
      {
        code: 'no-device',
        message: 'The adapter refused to open a device.',
        where: 'requestDevice',
        remedy: 'Close other programs and tabs that use the GPU, reload, and try again.',
      },
      { cause },
    );
  }
}
