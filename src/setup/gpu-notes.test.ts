import { expect, test } from 'vitest';
import { unreachableGpuNotes } from './gpu-notes';
import type { Machine } from './machine';

const card = (vendorId: number): Machine => ({
  platform: 'linux',
  root: true,
  os: { id: 'debian', idLike: '', version: '12', codename: 'bookworm' },
  aptSources: [],
  pciDevices: [{ address: '0000:01:00.0', classCode: 0x030000, vendorId, deviceId: 0x1234 }],
  vulkanManifests: ['lvp_icd.json'],
});

test('a machine without a graphics card has nothing said', () => {
  expect(unreachableGpuNotes(card(0x1234))).toEqual([]);
});

test('an NVIDIA card without its driver is named, with what to install', () => {
  const [note] = unreachableGpuNotes(card(0x10de));
  expect(note).toMatch(/^NVIDIA GPU 10de:1234 .*no Vulkan driver.*nvidia-driver/);
});

test('an AMD card without its driver is told that Mesa has it', () => {
  expect(unreachableGpuNotes(card(0x1002))[0]).toMatch(/^AMD GPU .*no Vulkan driver.*mesa-vulkan-drivers/);
});

test('a card whose driver is installed is told to look at access, not to install', () => {
  const [note] = unreachableGpuNotes({ ...card(0x8086), vulkanManifests: ['intel_icd.json'] });
  expect(note).toMatch(/^Intel GPU .*driver is installed.*renderD128/);
});
