/** Each instrument, on folders and tools that the test makes: units, wrap-around, missing rights, two cards, tools that fail. */
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Vendor } from '../../hardware/identify/vendor';
import { findInstrument } from './find';
import type { Found, PowerSystem } from './instrument';
import { reading as nvidiaReading } from './nvidia-smi';
import { reading as macReading } from './powermetrics';
import { Unwrapped } from './rapl';

let folder = '';
let sys = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokamark-test-'));
  sys = join(folder, 'sys');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const system = (change: Partial<PowerSystem> = {}): PowerSystem => ({
  ...{ platform: 'linux', sys, isRoot: false },
  tool: (name) => join(folder, name),
  ...change,
});

async function put(path: string, text: string): Promise<string> {
  const file = join(sys, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${text}\n`);
  return file;
}

/** An executable that a shell runs. */
async function stub(name: string, script: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
}

async function card(name: string, ids: string, sensors: Readonly<Record<string, string>> = {}): Promise<void> {
  const [vendor = '', device = ''] = ids.split(':');
  await put(`class/drm/${name}/device/vendor`, vendor);
  await put(`class/drm/${name}/device/device`, device);
  for (const [file, text] of Object.entries(sensors)) await put(`class/drm/${name}/device/hwmon/hwmon3/${file}`, text);
}

interface Asked {
  readonly vendor?: Vendor | null;
  readonly software?: boolean;
  readonly words?: string;
  readonly ids?: readonly string[];
}

const find = (asked: Asked, change: Partial<PowerSystem> = {}): Promise<Found> => {
  const { vendor = null, software = false, words = '', ids = [] } = asked;
  return findInstrument({ vendor, software, words, pciIds: new Set(ids) }, system(change));
};

function read(found: Found): number {
  if (!('source' in found) || found.source.kind !== 'polled') throw new Error(JSON.stringify(found));
  return found.source.read();
}

/** As root, nothing is forbidden to a test: then it looks as somebody else. */
async function asUser<T>(look: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return look();
  await chmod(folder, 0o755);
  process.seteuid?.(NOBODY);
  try {
    return await look();
  } finally {
    process.seteuid?.(0);
  }
}

const NOBODY = 65_534;

describe('RAPL', () => {
  const zone = async (name: string, what: string, uj: string): Promise<string> => {
    await put(`class/powercap/${name}/name`, what);
    await put(`class/powercap/${name}/max_energy_range_uj`, '1000000');
    return put(`class/powercap/${name}/energy_uj`, uj);
  };

  it('counts all packages in joules, across the end of their range, and no part of one twice', async () => {
    const first = await zone('intel-rapl:0', 'package-0', '900000');
    const second = await zone('intel-rapl:1', 'package-1', '100000');
    await zone('intel-rapl:0:0', 'core', '5');
    await zone('intel-rapl:2', 'psys', '5');
    const found = await find({ software: true });
    expect(found).toMatchObject({ instrument: { reads: 'joules', boundary: 'cpu', averagesOver: 0 } });
    expect(read(found)).toBe(0);
    await writeFile(first, '100000\n');
    await writeFile(second, '400000\n');
    expect(read(found)).toBeCloseTo(0.2 + 0.3, 9);
  });

  it('says what it cannot see', async () => {
    await zone('intel-rapl:0', 'package-0', '1');
    const found = await find({ software: true });
    expect('instrument' in found && found.instrument.notes.join(' ')).toMatch(/not see a graphics card, main memory/);
  });

  it('names the remedy where Linux keeps it from users', async () => {
    const file = await zone('intel-rapl:0', 'package-0', '1');
    await chmod(file, 0);
    expect(await asUser(() => find({ software: true }))).toMatchObject({
      reason: expect.stringContaining('EACCES'),
      remedy: expect.stringContaining(`sudo chmod a+r ${file}`),
    });
  });

  it('reads a GPU of the package only where it is the processor’s own', async () => {
    await zone('intel-rapl:0', 'package-0', '1');
    await put('devices/pci0000:00/0000:00:02.0/vendor', '0x8086');
    await put('devices/pci0000:00/0000:00:02.0/device', '0x46a6');
    await mkdir(join(sys, 'class/drm/card0'), { recursive: true });
    await symlink(join(sys, 'devices/pci0000:00/0000:00:02.0'), join(sys, 'class/drm/card0/device'));
    expect(await find({ vendor: 'intel' })).toMatchObject({ instrument: { boundary: 'package' } });
    await rm(join(sys, 'class/drm'), { recursive: true });
    await card('card0', '0x8086:0x56a0');
    expect(await find({ vendor: 'intel' })).toMatchObject({ reason: expect.stringContaining('neither its power') });
  });

  it('goes on where a counter begins again', () => {
    const counter = new Unwrapped(100);
    expect([90, 95, 5, 5, 50].map((value) => counter.add(value))).toEqual([0, 5, 15, 15, 60]);
  });
});

describe('hwmon', () => {
  it('prefers a counter of energy, in microjoules', async () => {
    await card('card1', '0x8086:0x56a0', { energy1_input: '2500000', power1_input: '30000000' });
    const found = await find({ vendor: 'intel' });
    expect(found).toMatchObject({ instrument: { reads: 'joules', boundary: 'gpu' } });
    expect(read(found)).toBeCloseTo(2.5, 9);
  });

  it.each(['power1_average', 'power1_input'])('reads %s in microwatts', async (file) => {
    await card('card0', '0x1002:0x744c', { [file]: '212500000' });
    const found = await find({ vendor: 'amd' });
    expect(found).toMatchObject({ instrument: { reads: 'watts', name: expect.stringContaining(file) } });
    expect(read(found)).toBeCloseTo(212.5, 9);
  });

  it('takes the card that the adapter is, and refuses to choose where that cannot be told', async () => {
    await card('card0', '0x1002:0x1681', { power1_average: '1000000' });
    await card('card1', '0x1002:0x744c', { power1_average: '2000000' });
    await card('card2', '0x10de:0x2684', { power1_average: '9000000' });
    expect(read(await find({ vendor: 'amd', ids: ['0x744c'] }))).toBeCloseTo(2, 9);
    expect(await find({ vendor: 'amd' })).toMatchObject({
      reason: expect.stringContaining('card0 (0x1002:0x1681) and card1 (0x1002:0x744c)'),
      remedy: expect.stringContaining('--watts'),
    });
  });

  it('names the remedy where the sensor may not be read', async () => {
    await card('card0', '0x1002:0x744c', { power1_average: '1' });
    const file = join(sys, 'class/drm/card0/device/hwmon/hwmon3/power1_average');
    await chmod(file, 0);
    expect(await asUser(() => find({ vendor: 'amd' }))).toMatchObject({
      remedy: expect.stringContaining(`sudo chmod a+r ${file}`),
    });
  });
});

describe('the battery', () => {
  const supply = (files: Readonly<Record<string, string>>) =>
    Promise.all(Object.entries(files).map(([file, text]) => put(`class/power_supply/BAT0/${file}`, text)));

  it('stands in where nothing nearer can be read, from its power or from current and voltage', async () => {
    await supply({ type: 'Battery', status: 'Discharging', current_now: '2000000', voltage_now: '11500000' });
    const found = await find({ vendor: 'amd' });
    expect(found).toMatchObject({ instrument: { boundary: 'battery' } });
    expect(read(found)).toBeCloseTo(23, 9);
    await supply({ power_now: '25000000' });
    expect(read(await find({ vendor: 'amd' }))).toBeCloseTo(25, 9);
  });

  it('is not read while it charges', async () => {
    await supply({ type: 'Battery', status: 'Charging', power_now: '25000000' });
    expect(await find({ vendor: 'qualcomm' })).toMatchObject({ remedy: expect.stringContaining('Unplug') });
  });
});

describe('nvidia-smi', () => {
  const NVIDIA = { vendor: 'nvidia', words: 'NVIDIA GeForce RTX 4070 Ti driver 550' } as const;
  const BOARDS = '0, NVIDIA GeForce RTX 4070, 31.00\n1, NVIDIA GeForce RTX 4070 Ti, 33.10';

  it('reads the board that the adapter is, at the moment and not the mean of a second', async () => {
    await stub('nvidia-smi', `echo '${BOARDS}'`);
    expect(await find(NVIDIA)).toMatchObject({
      instrument: {
        name: expect.stringContaining('power.draw.instant of board 1'),
        averagesOver: 0.1,
        boundary: 'gpu',
      },
      source: { args: expect.arrayContaining(['--id=1', '--loop-ms=100']) },
    });
  });

  it.each([
    ['NVIDIA A100-SXM4-80GB', true],
    ['NVIDIA H20', true],
    ['NVIDIA A100X', true],
    ['NVIDIA A30X', true],
    ['NVIDIA H100 PCIe', true],
    ['NVIDIA H200', true],
    ['NVIDIA RTX A1000', false],
    ['NVIDIA GeForce RTX 4070', false],
  ])('knows of %s whether its sensor looks at a part of the time alone', async (name, isPart) => {
    await stub('nvidia-smi', `echo '0, ${name}, 61.20'`);
    const found = await find({ ...NVIDIA, words: name });
    if (!('instrument' in found)) throw new Error(found.reason);
    expect(found.instrument.unseenShare).toBe(isPart ? 0.75 : undefined);
    expect(found.instrument.notes.join(' ').includes('2312.02741')).toBe(isPart);
  });

  it('takes the mean of a second where an older driver has nothing else', async () => {
    await stub(
      'nvidia-smi',
      `case "$1" in *instant*) echo 'Field "power.draw.instant" is not a valid field to query.'; exit 2;; esac\necho '${BOARDS}'`,
    );
    expect(await find(NVIDIA)).toMatchObject({ instrument: { averagesOver: 1 } });
  });

  it('refuses to choose between two boards of one name', async () => {
    await stub('nvidia-smi', `printf '0, RTX 3090, 1\\n1, RTX 3090, 2\\n'`);
    expect(await find({ ...NVIDIA, words: 'NVIDIA RTX 3090' })).toMatchObject({
      reason: expect.stringContaining('board 0 (RTX 3090) and board 1 (RTX 3090)'),
    });
  });

  it.each([
    ['exit 9', 'nvidia-smi failed: 9.'],
    ['echo "NVIDIA-SMI has failed" >&2; exit 9', 'nvidia-smi failed: NVIDIA-SMI has failed.'],
    [`echo '0, Tesla K80, [N/A]'`, 'knows no power of this board'],
    ['true', 'shows no board'],
  ])('says why there is nothing to read: %s', async (script, reason) => {
    await stub('nvidia-smi', script);
    expect(await find({ ...NVIDIA, words: '' })).toMatchObject({ reason: expect.stringContaining(reason) });
  });

  it('says where it comes from where it is not there', async () => {
    expect(await find(NVIDIA)).toMatchObject({
      reason: 'nvidia-smi was not found.',
      remedy: expect.stringMatching(/driver/),
    });
  });

  it('gives watts, and when it read them', () => {
    expect(nvidiaReading('2026/11/28 21:27:34.123, 212.50')).toEqual({
      value: 212.5,
      wall: new Date(2026, 10, 28, 21, 27, 34, 123).getTime(),
    });
    expect(nvidiaReading('soon, 31')).toEqual({ value: 31, wall: null });
    for (const line of ['', 'timestamp, power.draw [W]', '2026/11/28 21:27:34.123, [N/A]', 'x, -1']) {
      expect(nvidiaReading(line)).toBeNull();
    }
  });
});

describe('powermetrics', () => {
  const mac = { platform: 'darwin' } as const;

  it('needs root, and names the command that gives it', async () => {
    await stub('sudo', 'echo "sudo: a password is required" >&2; exit 1');
    expect(await find({ vendor: 'apple' }, mac)).toMatchObject({
      reason: expect.stringContaining('a password is required'),
      remedy: expect.stringContaining('sudo -v'),
    });
  });

  it('reads the GPU, or the processor where it does the work', async () => {
    await stub('powermetrics', `printf 'CPU Power: 800 mW\\nGPU Power: 4200 mW\\n'`);
    const root = { ...mac, isRoot: true };
    expect(await find({ vendor: 'apple' }, root)).toMatchObject({ instrument: { boundary: 'gpu' } });
    expect(await find({ software: true }, root)).toMatchObject({ instrument: { boundary: 'cpu' } });
  });

  it('gives watts', () => {
    expect(macReading('GPU Power: 4200 mW', 'gpu')).toEqual({ value: 4.2, wall: null });
    expect(macReading('GPU Power: 4200 mW', 'cpu')).toBeNull();
    expect(macReading('Combined Power (CPU + GPU + ANE): 5000 mW', 'gpu')).toBeNull();
  });
});

it('a system without any instrument says what to do', async () => {
  const found = await find({ vendor: 'qualcomm' }, { platform: 'win32' });
  expect(found).toMatchObject({ remedy: expect.stringContaining('--watts') });
});
