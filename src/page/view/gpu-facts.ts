/** What the GPU card says, as pairs of text. */
import { showBytes, showSeconds } from '../../report/quantity';
import type { AdapterDescription, Environment } from '../../report/schema';
import type { GpuState } from '../state/page-state';
import { WORDS } from './catalogue/gpu-words';

/** Said in the card and beside every figure of a software adapter. */
export const SOFTWARE_NOTE = WORDS.software;

export const isSoftware = (gpu: GpuState): boolean => gpu.kind === 'known' && gpu.description.adapter.software;

/** The most telling name, or that there is none: Firefox gives four empty strings. */
export function gpuTitle({ description, device, vendor, architecture }: AdapterDescription): string {
  const given = [description, device, `${vendor} ${architecture}`].map((text) => text.trim());
  return given.find((text) => text !== '') ?? WORDS.gpu.noName;
}

/** Limits that decide which models fit. */
const LIMITS = ['maxBufferSize', 'maxStorageBufferBindingSize', 'maxComputeWorkgroupStorageSize'] as const;

const FACTS = WORDS.facts;

export function gpuFacts(adapter: AdapterDescription, environment: Environment) {
  return [
    { name: FACTS.architecture, value: disclosed(adapter.vendor, adapter.architecture) },
    { name: FACTS.device, value: disclosed(adapter.device, adapter.description) },
    { name: FACTS.f16, value: adapter.shaderF16 ? FACTS.yes : FACTS.noF16 },
    { name: FACTS.packedDot, value: adapter.packedDot ? FACTS.yes : FACTS.noPackedDot },
    { name: FACTS.subgroups, value: subgroups(adapter) },
    { name: FACTS.timestamps, value: timestamps(adapter) },
    ...LIMITS.map((limit) => {
      const value = adapter.limits[limit];
      return { name: FACTS[limit], value: value === undefined ? FACTS.unknown : showBytes(value) };
    }),
    { name: FACTS.clock, value: FACTS.steps(nanoseconds(Math.round(environment.clockResolutionSeconds * 1e9))) },
    {
      name: FACTS.isolated,
      value: environment.crossOriginIsolated ? FACTS.yes : FACTS.notIsolated,
    },
    { name: FACTS.browser, value: `${environment.name} ${environment.version}, ${environment.operatingSystem}` },
  ];
}

/** Firefox gives empty strings for all four, Chrome for the last two. */
function disclosed(...parts: readonly string[]): string {
  return parts.filter((part) => part.trim() !== '').join(', ') || WORDS.gpu.undisclosed;
}

function subgroups({ subgroups: sizes }: AdapterDescription): string {
  if (sizes === null) return FACTS.no;
  return sizes.minSize === sizes.maxSize
    ? FACTS.ofSize(String(sizes.minSize))
    : FACTS.ofSizes(String(sizes.minSize), String(sizes.maxSize));
}

function timestamps({ timestampQuery }: AdapterDescription): string {
  if (timestampQuery === null) return FACTS.no;
  const { resolutionNanoseconds } = timestampQuery;
  return resolutionNanoseconds === null ? FACTS.yes : FACTS.inSteps(nanoseconds(resolutionNanoseconds));
}

const nanoseconds = (value: number): string =>
  value < 1000 ? FACTS.nanoseconds(String(value)) : showSeconds(value * 1e-9);
