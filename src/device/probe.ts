/** What an adapter is and can do, asked once before anything is requested. Not the device itself (see open.ts). */
import { TokamarkError } from '../foundation/errors';

export type PowerPreference = 'high-performance' | 'low-power';

/** The features that a kernel here can make use of. Others that an adapter offers are neither requested nor recorded. */
const USEFUL_FEATURES = ['shader-f16', 'subgroups', 'timestamp-query'] as const satisfies readonly GPUFeatureName[];

/** The limits that decide which shapes fit; each is requested at the most that the adapter offers. */
type UsefulLimit =
  | 'maxBufferSize'
  | 'maxStorageBufferBindingSize'
  | 'maxStorageBuffersPerShaderStage'
  | 'maxComputeWorkgroupStorageSize'
  | 'maxComputeInvocationsPerWorkgroup'
  | 'maxComputeWorkgroupSizeX'
  | 'maxComputeWorkgroupsPerDimension';

export type Limits = Readonly<Record<UsefulLimit, number>>;

/** An older implementation may not know one: 0. */
const limitsOf = ({ limits }: GPUAdapter): Limits => {
  const limit = (name: keyof Limits): number => {
    const value: unknown = limits[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : 0;
  };
  return {
    maxBufferSize: limit('maxBufferSize'),
    maxStorageBufferBindingSize: limit('maxStorageBufferBindingSize'),
    maxStorageBuffersPerShaderStage: limit('maxStorageBuffersPerShaderStage'),
    maxComputeWorkgroupStorageSize: limit('maxComputeWorkgroupStorageSize'),
    maxComputeInvocationsPerWorkgroup: limit('maxComputeInvocationsPerWorkgroup'),
    maxComputeWorkgroupSizeX: limit('maxComputeWorkgroupSizeX'),
    maxComputeWorkgroupsPerDimension: limit('maxComputeWorkgroupsPerDimension'),
  };
};

/** The most bytes that one storage buffer, bound whole, can have. */
export const mostStorage = ({ maxBufferSize, maxStorageBufferBindingSize }: Limits): number =>
  Math.min(maxBufferSize, maxStorageBufferBindingSize);

export interface AdapterProbe {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly software: boolean;
  readonly powerPreference: PowerPreference;
  readonly shaderF16: boolean;
  /** WGSL has `dot4I8Packed`: four products of packed 8-bit integers and their sum in one operation. */
  readonly dot4: boolean;
  readonly subgroups: { readonly minSize: number; readonly maxSize: number } | null;
  readonly timestampQuery: boolean;
  readonly features: readonly GPUFeatureName[];
  readonly limits: Limits;
}

/** Names by which software renderers identify themselves, for a browser that does not set `isFallbackAdapter`. */
const SOFTWARE_NAMES = /swiftshader|llvmpipe|lavapipe|basic render|\bwarp\b|softpipe/i;

/**
 * Asks for an adapter.
 * @throws TokamarkError `no-webgpu` where there is no WebGPU at all, `no-adapter` where it offers no adapter.
 */
export async function requestAdapter(gpu: GPU | undefined, powerPreference: PowerPreference): Promise<GPUAdapter> {
  if (gpu === undefined) {
    throw new TokamarkError({
      code: 'no-webgpu',
      message: 'This browser has no WebGPU.',
      where: 'navigator.gpu',
      remedy:
        'Open the page over https (or localhost) in a current Chrome, Edge, Safari 26 or Firefox; in older Firefox set dom.webgpu.enabled in about:config.',
    });
  }
  const adapter = await gpu.requestAdapter({ powerPreference });
  if (adapter === null) {
    throw new TokamarkError({
      code: 'no-adapter',
      message: 'WebGPU is there, but it offers no adapter.',
      where: 'requestAdapter',
      remedy:
        'Update the graphics driver, switch on hardware acceleration in the browser, or see chrome://gpu or about:support for what blocks the GPU.',
    });
  }
  return adapter;
}

/** @param language `wgslLanguageFeatures` of the GPU object; an older implementation has none */
export function probe(
  adapter: GPUAdapter,
  powerPreference: PowerPreference,
  language: ReadonlySet<string> | undefined,
): AdapterProbe {
  const { info } = adapter;
  const names = [info.vendor, info.architecture, info.device, info.description];
  const has = (feature: GPUFeatureName) => adapter.features.has(feature);
  return {
    vendor: info.vendor,
    architecture: info.architecture,
    device: info.device,
    description: info.description,
    software: info.isFallbackAdapter || names.some((name) => SOFTWARE_NAMES.test(name)),
    powerPreference,
    shaderF16: has('shader-f16'),
    dot4: language?.has('packed_4x8_integer_dot_product') ?? false,
    // Both sizes are optional in older implementations; 4 to 128 is what WGSL allows.
    subgroups: has('subgroups') ? { minSize: info.subgroupMinSize || 4, maxSize: info.subgroupMaxSize || 128 } : null,
    timestampQuery: has('timestamp-query'),
    features: USEFUL_FEATURES.filter(has),
    limits: limitsOf(adapter),
  };
}
