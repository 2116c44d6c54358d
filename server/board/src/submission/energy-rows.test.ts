/** The joules that are kept of a run: made of its samples, readings and the catalogue, whatever the document says of them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { energySettingsSchema } from '../../../../src/energy/fields';
import { energyOf } from '../../../../src/energy/of-result';
import { loadTables, type Tables } from '../../../../src/energy/tables';
import type { Preset } from '../../../../src/hardware/catalogue';
import type { Result } from '../../../../src/report/schema';
import type { Power } from '../../../../src/report/schema/power';
import { honestResult } from '../fixtures/honest-run';
import { figuresOfRun } from '../gates/figures';
import { energyRows, type EnergyRow } from './energy-rows';

const { result } = honestResult(['int4']);
const speedOf = (workload: string): number =>
  figuresOfRun(result).find(({ workloadId, metric }) => workloadId === workload && metric === 'tokensPerSecond')
    ?.median ?? NaN;
const NAMES = new Map(result.results.map(({ workloadId, test }) => [workloadId, test]));
const testsOf = (rows: readonly EnergyRow[]) => new Set(rows.map(({ workloadId }) => NAMES.get(workloadId)));

let tables: Tables;
let preset: Preset;

beforeAll(async () => {
  tables = await loadTables();
  const found = tables.catalogue.presets.find(({ id }) => id === 'rtx-4090');
  if (found === undefined) throw new Error('the catalogue has none');
  preset = found;
});

const rowsOf = (over: Partial<Result>, rung: EnergyRow['rung']) =>
  energyRows({ ...result, ...over }, preset, tables).filter((row) => row.rung === rung);

const typed = (watts: number, change = 1): Partial<Result> => {
  const settings = energySettingsSchema.parse({ watts, boundary: 'wall' });
  const energy = energyOf(result, settings, { ...tables, identity: null, better: null });
  const scaled = <T extends Record<string, unknown>>(band: T): T =>
    Object.assign({ ...band }, Object.fromEntries(Object.entries(band).map(([k, v]) => [k, Number(v) * change])));
  const rows = energy.rows.map((row) => ({ ...row, joulesPerToken: scaled(row.joulesPerToken) }));
  return { energy: { ...energy, rows } };
};

const metered = (watts: number, boundary: Power['instrument']['boundary'] = 'gpu'): Partial<Result> => {
  const at = Array.from({ length: Math.ceil(result.elapsedSeconds / 0.05) }, (_, i) => i * 0.05);
  const instrument = { name: 'a meter', reads: 'watts' as const, boundary, intervalSeconds: 0.05, averagesOver: 0 };
  const power = { instrument: { ...instrument, accuracy: { share: 0.02, watts: 0 }, notes: [] } };
  return { power: { ...power, readings: { at, values: at.map((_, i) => watts + (i % 2) / 1000) } } };
};

describe('the energy of a run', () => {
  it('is estimated of the headline’s tests, by the catalogue', () => {
    const rows = rowsOf({}, 'estimated');
    expect(testsOf(rows)).toEqual(new Set(['tg64', 'pp512']));
    for (const { low, mid, high, boundary } of rows) {
      expect(boundary).toBe('gpu');
      expect(low).toBeGreaterThan(0);
      expect(low).toBeLessThan(mid);
      expect(mid).toBeLessThan(high);
    }
  });

  it('follows from watts that were typed in and from its samples', () => {
    const rows = rowsOf(typed(300), 'typed');
    expect(rows.length).toBeGreaterThan(2);
    for (const { workloadId, mid, boundary } of rows) {
      expect(boundary).toBe('wall');
      expect(mid * speedOf(workloadId)).toBeCloseTo(300, 6);
    }
  });

  it('is none where the document says other joules than its watts and samples give', () => {
    expect(rowsOf(typed(300, 0.5), 'typed')).toEqual([]);
  });

  it('is measured by the readings over its repetitions', () => {
    const rows = rowsOf(metered(250), 'measured');
    expect(testsOf(rows)).toEqual(new Set(NAMES.values()));
    for (const { workloadId, mid } of rows) expect(mid * speedOf(workloadId)).toBeCloseTo(250, -1);
  });

  it('is none of more than the card can draw, nor of the processor beside it', () => {
    expect(rowsOf(metered(1000), 'measured')).toEqual([]);
    expect(rowsOf(metered(60, 'package'), 'measured')).toEqual([]);
    expect(rowsOf(metered(60, 'cpu'), 'measured')).toEqual([]);
  });

  it('is none of a GPU that nobody knows, nor of a software adapter', () => {
    expect(energyRows({ ...result, ...metered(250) }, null, tables)).toEqual([]);
    const software = { adapter: { ...result.adapter, software: true } };
    expect(rowsOf(software, 'estimated')).toEqual([]);
  });
});
