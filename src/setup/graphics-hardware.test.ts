import { describe, expect, test } from 'vitest';
import { gpusAmong, hasVulkanDriver, type PciDevice } from './graphics-hardware';

const device = (classCode: number, vendorId: number, deviceId: number): PciDevice => ({
  address: '0000:01:00.0',
  classCode,
  vendorId,
  deviceId,
});

describe('a graphics card', () => {
  test.each([
    ['an NVIDIA VGA card', device(0x030000, 0x10de, 0x2684), 'NVIDIA GPU 10de:2684 at 0000:01:00.0'],
    [
      'an NVIDIA 3D controller without a display',
      device(0x030200, 0x10de, 0x2330),
      'NVIDIA GPU 10de:2330 at 0000:01:00.0',
    ],
    ['an AMD card', device(0x030000, 0x1002, 0x744c), 'AMD GPU 1002:744c at 0000:01:00.0'],
    ['an Intel GPU', device(0x038000, 0x8086, 0x56a0), 'Intel GPU 8086:56a0 at 0000:01:00.0'],
  ])('%s is recognised', (_name, pci, label) => {
    expect(gpusAmong([pci]).map((gpu) => gpu.label)).toEqual([label]);
  });

  test.each([
    ['QEMU’s standard VGA', device(0x030000, 0x1234, 0x1111)],
    ['Cirrus', device(0x030000, 0x1013, 0x00b8)],
    ['VirtIO', device(0x038000, 0x1af4, 0x1050)],
    ['VMware', device(0x030000, 0x15ad, 0x0405)],
    ['Hyper-V', device(0x030000, 0x1414, 0x5353)],
    ['ASPEED’s management controller', device(0x030000, 0x1a03, 0x2000)],
    ['an Intel network card', device(0x020000, 0x8086, 0x1533)],
    ['an NVIDIA sound function', device(0x040300, 0x10de, 0x10f0)],
  ])('%s is not taken for one', (_name, pci) => {
    expect(gpusAmong([pci])).toEqual([]);
  });
});

describe('a Vulkan driver', () => {
  const mesa = ['intel_icd.x86_64.json', 'lvp_icd.x86_64.json', 'radeon_icd.x86_64.json', 'virtio_icd.x86_64.json'];

  test('is found by its vendor’s manifest', () => {
    expect(hasVulkanDriver('AMD', mesa)).toBe(true);
    expect(hasVulkanDriver('Intel', mesa)).toBe(true);
    expect(hasVulkanDriver('NVIDIA', ['nvidia_icd.json'])).toBe(true);
  });

  test('of another vendor, or the software one, does not count', () => {
    expect(hasVulkanDriver('NVIDIA', mesa)).toBe(false);
    expect(hasVulkanDriver('AMD', ['lvp_icd.json', 'nvidia_icd.json'])).toBe(false);
  });
});
