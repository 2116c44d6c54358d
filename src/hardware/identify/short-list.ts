/** What vendor and architecture of WebGPU leave, where there is no name. */
import type { Preset } from '../catalogue';
import type { DeviceKind } from '../device-kinds';
import type { Families } from './families';
import { vendorOf } from './vendor';

interface Adapter {
  readonly vendor: string;
  readonly architecture: string;
}

export function shortList({ vendor, architecture }: Adapter, presets: readonly Preset[]): Preset[] {
  const known = vendorOf(vendor);
  return presets.filter((one) => known !== null && one.vendor === known && hasArchitecture(one, architecture));
}

/** Some rows name two, one a browser: `metal-3 (Chromium) / apple (Safari)`. */
export function hasArchitecture({ webgpuArchitecture }: Preset, architecture: string): boolean {
  const names = (webgpuArchitecture ?? '').split('/').map((name) => plain(name.replace(/\(.*\)/, '')));
  return architecture !== '' && names.includes(plain(architecture));
}

/** The catalogue's rows are not all that has an architecture: their classes are no answer. Empty: anything. */
export function ofArchitecture({ vendor, architecture }: Adapter, { architectures }: Families): readonly DeviceKind[] {
  const known = vendorOf(vendor);
  return (
    architectures.find((one) => one.vendor === known && one.architectures.some((a) => plain(a) === plain(architecture)))
      ?.classes ?? []
  );
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
