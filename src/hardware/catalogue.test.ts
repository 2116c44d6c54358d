/** The catalogue of devices: its schema accepts it, and what it holds is as its README says. */
import { describe, expect, it } from 'vitest';
import { catalogueSchema, loadCatalogue } from './catalogue';
import presetsFile from './data/power-presets.json';

describe('the catalogue of devices', () => {
  it('holds 183 devices with a source each, no id twice', async () => {
    const { presets } = await loadCatalogue();
    expect(presets).toHaveLength(183);
    expect(new Set(presets.map(({ id }) => id)).size).toBe(183);
    const count = (kind: string) => presets.filter((one) => one.class === kind).length;
    expect([count('desktop'), count('laptop'), count('integrated'), count('phone'), count('datacentre')]).toEqual([
      72, 30, 47, 21, 13,
    ]);
  });

  it('fills no null', async () => {
    const { presets } = await loadCatalogue();
    const nulls = (rows: readonly object[]) => {
      const values: unknown[] = rows.flatMap((row): unknown[] => Object.values(row));
      return values.filter((one) => one === null).length;
    };
    expect(nulls(presets)).toBe(nulls(presetsFile.presets));
    expect(presets.find(({ id }) => id === 'apple-silicon-unknown')?.boardPowerW).toBeNull();
  });

  it('has expressions that compile', async () => {
    const { presets } = await loadCatalogue();
    for (const { match } of presets) if (match !== null) expect(() => new RegExp(match, 'i')).not.toThrow();
  });

  it('idles below its limit', async () => {
    const { presets } = await loadCatalogue();
    const wrong = presets.filter(
      ({ idleW, boardPowerW }) => idleW !== null && boardPowerW !== null && idleW >= boardPowerW,
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it.each([
    ['a limit of zero', { boardPowerW: 0 }],
    ['a field that nobody knows', { extra: 1 }],
    ['no source', { source: '' }],
    ['an id of more than 16 bits', { pciIds: ['0x00002820'] }],
  ])('is refused with %s', (_what, change) => {
    const [first, ...rest] = presetsFile.presets;
    expect(catalogueSchema.safeParse({ ...presetsFile, presets: [{ ...first, ...change }, ...rest] }).success).toBe(
      false,
    );
  });
});
