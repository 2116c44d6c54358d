/** Which device a renderer string means: the strings that browsers report, their traps, and strings that nobody has seen. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue, type Catalogue } from '../catalogue';
import strings from '../fixtures/renderer-strings.json';
import { identify, type Clues } from './resolve';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue();
});

function resolve(renderer: string, webgpu: Partial<Clues> = {}) {
  const { status, candidates, ...rest } = identify({ renderer, vendor: '', architecture: '', ...webgpu }, catalogue);
  return { status, ids: candidates.map(({ id }) => id), ...rest };
}

describe('the strings that browsers report', () => {
  it('are the 26 of the list', () => {
    expect(strings).toHaveLength(26);
  });

  it.each(strings)('$renderer is $expect', ({ renderer, expect: expected }) => {
    const { status, ids } = resolve(renderer);
    if (typeof expected === 'string') {
      expect(status).toBe(expected);
      expect(ids).toEqual([]);
      return;
    }
    expect(ids.toSorted()).toEqual(expected.toSorted());
    // The one row whose chip stays hidden is no answer, but a question.
    const hidden = expected.includes('apple-silicon-unknown');
    expect(status).toBe(expected.length === 1 && !hidden ? 'known' : 'ambiguous');
  });
});

const d3d = (vendor: string, name: string, id = '') =>
  `ANGLE (${vendor}, ${name}${id === '' ? '' : ` (0x0000${id})`} Direct3D11 vs_5_0 ps_5_0, D3D11)`;

describe('traps', () => {
  it.each([
    ['RTX 5090', d3d('NVIDIA', 'NVIDIA GeForce RTX 5090', '2B85'), 'rtx-5090'],
    ['RTX 4070 Ti SUPER', d3d('NVIDIA', 'NVIDIA GeForce RTX 4070 Ti SUPER'), 'rtx-4070-ti-super'],
    ['RTX 4070 Ti', d3d('NVIDIA', 'NVIDIA GeForce RTX 4070 Ti'), 'rtx-4070-ti'],
    ['RTX 4070', d3d('NVIDIA', 'NVIDIA GeForce RTX 4070'), 'rtx-4070'],
    ['an id with high bits', 'ANGLE (NVIDIA, NVIDIA GeForce RTX 3080 (0x10DE2206) Direct3D11, D3D11)', 'rtx-3080'],
    [
      'Vulkan',
      'ANGLE (NVIDIA, Vulkan 1.3.242 (NVIDIA NVIDIA GeForce RTX 3080 (0x00002206)), NVIDIA-535.113)',
      'rtx-3080',
    ],
    ['old ANGLE', 'ANGLE (NVIDIA GeForce GTX 1080 Ti Direct3D11 vs_5_0 ps_5_0)', 'gtx-1080-ti'],
    ['a memory size', 'NVIDIA GeForce RTX 4060 Ti 16GB', 'rtx-4060-ti'],
    ['a name as people write it', 'rtx4070ti super 16gb', 'rtx-4070-ti-super'],
    ['shader cores of an M chip', 'M4 Max 40-core GPU', 'apple-m4-max'],
    ['B300', 'NVIDIA B300 SXM6 AC', 'b300-sxm'],
    ['DGX Spark', 'NVIDIA DGX Spark GB10', 'gb10'],
    ['Tesla T4', 'Tesla T4/PCIe/SSE2', 't4'],
    ['H200', 'NVIDIA H200', 'h200-sxm'],
    ['H100 PCIe', 'NVIDIA H100 PCIe', 'h100-pcie'],
    // NVIDIA's list of names gives it to 10de:2330 alone, the SXM5 board; those with HBM2e or 94 GB have other names.
    ['H100 SXM5', 'NVIDIA H100 80GB HBM3', 'h100-sxm'],
    ['a laptop of a later chip', d3d('NVIDIA', 'NVIDIA GeForce GTX 1650', '1FDD'), 'gtx-1650-laptop'],
    ['a PCI id alone', 'AMD Radeon Graphics (0x1638)', 'vega-8'],
    ['Mesa', 'ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)', 'uhd-620'],
    ['Mesa with commas', 'AMD Radeon RX 6800 XT (radeonsi, navi21, LLVM 15.0.7, DRM 3.49)', 'rx-6800-xt'],
    ['Radeon 780M', d3d('AMD', 'AMD Radeon(TM) 780M Graphics', '15BF'), 'radeon-780m'],
    ['780M without an id', 'AMD Radeon 780M Graphics', 'radeon-780m'],
    ['Arc 140V', d3d('Intel', 'Intel(R) Arc(TM) 140V GPU (16GB)', '64A0'), 'arc-140v'],
    ['Arc A770', 'ANGLE (Intel, Intel(R) Arc(TM) A770 Graphics, D3D11)', 'arc-a770'],
    ['Arc A770M', 'Intel(R) Arc(TM) A770M Graphics', 'arc-a770m'],
    ['a family', 'Adreno (TM) 640', 'adreno-6xx'],
    ['M1 Max', 'ANGLE (Apple, ANGLE Metal Renderer: Apple M1 Max, Unspecified Version)', 'apple-m1-max'],
    ['M5', 'Apple M5', 'apple-m5'],
    ['a 6 GB laptop by its id', d3d('NVIDIA', 'NVIDIA GeForce RTX 3050 6GB Laptop GPU', '25AB'), 'rtx-3050-laptop'],
    ['a laptop without the suffix', d3d('NVIDIA', 'NVIDIA GeForce RTX 2070', '1F10'), 'rtx-2070-laptop'],
    ['Max-Q', 'NVIDIA GeForce RTX 2060 with Max-Q Design', 'rtx-2060-laptop'],
    ['Mali', 'Mali-G710 MC10', 'mali-g710'],
  ])('%s is known', (_what, renderer, id) => {
    expect(resolve(renderer)).toMatchObject({ status: 'known', ids: [id] });
  });

  it.each([
    ['RTX 5090 D', d3d('NVIDIA', 'NVIDIA GeForce RTX 5090 D', '2B87'), ['rtx-5090']],
    ['RTX 4090 D', 'NVIDIA GeForce RTX 4090 D/PCIe/SSE2', ['rtx-4090']],
    ['GTX 1060 3GB', d3d('NVIDIA', 'NVIDIA GeForce GTX 1060 3GB', '1C02'), ['gtx-1060-6gb']],
    ['RX 5700 beside the XT', d3d('AMD', 'AMD Radeon RX 5700', '731F'), ['rx-5700-xt']],
    ['RX 580 2048SP', d3d('AMD', 'AMD Radeon RX 580 2048SP', '6FDF'), ['rx-580']],
    ['a name of several', 'AMD Radeon RX 6700/6700 XT/6750 XT / 6800M (RADV NAVI22)', ['rx-6700-xt', 'rx-6750-xt']],
    ['a shared id', d3d('AMD', 'AMD Radeon(TM) Graphics', '1681'), ['radeon-660m', 'radeon-680m']],
    ['a laptop of the board’s name', 'ANGLE (NVIDIA GeForce GTX 1080 Direct3D11 vs_5_0 ps_5_0)', ['gtx-1080']],
    ['RTX 3050 6GB, of 70 W', d3d('NVIDIA', 'NVIDIA GeForce RTX 3050 6GB', '2584'), ['rtx-3050']],
    ['a name against its PCI id', d3d('NVIDIA', 'NVIDIA GeForce RTX 4070', '2882'), ['rtx-4070', 'rtx-4060']],
    ['Vega 8 of an older Ryzen', d3d('AMD', 'AMD Radeon(TM) Vega 8 Graphics', '15DD'), ['vega-8']],
    [
      'lspci’s list',
      'Navi 22 [Radeon RX 6700/6700 XT/6750 XT / 6800M] [1002:73df]',
      ['rx-6700-xt', 'rx-6750-xt', 'rx-6800m'],
    ],
    ['RTX 2060 without an id', 'NVIDIA GeForce RTX 2060/PCIe/SSE2', ['rtx-2060', 'rtx-2060-laptop']],
    ['an H100', 'NVIDIA H100', ['h100-pcie', 'h100-sxm']],
    ['RTX 3050 of 6 GB, by its id alone', d3d('NVIDIA', 'NVIDIA GeForce RTX 3050', '2584'), ['rtx-3050']],
    ['a brand that many chips have', d3d('Intel', 'Intel(R) UHD Graphics', '9B41'), ['uhd-xe-small']],
  ])('%s is not taken for its sibling', (_what, renderer, some) => {
    const { status, ids } = resolve(renderer);
    expect(status).toBe('ambiguous');
    expect(ids).toEqual(expect.arrayContaining(some));
  });

  it.each([
    'Radeon RX Vega 64',
    'AMD Radeon(TM) Vega 3 Graphics',
    d3d('AMD', 'Radeon RX 570 Series', '67DF'),
    'NVIDIA RTX A4000/PCIe/SSE2',
    'NVIDIA RTX PRO 6000 Blackwell Workstation Edition',
    'Quadro RTX 4000',
    'AMD Radeon PRO W7900',
    'Intel(R) HD Graphics',
    'NVIDIA GeForce RTX 6090',
    'Apple M9 Ultra',
    'Mali-T880',
    'PowerVR Rogue GE8320',
    '',
  ])('"%s" is unknown', (renderer) => {
    expect(resolve(renderer)).toMatchObject({ status: 'unknown', ids: [] });
  });

  it.each([
    'Google SwiftShader',
    'llvmpipe (LLVM 19.1.7, 256 bits)',
    'ANGLE (Mesa, lavapipe, Vulkan)',
    'Apple Software Renderer',
  ])('%s is software', (renderer) => {
    expect(resolve(renderer)).toMatchObject({ status: 'software', ids: [] });
  });

  it('refuses whatever the catalogue says to refuse', () => {
    const accepted = catalogue.meta.rejectPatterns.filter(
      (name) => !/^(software|masked)$/.test(resolve(`x ${name}`).status),
    );
    expect(accepted).toEqual([]);
  });

  it('takes no masked name at its word', () => {
    expect(resolve('Apple M1, or similar')).toMatchObject({ status: 'masked', ids: ['apple-silicon-unknown'] });
    expect(resolve('Radeon R9 200 Series, or similar')).toMatchObject({ status: 'masked', ids: [] });
    expect(resolve('Mozilla').status).toBe('masked');
  });

  it('does not confuse the PCI ids of two vendors', () => {
    expect(resolve('ANGLE (AMD, AMD Radeon(TM) Graphics (0x00002820) Direct3D11, D3D11)').ids).toEqual([]);
  });
});

describe("WebGPU's vendor and architecture", () => {
  it('give a short list where there is no name', () => {
    const { status, ids } = resolve('', { vendor: 'intel', architecture: 'xe-2-hpg' });
    expect({ status, ids }).toEqual({ status: 'ambiguous', ids: ['arc-b570', 'arc-b580'] });
    expect(resolve('', { vendor: 'apple', architecture: 'metal-3' }).ids).toContain('apple-m3');
  });

  it('alone name no class: that maker has boards, laptops and servers', () => {
    expect(resolve('', { vendor: 'nvidia' })).toMatchObject({ status: 'unknown', class: null });
    expect(resolve('', { vendor: 'intel', architecture: 'gen-9' })).toMatchObject({ class: 'integrated' });
    expect(resolve('', { vendor: 'intel', architecture: 'xe-2-hpg' })).toMatchObject({ class: null });
  });

  it('say whose a bare PCI id is', () => {
    const webgpu = { vendor: 'nvidia', architecture: 'lovelace' };
    expect(resolve('0x2786', webgpu)).toMatchObject({ status: 'known', ids: ['rtx-4070'] });
    expect(resolve('0x2786')).toMatchObject({ status: 'unknown', ids: [] });
  });

  it('agree with a name and leave it known', () => {
    const renderer = 'NVIDIA GeForce RTX 4090';
    expect(resolve(renderer, { vendor: 'nvidia', architecture: 'lovelace' })).toMatchObject({ status: 'known' });
  });

  it('contradict a name: the GPU that computes may be the other one', () => {
    const other = resolve('AMD Radeon 780M Graphics', { vendor: 'nvidia', architecture: 'lovelace' });
    expect(other.status).toBe('ambiguous');
    expect(other.ids).toContain('radeon-780m');
    expect(other.ids).toContain('rtx-4070-laptop');
    const older = resolve('NVIDIA GeForce RTX 3080', { vendor: 'nvidia', architecture: 'turing' });
    expect(older.status).toBe('ambiguous');
  });

  it('contradict a name that the catalogue has not', () => {
    const other = resolve('Intel(R) UHD Graphics 750', { vendor: 'nvidia', architecture: 'ampere' });
    expect(other).toMatchObject({ status: 'ambiguous', class: null });
    expect(other.ids).toContain('rtx-3060');
  });

  it('say software too', () => {
    expect(resolve('', { vendor: 'google', architecture: 'swiftshader' }).status).toBe('software');
  });
});

it("asks for a laptop's power limit", () => {
  expect(resolve('NVIDIA GeForce RTX 4070 Laptop GPU')).toMatchObject({ status: 'known', askPowerLimit: true });
  expect(resolve('NVIDIA GeForce RTX 4070')).toMatchObject({ askPowerLimit: false });
});

describe('whatever a browser may say', () => {
  it('never names a device whose number the string does not hold', () => {
    const word = fc.constantFrom(
      ...[
        'NVIDIA',
        'GeForce',
        'RTX',
        'GTX',
        'AMD',
        'Radeon',
        'RX',
        'Intel(R)',
        'Arc(TM)',
        'Apple',
        'M4',
        'Adreno (TM)',
      ],
      ...[
        'Ti',
        'SUPER',
        'XT',
        'XTX',
        'D',
        'Pro',
        'Max',
        'Laptop GPU',
        '6GB',
        'Graphics',
        '4070',
        '5090',
        '7900',
        '780M',
        '830',
      ],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 7 }), fc.integer({ min: 0, max: 0xffff }), (words, id) => {
        const name = words.join(' ');
        const { status, candidates } = identify(
          {
            renderer: `ANGLE (x, ${name} (0x0000${id.toString(16).padStart(4, '0')}) Direct3D11, D3D11)`,
            vendor: '',
            architecture: '',
          },
          catalogue,
        );
        if (status !== 'known') return;
        const [only] = candidates;
        const number = /\d\w*/.exec(only?.name ?? '')?.[0] ?? '';
        // By a PCI id alone where the name has no number at all.
        expect(/\d/.test(name.replace(/\d+GB/g, '')) ? name : number).toContain(number.replace(/xx$/, ''));
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (renderer, vendor, architecture) => {
        expect(() => identify({ renderer, vendor, architecture }, catalogue)).not.toThrow();
      }),
    );
  });

  it('gives each device of the catalogue that has an expression a name that finds it', () => {
    const lost = catalogue.presets.filter(({ id, match, name }) => {
      if (match === null || id === 'apple-silicon-unknown' || /xx/.test(name)) return false;
      return !resolve(name.replace(/ \(.*\)/, '')).ids.includes(id);
    });
    expect(lost.map(({ id }) => id)).toEqual([]);
  });
});
