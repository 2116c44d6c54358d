/** A whole run on the test's device whose power is read from a counter that the test turns: 30 W, as a processor would tell it. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testsAt } from '../../src/benchmark/suite/suite';
import { machineMeter } from '../../src/cli/power/machine-meter';
import { energySettingsSchema } from '../../src/energy/fields';
import { energyOf } from '../../src/energy/of-result';
import { loadTables } from '../../src/energy/tables';
import { engineOn, runOn } from '../fixtures/engine';

const WATTS = 30;
/** µJ, so that the counter begins again several times in a run. */
const RANGE = 20_000_000;

it('the energy of each test follows from the readings over its repetitions', async () => {
  const sys = await mkdtemp(join(tmpdir(), 'tokamark-test-'));
  const zone = join(sys, 'class/powercap/intel-rapl:0');
  await mkdir(zone, { recursive: true });
  writeFileSync(join(zone, 'name'), 'package-0\n');
  writeFileSync(join(zone, 'max_energy_range_uj'), `${RANGE}\n`);
  const turn = (): void =>
    writeFileSync(join(zone, 'energy_uj'), `${Math.round(performance.now() * 1e3 * WATTS) % RANGE}\n`);
  turn();
  const timer = setInterval(turn, 5);
  try {
    const system = { platform: 'linux', sys, tool: (name: string) => name, isRoot: false } as const;
    const { engine } = engineOn({}, { power: machineMeter(system) });
    const { result } = await runOn(engine, { tests: testsAt(256, 128, [0]), formats: ['int4'], meterPower: true });
    const { power, results } = result;
    expect(power?.instrument).toMatchObject({ boundary: 'cpu', reads: 'joules' });
    const energy = energyOf(result, energySettingsSchema.parse({}), {
      ...(await loadTables()),
      identity: null,
      better: null,
    });
    expect(energy.status).toBe('software');
    const rows = energy.rows.filter(({ provenance }) => provenance.kind === 'measured');
    expect(rows.length, energy.reason).toBeGreaterThan(0);
    for (const { powerWatts, joulesPerToken, workloadId, provenance } of rows) {
      expect(powerWatts.low).toBeLessThan(WATTS);
      expect(powerWatts.high).toBeGreaterThan(WATTS);
      expect(powerWatts.central).toBeGreaterThan(WATTS * 0.9);
      expect(powerWatts.central).toBeLessThan(WATTS * 1.1);
      const rate = results.find((one) => one.workloadId === workloadId)?.tokensPerSecond?.median ?? 0;
      expect(joulesPerToken.low).toBeLessThan(WATTS / rate);
      expect(joulesPerToken.high).toBeGreaterThan(WATTS / rate);
      expect(provenance.badge).toBe('measured · CPU only, no GPU worked · idle power included');
    }
  } finally {
    clearInterval(timer);
    await rm(sys, { recursive: true });
  }
});

it('a run on a machine without an instrument is whole, and says what is missing', async () => {
  const system = { platform: 'linux', sys: '/nowhere', tool: (name: string) => name, isRoot: false } as const;
  const { engine } = engineOn({}, { power: machineMeter(system) });
  const { result } = await runOn(engine, { formats: ['int4'], meterPower: true });
  expect(result).toMatchObject({ status: 'complete', power: null });
  expect(result.warnings.find(({ code }) => code === 'power')?.message).toMatch(/RAPL.*modprobe/);
});
