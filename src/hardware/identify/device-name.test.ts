/** A name's parts, out of whatever stands around it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adapterName } from './adapter-name';
import { readName } from './device-name';

const parts = (raw: string) => {
  const { vendor, pciId, names } = readName(raw);
  return {
    ...{ vendor, pciId },
    names: names.map(({ core, memoryGB, bus, laptop }) => ({ core: [...core].join(' '), memoryGB, bus, laptop })),
  };
};

const name = (core: string, { memoryGB = null, bus = null, laptop = false }: Partial<Part> = {}) => ({
  ...{ core, memoryGB, bus, laptop },
});
interface Part {
  readonly memoryGB: number | null;
  readonly bus: string | null;
  readonly laptop: boolean;
}

describe('a name', () => {
  it.each([
    ['NVIDIA GeForce RTX 4060 Ti 16GB', name('rtx 4060 ti', { memoryGB: 16 })],
    ['NVIDIA GeForce RTX 3050 6 GB Laptop GPU', name('rtx 3050', { memoryGB: 6, laptop: true })],
    ['NVIDIA GeForce RTX 2060 with Max-Q Design', name('rtx 2060', { laptop: true })],
    ['NVIDIA GeForce RTX 3090/PCIe/SSE2', name('rtx 3090')],
    ['NVIDIA H100 PCIe', name('h100', { bus: 'pcie' })],
    ['NVIDIA A100-SXM4-80GB', name('a100', { memoryGB: 80, bus: 'sxm' })],
    ['NVIDIA H100 NVL', name('h100', { bus: 'nvl' })],
    ['NVIDIA GH200 144G HBM3e', name('gh200', { memoryGB: 144 })],
    ['Intel(R) Arc(TM) 140V GPU (16GB)', name('arc 140v', { memoryGB: 16 })],
    ['Mesa Intel(R) UHD Graphics 620 (KBL GT2)', name('uhd 620')],
    ['Mali-G78 MC20', name('g78')],
    ['FD690', name('adreno 690')],
    ['rtx4070tisuper', name('rtx 4070 ti super')],
    ['apple-m2-pro', name('m2 pro')],
  ])('%s has its parts', (raw, expected) => {
    expect(parts(raw).names).toEqual([expected]);
  });

  it('may list several', () => {
    const { names } = parts('AMD Radeon RX 6700/6700 XT/6750 XT / 6800M (RADV NAVI22)');
    expect(names.map(({ core }) => core)).toEqual(['rx 6700', 'rx 6700 xt', 'rx 6750 xt', 'rx 6800m']);
    const laptops = parts('NVIDIA Corporation GA104M [GeForce RTX 3080 Mobile / Max-Q 8GB/16GB] (rev a1)').names;
    expect(laptops).toMatchObject([{ core: 'rtx 3080', laptop: true }]);
  });

  it('is inside all of its wrappings at once', () => {
    const inner = 'NVIDIA GeForce RTX 4070';
    const wrapped = [
      `ANGLE (Mesa, zink Vulkan 1.3(Microsoft Direct3D12 (${inner}) (MICROSOFT_DZN)), OpenGL 4.6)`,
      `ANGLE (Microsoft Corporation, D3D12 (${inner}), OpenGL 4.2 (Core Profile) Mesa 24.0.9)`,
      `01:00.0 VGA compatible controller [0300]: NVIDIA Corporation AD104 [GeForce RTX 4070] [10de:2786] (rev a1)`,
      `Gallium 0.4 on ${inner}`,
    ];
    for (const one of wrapped) expect(parts(one)).toMatchObject({ vendor: 'nvidia', names: [name('rtx 4070')] });
    expect(parts(wrapped[2] ?? '').pciId).toBe('0x2786');
  });

  it('is read out of anything without an error, and fast', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('ANGLE (', '(', ')', ' / ', ',', '[', ']', 'RTX 40', '-', '16GB', 'x')),
        (bits) => {
          expect(readName(bits.join('')).names.length).toBeGreaterThan(0);
        },
      ),
    );
    const started = performance.now();
    readName('ANGLE ('.repeat(100_000));
    readName(`${'a/'.repeat(100_000)} direct3d`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe("WebGPU's adapter info", () => {
  it.each([
    ['NVIDIA GeForce RTX 4070', 'NVIDIA: 570.86.16 570.86.16.0', 'NVIDIA GeForce RTX 4070'],
    ['NVIDIA GeForce RTX 4070', 'D3D12 driver version 32.0.15.6636', 'NVIDIA GeForce RTX 4070'],
    ['Apple M2 Pro', 'Metal driver on macOS Version 15.1 (Build 24B83)', 'Apple M2 Pro'],
    ['AMD Radeon 780M (RADV PHOENIX)', 'radv: Mesa 25.0.7-2', 'AMD Radeon 780M (RADV PHOENIX)'],
    ['0x2786', 'NVIDIA GeForce RTX 4070', 'NVIDIA GeForce RTX 4070 (0x2786)'],
    ['0x166', 'Intel(R) HD Graphics 4000', 'Intel(R) HD Graphics 4000 (0x0166)'],
    ['0x2786', '', '0x2786'],
    ['', 'NVIDIA: 570.86.16', ''],
    ['', '', ''],
  ])('of device "%s" and description "%s" names "%s"', (device, description, expected) => {
    expect(adapterName({ device, description })).toBe(expected);
  });
});
