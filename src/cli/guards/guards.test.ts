/** What the command sees of the machine: from figures and folders that the test makes. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onBattery } from './battery';
import { powerSaver } from './power-saver';
import { othersAreBusy, processorTimes } from './processor';

describe('the processor', () => {
  const before = { busy: 1000, all: 10_000, own: 100 };

  it('is busy where others have more than half of all cores', () => {
    expect(othersAreBusy(before, { busy: 1600, all: 11_000, own: 100 })).toBe(true);
    expect(othersAreBusy(before, { busy: 1400, all: 11_000, own: 100 })).toBe(false);
  });

  it('is not busy with what this process does itself', () => {
    expect(othersAreBusy(before, { busy: 1900, all: 11_000, own: 900 })).toBe(false);
  });

  it('is not busy where no time has passed', () => {
    expect(othersAreBusy(before, before)).toBe(false);
  });

  it('has worked since the machine started', () => {
    const { busy, all, own } = processorTimes();
    expect(own).toBeGreaterThan(0);
    expect(all).toBeGreaterThanOrEqual(busy);
  });
});

describe('the battery', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tokamark-test-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const supply = async (name: string, files: Readonly<Record<string, string>>): Promise<void> => {
    await mkdir(join(folder, name));
    for (const [file, text] of Object.entries(files)) await writeFile(join(folder, name, file), `${text}\n`);
  };

  it('is in use where one discharges', async () => {
    await supply('AC', { type: 'Mains', online: '0' });
    await supply('BAT0', { type: 'Battery', status: 'Discharging' });
    expect(await onBattery(folder)).toBe(true);
  });

  it('is not in use where it charges, where it is a mouse’s, and where there is none', async () => {
    expect(await onBattery(folder)).toBe(false);
    expect(await onBattery(join(folder, 'absent'))).toBe(false);
    await supply('BAT0', { type: 'Battery', status: 'Charging' });
    await supply('mouse', { type: 'Battery', status: 'Discharging', scope: 'Device' });
    expect(await onBattery(folder)).toBe(false);
  });
});

describe('the power saver', () => {
  it.each([
    ['low-power', true],
    ['quiet', true],
    ['balanced', false],
    ['performance', false],
  ])('of a platform profile %s is on: %s', async (profile, on) => {
    const folder = await mkdtemp(join(tmpdir(), 'tokamark-profile-'));
    try {
      await writeFile(join(folder, 'platform_profile'), `${profile}\n`);
      expect(await powerSaver(join(folder, 'platform_profile'))).toBe(on);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is off where the system does not say', async () => {
    expect(await powerSaver(join(tmpdir(), 'no-such-folder', 'platform_profile'))).toBe(false);
  });
});
