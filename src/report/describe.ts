/** What a result says of the adapter it ran on, and what a person should know of it before believing a number. */
import { guardWarning } from '../benchmark/guards/guard';
import type { AdapterProbe } from '../device/probe';
import type { AdapterDescription, Environment, Warning } from './schema';

/** @param timestampResolution nanoseconds as measured; null where it is not known */
export function describeAdapter(probe: AdapterProbe, timestampResolution: number | null): AdapterDescription {
  const { vendor, architecture, device, description, software, powerPreference, shaderF16 } = probe;
  return {
    ...{ vendor, architecture, device, description, software, powerPreference, shaderF16 },
    packedDot: probe.dot4,
    subgroups: probe.subgroups === null ? null : { ...probe.subgroups },
    timestampQuery: probe.timestampQuery ? { resolutionNanoseconds: timestampResolution } : null,
    features: [...probe.features],
    limits: { ...probe.limits },
  };
}

export function adapterWarnings(probe: AdapterProbe, environment: Environment): Warning[] {
  const warnings: Warning[] = [];
  if (probe.software) {
    warnings.push(guardWarning('software-adapter'));
  }
  if (!probe.shaderF16) {
    warnings.push({
      code: 'no-shader-f16',
      message:
        'Shaders have no f16 here: FP16 weights stay 16 bits wide in memory and are widened with unpack2x16float.',
    });
  }
  if (environment.runtime === 'browser' && !environment.crossOriginIsolated) {
    warnings.push({
      code: 'coarse-clock',
      message: `This page is not cross-origin isolated, so its clock is coarser: it moves in steps of ${(environment.clockResolutionSeconds * 1e6).toFixed(0)} µs. Serve it with COOP and COEP headers for a finer one.`,
    });
  }
  return warnings;
}
