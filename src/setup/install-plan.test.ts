import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { parseOneLineSources } from './apt-sources';
import { aptCommand, planAdapter, planBrowsers, planNullHardware, planPython } from './install-plan';
import type { Machine } from './machine';

const MIRROR = parseOneLineSources('deb [signed-by=/k.gpg] http://mirror.example/debian bookworm main');

function machine(changes: Partial<Machine> & { id?: string; idLike?: string; version?: string } = {}): Machine {
  const { id = 'debian', idLike = '', version = '12', ...rest } = changes;
  return {
    platform: 'linux',
    root: true,
    os: { id, idLike, version, codename: '' },
    aptSources: MIRROR,
    pciDevices: [],
    vulkanManifests: [],
    ...rest,
  };
}

describe('an adapter', () => {
  test('as root on Debian 12 comes from backports, whose source is added', () => {
    expect(planAdapter(machine())).toEqual({
      kind: 'install',
      apt: {
        packages: ['mesa-vulkan-drivers', 'libvulkan1'],
        targetRelease: 'bookworm-backports',
        addSource: {
          file: '/etc/apt/sources.list.d/tokamark-backports.sources',
          text: 'Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm-backports\nComponents: main\nSigned-By: /k.gpg\n',
        },
      },
    });
  });

  test('as root on Debian 12 that has backports adds no source', () => {
    const aptSources = parseOneLineSources('deb http://mirror.example/debian bookworm-backports main');
    expect(planAdapter(machine({ aptSources }))).toMatchObject({ kind: 'install', apt: { addSource: null } });
  });

  test('as root on Debian 12 without a known mirror is left to the person', () => {
    expect(planAdapter(machine({ aptSources: [] }))).toMatchObject({
      kind: 'tell',
      command: expect.stringContaining('-t bookworm-backports'),
    });
  });

  test('as root on Debian 13 comes from the main suite', () => {
    expect(planAdapter(machine({ version: '13' }))).toMatchObject({
      kind: 'install',
      apt: { targetRelease: null, addSource: null },
    });
  });

  test.each([
    [
      'Debian 12 without root',
      machine({ root: false }),
      /^printf .*\| sudo tee .* && sudo apt-get update && sudo apt-get install .*-t bookworm-backports mesa-vulkan-drivers/,
    ],
    [
      'Debian 13 without root',
      machine({ root: false, version: '13' }),
      /^sudo apt-get update && sudo apt-get install .* mesa-vulkan-drivers/,
    ],
    ['another Debian, even as root', machine({ version: '11' }), /^apt-get update && apt-get install/],
    ['Ubuntu, even as root', machine({ id: 'ubuntu', idLike: 'debian', version: '24.04' }), /^apt-get update/],
    ['Fedora', machine({ root: false, id: 'fedora', version: '44' }), /^sudo dnf install mesa-vulkan-drivers/],
    ['Arch', machine({ root: false, id: 'arch', version: '' }), /^sudo pacman -S vulkan-swrast/],
  ])('on %s is a command to type', (_name, given, command) => {
    const plan = planAdapter(given);
    expect(plan.kind).toBe('tell');
    expect(plan.kind === 'tell' ? plan.command : '').toMatch(command);
  });

  test.each(['darwin', 'win32'] as const)('on %s needs no package, and says what to do instead', (platform) => {
    expect(planAdapter(machine({ platform, root: false, id: '', version: '' }))).toMatchObject({
      kind: 'tell',
      command: '',
    });
  });
});

describe('browsers', () => {
  test.each(['12', '13'])('as root on Debian %s are installed with a font, only those that are missing', (version) => {
    expect(planBrowsers(machine({ version }), ['firefox'])).toEqual({
      kind: 'install',
      apt: { packages: ['firefox-esr', 'fonts-dejavu-core'], targetRelease: null, addSource: null },
    });
  });

  test.each([
    [
      'Debian without root',
      machine({ root: false }),
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium firefox-esr fonts-dejavu-core',
    ],
    [
      'Ubuntu',
      machine({ root: false, id: 'ubuntu', idLike: 'debian' }),
      'sudo snap install chromium && sudo snap install firefox',
    ],
    ['macOS', machine({ root: false, platform: 'darwin' }), 'brew install --cask google-chrome firefox'],
    [
      'Windows',
      machine({ root: false, platform: 'win32' }),
      'winget install --exact --id Google.Chrome && winget install --exact --id Mozilla.Firefox',
    ],
  ])('on %s are a command to type', (_name, given, command) => {
    expect(planBrowsers(given, ['chromium', 'firefox'])).toMatchObject({ kind: 'tell', command });
  });
});

test('the command for a person writes the very source that set-up would write', () => {
  const text = "Types: deb\nSigned-By: it's a key\n";
  const command = aptCommand({ packages: ['p'], targetRelease: null, addSource: { file: '/dev/stdout', text } }, true);
  const [printf = ''] = command.split(' | ');
  expect(execFileSync('sh', ['-c', printf], { encoding: 'utf8' })).toBe(text);
});

describe('what recomputes results', () => {
  test('is installed as root on Debian, and named elsewhere', () => {
    expect(planPython(machine({ version: '12' }))).toMatchObject({ kind: 'install', apt: { packages: ['python3'] } });
    expect(planPython(machine({ version: '13', root: false }))).toMatchObject({ kind: 'tell' });
    const ubuntu = planPython(machine({ id: 'ubuntu', idLike: 'debian', version: '26.04' }));
    expect(ubuntu.kind === 'tell' && ubuntu.command).toContain('python3');
    expect(planPython(machine({ id: 'fedora', version: '43' }))).toMatchObject({ kind: 'tell', command: '' });
  });
});

describe('what compiles for a GPU that is not there', () => {
  const missing = ['gcc', 'libvulkan-dev'];

  test.each([
    ['Debian 12', '12', 'bookworm-backports'],
    ['Debian 13', '13', null],
  ])('as root on %s is installed, and nothing else', (_, version, targetRelease) => {
    const plan = planNullHardware(machine({ version }), missing);
    expect(plan).toMatchObject({ kind: 'install', apt: { packages: missing, targetRelease } });
  });

  test.each([
    ['Debian without root', machine({ root: false }), /^.*sudo apt-get install .* gcc libvulkan-dev$/],
    [
      'Ubuntu',
      machine({ id: 'ubuntu', idLike: 'debian', version: '26.04' }),
      /^apt-get update && apt-get install .* gcc/,
    ],
    ['Fedora', machine({ id: 'fedora', version: '43' }), /^$/],
  ])('on %s is named', (_, on, command) => {
    const plan = planNullHardware(on, missing);
    expect(plan).toMatchObject({ kind: 'tell', what: expect.stringContaining('gcc, libvulkan-dev') });
    expect(plan.kind === 'tell' && plan.command).toMatch(command);
  });
});
