/** What changes the price of an answer most. */
import { describe, expect, it } from 'vitest';
import { energySettingsSchema, type EnergySettings } from '../../energy/fields';
import { prepare } from '../../energy/settings';
import { loadTables } from '../../energy/tables';
import { requireSource } from '../../energy/typed-work';
import { presetOf } from '../../hardware/identify/typed-device';
import { loadPublishedModels } from '../../predict/published-models';
import { expectedOn } from '../what-if/expected-speed';
import { memoryOf } from '../what-if/memory';
import type { Load } from '../what-if/scenario';
import { spreadOf, tornadoOf } from './tornado';

const { catalogue, constants } = await loadTables();
const { models } = await loadPublishedModels();

function tornado(device: string, over: Partial<EnergySettings> = {}, load: Partial<Load> = {}) {
  const preset = presetOf(device, catalogue);
  const settings = energySettingsSchema.parse({ device: preset.id, country: 'US', ...over });
  const prepared = prepare(settings, catalogue, constants);
  const source = requireSource(prepared.source);
  const machine = { name: preset.name, memory: memoryOf(preset), source, prepared, speedOf: expectedOn(preset) };
  const model = models.find(({ name }) => name === 'Llama-3.2-3B');
  if (model === undefined) throw new Error('no model');
  return tornadoOf(machine, { model, format: 'int4', batch: 1, lengths: prepared.lengths, ...load }, constants);
}

describe('what would change the price of an answer', () => {
  it('is in order of its size, and each bar holds the price as it is', () => {
    const found = tornado('rtx-4090');
    const { price, effects = [] } = found ?? {};
    expect(effects.map(({ what }) => what).toSorted()).toEqual([
      'Electricity',
      'Format',
      'Hours a day',
      'Machine',
      'Prompt',
      'Sequences',
    ]);
    const spreads = effects.map(spreadOf);
    expect(spreads).toEqual(spreads.toSorted((a, b) => b - a));
    for (const { cheap, dear } of effects) {
      expect(cheap.price.central).toBeLessThanOrEqual(price?.central ?? 0);
      expect(dear.price.central).toBeGreaterThanOrEqual(price?.central ?? Infinity);
      expect(cheap.price.low <= cheap.price.central && cheap.price.central <= cheap.price.high).toBe(true);
    }
  });

  it('holds the price as it is, also where electricity costs more than anywhere in the table', () => {
    const found = tornado('rtx-4090', { electricityPrice: 3 });
    const electricity = found?.effects.find(({ what }) => what === 'Electricity');
    expect(electricity?.dear.at).toBe('3.0');
    expect(electricity?.dear.price.central).toBeCloseTo(found?.price.central ?? 0, 12);
  });

  it('knows that fewer bits, more sequences and more hours of use are cheaper', () => {
    const ends = Object.fromEntries(
      (tornado('rtx-4090', {}, { format: 'fp16' })?.effects ?? []).map(({ what, cheap, dear }) => [
        what,
        [cheap.at, dear.at],
      ]),
    );
    expect(ends).toMatchObject({
      Format: ['INT4', 'FP16'],
      Sequences: ['64', '1'],
      'Hours a day': ['24', '1'],
      Machine: ['half', 'twice'],
      Prompt: ['100', '8000'],
    });
  });

  it('leaves out what plays no part, such as electricity where a rent holds it', () => {
    const rented = tornado('h100-sxm', { payment: 'rented', rentPerHour: 1.3 });
    const names = rented?.effects.map(({ what }) => what) ?? [];
    expect(names).toContain('Rent');
    expect(names).not.toContain('Electricity');
    expect(tornado('apple-m3', { country: 'FR' })).toBeNull();
  });
});
