/**
 * What to say about a graphics card that the machine contains and WebGPU does not reach: whose it is, and what to install.
 * Said before set-up falls back to a software adapter, because the card is what the person wants measured.
 */

import { gpusAmong, hasVulkanDriver, type GpuVendor } from './graphics-hardware';
import type { Machine } from './machine';

/** One sentence or two for each GPU; call it when WebGPU found no adapter or only a software adapter. */
export function unreachableGpuNotes(machine: Machine): string[] {
  if (machine.platform !== 'linux') return [];
  return gpusAmong(machine.pciDevices).map(({ vendor, label }) =>
    hasVulkanDriver(vendor, machine.vulkanManifests)
      ? `${label}: its Vulkan driver is installed, but WebGPU gets no adapter from it. ${accessAdvice(vendor)}`
      : `${label}: no Vulkan driver for it is installed. ${driverAdvice(vendor, machine)}`,
  );
}

function driverAdvice(vendor: GpuVendor, machine: Machine): string {
  if (vendor !== 'NVIDIA') return `Mesa’s Vulkan drivers contain it (${mesaPackage(vendor, machine)}).`;
  const container = 'in a container, start it with NVIDIA_DRIVER_CAPABILITIES=all';
  const debian = 'install the package nvidia-driver (components contrib, non-free and non-free-firmware)';
  return `To measure it, ${machine.os.id === 'debian' ? debian : 'install NVIDIA’s driver'}; ${container}.`;
}

function mesaPackage(vendor: GpuVendor, { os }: Machine): string {
  if (os.id === 'arch') return vendor === 'AMD' ? 'package vulkan-radeon' : 'package vulkan-intel';
  return 'package mesa-vulkan-drivers';
}

function accessAdvice(vendor: GpuVendor): string {
  return vendor === 'NVIDIA'
    ? 'Check whether nvidia-smi lists it; in a container, start it with NVIDIA_DRIVER_CAPABILITIES=all.'
    : 'Check whether this user may open /dev/dri/renderD128 (group render); a container must be given /dev/dri.';
}
