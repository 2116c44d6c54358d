/** A meter's readings, from the form's texts to the badge beside the figure. No elements. */
import { describe, expect, it } from 'vitest';
import { workedEntry } from '../../energy/worked-entry';
import { readImportedPower } from '../../energy/calibrate/imported';
import { drawn } from '../../energy/power-source';
import { bytesPerToken, share } from '../../foundation/energy-units';
import { tokensPerSecond } from '../../foundation/units';
import { resultSchema } from '../../report/schema';
import { energyDataOf, RTX_4070 } from '../fixtures/energy-data';
import { entry, final, result, runOf } from '../fixtures/results';
import { calibrated, formatChoices, readMeter } from './calibration';
import { deviceText } from './energy-model';
import { firstState, withBetter, withFields } from './energy-state';
import { EMPTY_FIELDS } from './fields';
import type { MeasureState } from './measure-state';
import { withEnergy } from './shown-energy';
import { thrown } from '../../../test/fixtures/thrown';

const data = energyDataOf(RTX_4070);
const unknown = energyDataOf('');

const decode = entry('fp16', 'decode', 1000);
const prefill = entry('fp16', 'prefill', 30_000);
const run = runOf(final(decode), final(prefill));
const METER: MeasureState['typed'] = {
  ...{
    'meter-way': 'watts',
    'meter-idle-watts': '60',
    'meter-idle-seconds': '90',
    'meter-load-watts': '180,5',
    'meter-load-seconds': '60',
  },
  ...{ 'meter-from': '12.4', 'meter-to': '12.55', 'meter-minutes': '50' },
};

const power = (fields = METER) => calibrated(readMeter(fields), 'fp16', { run, basis: firstState(data).basis, data });

describe('a wall meter', () => {
  it('gives back, at the metered speed, what it read of the whole machine', () => {
    const source = power();
    const load = { phase: 'decode', bytesRead: bytesPerToken(decode.bytesReadPerToken), busy: share(1) } as const;
    const { power: watts } = drawn(source, load, tokensPerSecond(1000), false);
    expect(watts.central).toBeCloseTo(180.5, 6);
  });

  it('may be read by its counter', () => {
    expect(readMeter({ ...METER, 'meter-way': 'counter' }).load).toBeCloseTo(180, 6);
  });

  it.each([
    ['idle', { 'meter-idle-watts': '' }],
    ['idle', { 'meter-idle-watts': '-4' }],
    ['idle', { 'meter-idle-seconds': '' }],
    ['idle', { 'meter-idle-seconds': '59' }],
    ['load', { 'meter-load-seconds': 'Infinity' }],
    ['load', { 'meter-load-watts': '70' }],
    ['counter', { 'meter-way': 'counter', 'meter-to': '12.4' }],
    ['counter', { 'meter-way': 'counter', 'meter-to': '12.45' }],
    ['lasted', { 'meter-way': 'counter', 'meter-minutes': 'long' }],
  ] as const)('is refused by its %s where %j is typed in', (where, change) => {
    const error = thrown(() => power({ ...METER, ...change }));
    expect(error.where).toBe(where);
    expect(error.remedy).not.toBe('');
  });

  it('needs a decode of one sequence: several compute more for what they read', () => {
    const eight = runOf(final({ ...decode, batch: 8 }));
    expect(formatChoices(eight)).toEqual([['', 'none yet: run the benchmark']]);
    const context = { run: eight, basis: firstState(data).basis, data };
    expect(thrown(() => calibrated(readMeter(METER), 'fp16', context)).message).toContain('of one sequence');
  });

  it('needs a known device and a measured decode', () => {
    const measured = readMeter(METER);
    expect(formatChoices(run)).toEqual([['fp16', 'FP16']]);
    expect(thrown(() => calibrated(measured, '', { run, basis: firstState(data).basis, data })).where).toBe('format');
    expect(thrown(() => calibrated(measured, 'fp16', { run, basis: firstState(unknown).basis, data })).where).toBe(
      'device',
    );
  });
});

describe('a calibration', () => {
  it('makes decode calibrated, leaves prefill an estimate, and goes into the result', () => {
    const state = withBetter(firstState(data), power(), data);
    expect(workedEntry(decode, state.basis, null)?.row.provenance.badge).toBe(
      'calibrated · whole machine, at the wall · idle power included',
    );
    expect(workedEntry(prefill, state.basis, null)?.row.provenance.badge).toBe(
      'estimated, outside the measured range · whole machine, at the wall · idle power included',
    );
    expect(deviceText(data, state.basis)).toContain('wall meter');
    const { energy } = resultSchema.parse(withEnergy(result([decode, prefill]), data, state));
    expect(energy).toMatchObject({ status: 'known', device: { id: 'rtx-4070' } });
    expect(energy?.rows.find(({ phase }) => phase === 'decode')?.provenance.kind).toBe('calibrated');
  });

  it('stays while prices change or a field is wrong, and goes with another device or limit', () => {
    const state = withBetter(firstState(data), power(), data);
    const after = (fields: Partial<typeof EMPTY_FIELDS>) =>
      withFields(state, { ...EMPTY_FIELDS, ...fields }, data).basis.better;
    expect(after({ country: 'DE' })).toBe(state.basis.better);
    expect(after({ watts: '-1' })).toBe(state.basis.better);
    expect(after({ device: 'rtx-4090' })).toBeNull();
    expect(after({ powerLimit: '150' })).toBeNull();
    expect(withBetter(state, null, data).basis.source?.provenance).toBe('estimated');
  });
});

describe('a measurement from outside', () => {
  const json = (change: object = {}): string =>
    JSON.stringify({
      ...{ schema: 'tokamark-power/1', unit: 'W', power: 150, idle: 20, boundary: 'gpu', instrument: 'nvidia-smi' },
      ...change,
    });

  it('stands above what was typed in, with its own badge, on the page and in the result', () => {
    const typed = withFields(firstState(data), { ...EMPTY_FIELDS, watts: '99' }, data);
    const state = withBetter(typed, readImportedPower(json(), typed.basis.prepared.preset), data);
    const worked = workedEntry(decode, state.basis, null);
    expect(worked?.row.provenance.badge).toBe('measured outside · GPU only · idle power included');
    expect(worked?.row.joulesPerToken.central).toBeCloseTo(0.15, 9);
    expect(deviceText(data, state.basis)).toContain('150 W, measured outside by nvidia-smi');
    const { energy } = resultSchema.parse(withEnergy(result([decode]), data, state));
    expect(energy?.rows[0]?.provenance.kind).toBe('imported');
  });

  it('serves where the device is not known', () => {
    const first = firstState(unknown);
    const state = withBetter(first, readImportedPower(json(), first.basis.prepared.preset), unknown);
    expect(workedEntry(decode, state.basis, null)?.row.joulesPerToken.central).toBeCloseTo(0.15, 9);
    expect(withEnergy(result([decode]), unknown, state).energy).toMatchObject({ status: 'chosen', device: null });
  });

  it('is refused where its GPU cannot draw that', () => {
    const { preset } = firstState(data).basis.prepared;
    expect(thrown(() => readImportedPower(json({ power: 5000 }), preset)).where).toBe('power');
  });
});
