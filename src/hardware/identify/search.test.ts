/** What a person types of a GPU's name: the rows that may be meant, and the one that is taken. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue, type Catalogue } from '../catalogue';
import { searchRows } from './search';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue();
});

const found = (text: string) => {
  const { taken, matches, near } = searchRows(text, catalogue);
  return { taken: taken?.id ?? null, ids: matches.map(({ id }) => id), near };
};

describe('a part of a name', () => {
  it.each([
    ['4090', 'rtx-4090'],
    ['4070ti', 'rtx-4070-ti'],
    ['RTX 2060', 'rtx-2060'],
    ['geforce 3060', 'rtx-3060'],
    ['nvidia 4090', 'rtx-4090'],
    ['4090 laptop', 'rtx-4090-laptop'],
    ['4090 mobile', 'rtx-4090-laptop'],
    ['7900xtx', 'rx-7900-xtx'],
    ['m3', 'apple-m3'],
    ['M3 max', 'apple-m3-max'],
    ['a770', 'arc-a770'],
    ['l4', 'l4'],
    ['a100', 'a100-sxm-80'],
    ['b57', 'arc-b570'],
    ['my 4090 gpu', 'rtx-4090'],
    ['NVIDIA GeForce RTX 4070 Laptop GPU', 'rtx-4070-laptop'],
    ['Snapdragon X Elite', 'adreno-x1-85'],
  ])('"%s" is taken for %s', (text, id) => {
    expect(found(text)).toMatchObject({ taken: id, near: false });
    expect(found(text).ids[0]).toBe(id);
  });

  it.each([
    ['40', 'rtx-4090'],
    ['rtx', 'rtx-4090'],
    ['h100', 'h100-sxm'],
    ['apple m', 'apple-m4'],
    ['laptop', 'rtx-4090-laptop'],
    ['phone', 'adreno-750'],
    ['24gb', 'rtx-4090'],
  ])('"%s" is one of several, which are shown', (text, id) => {
    const { taken, ids, near } = found(text);
    expect({ taken, near }).toEqual({ taken: null, near: false });
    expect(ids.length).toBeGreaterThan(1);
    expect(ids).toContain(id);
  });

  it.each([
    ['4009', 'rtx-4090'],
    ['rtx 4091', 'rtx-4090'],
    ['rx 4090', 'rtx-4090'],
    ['50800', 'rtx-5080'],
  ])('"%s" is none, and what is near it is shown', (text, id) => {
    const { taken, ids, near } = found(text);
    expect({ taken, near }).toEqual({ taken: null, near: true });
    expect(ids).toContain(id);
  });

  it('may be anything, and then nothing is taken', () => {
    for (const text of ['no such card', '<script>', '€', 'card']) expect(found(text).taken).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => void found(text)));
    expect(found(' ')).toEqual({ taken: null, ids: catalogue.presets.map(({ id }) => id), near: false });
  });

  it('that is a whole name or an id is always that row', () => {
    for (const { id, name } of catalogue.presets) {
      expect(found(id).taken).toBe(id);
      expect(found(name.toUpperCase()).taken).toBe(id);
    }
  });
});
