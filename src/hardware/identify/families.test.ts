/** The families hold together: each row of the catalogue is of its family's class, each pattern can be reached, each has a source. */
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue, type Catalogue } from '../catalogue';
import file from '../data/families.json';
import { driverName, formsOf } from '../fixtures/adapter-forms';
import names from '../fixtures/real-names.json';
import { readName } from './device-name';
import { classesOf, familiesSchema, familyOf } from './families';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue();
});

describe('a family', () => {
  it('has a source that is listed, and no source is listed in vain', () => {
    const used = new Set(
      [
        file.families,
        file.chips,
        file.architectures,
        file.sharedIds,
        file.sharedNames,
        file.implied,
        file.numberedRows,
        file.severalBuses,
      ]
        .flat()
        .map(({ source }) => source),
    );
    expect(Object.keys(file.sources).filter((one) => !used.has(one))).toEqual([]);
    const [first] = file.families;
    const unsourced = { ...file, families: [{ ...first, source: 'hearsay' }] };
    expect(familiesSchema.safeParse(unsourced).success).toBe(false);
  });

  it('has the class of each row of the catalogue that it holds', () => {
    const wrong = catalogue.presets.filter((preset) => {
      const classes = readName(driverName(preset)).names.flatMap((name) => classesOf(name, catalogue.families));
      return !classes.includes(preset.class);
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('is reached by a name that is known from somewhere', () => {
    const spoken = [
      ...Object.values(names).flat(),
      ...catalogue.presets.flatMap((one) => formsOf(one).map(({ renderer }) => renderer)),
    ];
    const reached = new Set(
      spoken.flatMap((raw) => readName(raw).names.map((name) => familyOf(name, catalogue.families)?.id)),
    );
    const idle = catalogue.families.families.map(({ id }) => id).filter((id) => !reached.has(id));
    expect(idle).toEqual([]);
  });

  it('names rows that the catalogue has', () => {
    const { chips, sharedNames, numberedRows } = catalogue.families;
    const named = [
      ...chips.flatMap(({ presets }) => presets),
      ...[...sharedNames, ...numberedRows].map(({ preset }) => preset),
    ];
    const ids = new Set(catalogue.presets.map(({ id }) => id));
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });
});
