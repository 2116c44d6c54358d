/**
 * Recognises graphics cards among PCI devices and says whether a Vulkan driver for them is installed. It looks at what the
 * machine contains, so that set-up can name a missing driver; what WebGPU can use is asked of the adapter, never of this.
 */

export interface PciDevice {
  /** `0000:01:00.0` */
  readonly address: string;
  /** 24 bits: class, subclass, programming interface. */
  readonly classCode: number;
  readonly vendorId: number;
  readonly deviceId: number;
}

export type GpuVendor = 'NVIDIA' | 'AMD' | 'Intel';

export interface Gpu {
  readonly vendor: GpuVendor;
  /** `NVIDIA GPU 10de:2330 at 0000:01:00.0` */
  readonly label: string;
}

/** Base class 0x03, "display controller": VGA (0x0300), XGA, 3D (0x0302) and other. */
const DISPLAY_CLASS = 0x03;

/**
 * Only these vendors make PCI GPUs with Vulkan drivers. An allow-list, so that the displays of virtual machines and of
 * servers' management controllers (QEMU, VirtIO, Cirrus, VMware, Hyper-V, ASPEED, Matrox) never count as a GPU.
 */
const VENDORS: readonly { id: number; vendor: GpuVendor; manifest: RegExp }[] = [
  { id: 0x10de, vendor: 'NVIDIA', manifest: /^(nvidia|nouveau)/ },
  { id: 0x1002, vendor: 'AMD', manifest: /^(radeon|amd)/ },
  { id: 0x8086, vendor: 'Intel', manifest: /^intel/ },
];

const hex4 = (value: number): string => value.toString(16).padStart(4, '0');

export function gpusAmong(devices: readonly PciDevice[]): Gpu[] {
  return devices.flatMap((device) => {
    const known = VENDORS.find((entry) => entry.id === device.vendorId);
    if (device.classCode >> 16 !== DISPLAY_CLASS || known === undefined) return [];
    const label = `${known.vendor} GPU ${hex4(device.vendorId)}:${hex4(device.deviceId)} at ${device.address}`;
    return [{ vendor: known.vendor, label }];
  });
}

/** Whether one of the Vulkan driver manifests (file names such as `radeon_icd.x86_64.json`) is this vendor's. */
export function hasVulkanDriver(vendor: GpuVendor, manifests: readonly string[]): boolean {
  return manifests.some((name) => VENDORS.some((entry) => entry.vendor === vendor && entry.manifest.test(name)));
}
