/** What the GPU card says, as pairs of text. */
import { showBytes, showSeconds } from '../../report/quantity';
import type { AdapterDescription, Environment } from '../../report/schema';
import type { GpuState } from '../state/page-state';

/** Said in the card and beside every figure of a software adapter. */
export const SOFTWARE_NOTE = 'Software adapter: this is not a GPU’s speed';

export const isSoftware = (gpu: GpuState): boolean => gpu.kind === 'known' && gpu.description.adapter.software;

const UNDISCLOSED = 'not disclosed by this browser';

/** The most telling name, or that there is none: Firefox gives four empty strings. */
export function gpuTitle({ description, device, vendor, architecture }: AdapterDescription): string {
  const given = [description, device, `${vendor} ${architecture}`].map((text) => text.trim());
  return given.find((text) => text !== '') ?? 'Name not disclosed by this browser';
}

/** Limits that decide which models fit, with the names that people know them by. */
const LIMITS = [
  ['Largest buffer', 'maxBufferSize'],
  ['Largest storage binding', 'maxStorageBufferBindingSize'],
  ['Workgroup storage', 'maxComputeWorkgroupStorageSize'],
] as const;

export function gpuFacts(adapter: AdapterDescription, environment: Environment) {
  return [
    { name: 'Vendor, architecture', value: disclosed(adapter.vendor, adapter.architecture) },
    { name: 'Device, description', value: disclosed(adapter.device, adapter.description) },
    { name: 'f16 in shaders', value: adapter.shaderF16 ? 'yes' : 'no, unpacked to f32' },
    { name: '8-bit dot product in shaders', value: adapter.packedDot ? 'yes' : 'no, by shifts' },
    { name: 'Subgroups', value: subgroups(adapter) },
    { name: 'GPU timestamps', value: timestamps(adapter) },
    ...LIMITS.map(([name, limit]) => {
      const value = adapter.limits[limit];
      return { name, value: value === undefined ? 'unknown' : showBytes(value) };
    }),
    { name: 'Clock', value: `steps of ${nanoseconds(Math.round(environment.clockResolutionSeconds * 1e9))}` },
    {
      name: 'Cross-origin isolated',
      value: environment.crossOriginIsolated ? 'yes' : 'no, so the clock is coarser',
    },
    { name: 'Browser', value: `${environment.name} ${environment.version}, ${environment.operatingSystem}` },
  ];
}

/** Firefox gives empty strings for all four, Chrome for the last two. */
function disclosed(...parts: readonly string[]): string {
  return parts.filter((part) => part.trim() !== '').join(', ') || UNDISCLOSED;
}

function subgroups({ subgroups: sizes }: AdapterDescription): string {
  if (sizes === null) return 'no';
  return sizes.minSize === sizes.maxSize ? `of ${sizes.minSize}` : `of ${sizes.minSize} to ${sizes.maxSize}`;
}

function timestamps({ timestampQuery }: AdapterDescription): string {
  if (timestampQuery === null) return 'no';
  const { resolutionNanoseconds } = timestampQuery;
  return resolutionNanoseconds === null ? 'yes' : `in steps of ${nanoseconds(resolutionNanoseconds)}`;
}

const nanoseconds = (value: number): string => (value < 1000 ? `${value} ns` : showSeconds(value * 1e-9));
