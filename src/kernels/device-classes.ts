/** The devices for which programs are hashed: what they are granted, without any of them being there. */
import type { AdapterProbe } from '../device/probe';
import type { Granted } from './kernel';

/** The most that a GPU grants of what decides which variants it can run. */
const LIMITS = {
  maxBufferSize: 2 ** 31,
  maxStorageBufferBindingSize: 2 ** 31,
  maxStorageBuffersPerShaderStage: 8,
  maxComputeWorkgroupStorageSize: 2 ** 16,
  maxComputeInvocationsPerWorkgroup: 1024,
  maxComputeWorkgroupSizeX: 1024,
  maxComputeWorkgroupsPerDimension: 65_535,
} as const;

/** A device that was granted this, and the most of everything else. */
export const deviceOf = (
  change: Pick<AdapterProbe, 'software' | 'shaderF16' | 'dot4' | 'subgroups'> & Partial<AdapterProbe>,
): Granted => ({
  granted: {
    ...{ vendor: '', architecture: '', device: '', description: '', powerPreference: 'high-performance' },
    ...{ timestampQuery: false, features: [], limits: LIMITS },
    ...change,
  },
});

/**
 * Kinds of adapter times features times the smallest subgroup, as far as a text depends on them: none depends on two features at
 * once, and a subgroup of more than 8 lanes is used as one of 8. programs.test.ts tries devices and shapes beside these.
 */
export const DEVICE_CLASSES: readonly Granted[] = [true, false].flatMap((software) =>
  [true, false].flatMap((features) =>
    [null, 4, 8].map((minSize) =>
      deviceOf({
        software,
        shaderF16: features,
        dot4: features,
        subgroups: minSize === null ? null : { minSize, maxSize: 128 },
      }),
    ),
  ),
);
