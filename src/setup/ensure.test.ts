import { expect, test } from 'vitest';
import { ensureAdapter, ensureBrowsers, type SetupHost } from './ensure';
import type { AptInstall, BrowserName } from './install-plan';
import type { Machine } from './machine';
import type { DawnProbe } from './probe-dawn';

const DEBIAN_13: Machine = {
  platform: 'linux',
  root: true,
  os: { id: 'debian', idLike: '', version: '13', codename: 'trixie' },
  aptSources: [],
  pciDevices: [],
  vulkanManifests: [],
};
const NVIDIA = { address: '0000:01:00.0', classCode: 0x030000, vendorId: 0x10de, deviceId: 0x2684 };
const NONE: DawnProbe = { adapter: null, messages: 'Found no drivers!' };
const SOFTWARE: DawnProbe = { adapter: { description: 'llvmpipe', software: true }, messages: '' };
const REAL: DawnProbe = { adapter: { description: 'a card', software: false }, messages: '' };

/** A described machine; `log` holds, in order, what was said and installed. */
function host(machine: Machine, probes: DawnProbe[], browsers: BrowserName[] = [], installWorks = true) {
  const log: string[] = [];
  const present = new Set<BrowserName>(browsers);
  const described: SetupHost = {
    say: (line) => log.push(line),
    readMachine: () => machine,
    probe: () => Promise.resolve(probes.shift() ?? NONE),
    findBrowser: (name) => (present.has(name) ? `/usr/bin/${name}` : null),
    install: (apt: AptInstall) => {
      log.push(`install ${apt.packages.join(' ')}`);
      if (!installWorks) return Promise.resolve('apt-get failed: no network');
      if (apt.packages.includes('chromium')) present.add('chromium');
      if (apt.packages.includes('firefox-esr')) present.add('firefox');
      return Promise.resolve(null);
    },
  };
  return { described, log };
}

test('where a real adapter is found nothing is said or installed', async () => {
  const { described, log } = host({ ...DEBIAN_13, pciDevices: [NVIDIA] }, [REAL]);
  expect(await ensureAdapter(described)).toMatchObject({ ready: true, installed: [] });
  expect(log).toEqual([]);
});

test('a missing adapter is installed and looked for again', async () => {
  const { described, log } = host(DEBIAN_13, [NONE, SOFTWARE]);
  expect(await ensureAdapter(described)).toMatchObject({
    ready: true,
    installed: ['mesa-vulkan-drivers', 'libvulkan1'],
  });
  expect(log).toContain('install mesa-vulkan-drivers libvulkan1');
  expect(log.at(-1)).toContain('llvmpipe (software)');
});

test('a graphics card without its driver is named before anything is installed', async () => {
  const { described, log } = host({ ...DEBIAN_13, pciDevices: [NVIDIA] }, [NONE, SOFTWARE]);
  await ensureAdapter(described);
  expect(log[0]).toMatch(/^NVIDIA GPU .*no Vulkan driver/);
});

test('a graphics card without its driver is named even where a software adapter is already there', async () => {
  const { described, log } = host({ ...DEBIAN_13, pciDevices: [NVIDIA] }, [SOFTWARE]);
  expect(await ensureAdapter(described)).toMatchObject({ ready: true });
  expect(log).toHaveLength(1);
});

test('an adapter that is missing even after set-up is a failure with Dawn’s own words', async () => {
  const { described } = host(DEBIAN_13, [NONE, NONE]);
  expect(await ensureAdapter(described)).toMatchObject({ ready: false, remedy: 'Found no drivers!' });
});

test('without root nothing is installed, and the command to type is given', async () => {
  const { described, log } = host({ ...DEBIAN_13, root: false }, [NONE]);
  const outcome = await ensureAdapter(described);
  expect(outcome.ready).toBe(false);
  expect(outcome.remedy).toContain('sudo apt-get install');
  expect(log.filter((line) => line.startsWith('install'))).toEqual([]);
});

test('an installation that fails is a failure that says why', async () => {
  const { described } = host(DEBIAN_13, [NONE], [], false);
  expect(await ensureAdapter(described)).toMatchObject({ ready: false, reason: 'apt-get failed: no network' });
});

test('only the browser that is missing is installed', async () => {
  const { described, log } = host(DEBIAN_13, [], ['chromium']);
  expect(await ensureBrowsers(described)).toMatchObject({ ready: true });
  expect(log).toContain('install firefox-esr fonts-dejavu-core');
});

test('browsers that are there are left alone', async () => {
  const { described, log } = host(DEBIAN_13, [], ['chromium', 'firefox']);
  expect(await ensureBrowsers(described)).toMatchObject({ ready: true, installed: [] });
  expect(log).toEqual([]);
});

test('a browser that is missing even after set-up is a failure that names the variable', async () => {
  const { described } = host(DEBIAN_13, [], []);
  const outcome = await ensureBrowsers({ ...described, findBrowser: () => null });
  expect(outcome.ready).toBe(false);
  expect(outcome.remedy).toContain('TOKAMARK_CHROMIUM and TOKAMARK_FIREFOX');
});
