import { expect, it } from 'vitest';
import { loadCatalogue } from '../catalogue';
import { isOnlyMaker } from './only-maker';

const catalogue = await loadCatalogue();

it.each([
  ...['nvidia lovelace', 'NVIDIA Lovelace', 'lovelace', 'NVIDIA Corporation', 'apple', 'apple metal-3', 'amd rdna-2'],
  ...['intel gen-12lp', 'intel xe-3-lpg', 'qualcomm adreno-7xx', 'arm valhall'],
])('%s is what many GPUs are called', (name) => {
  expect(isOnlyMaker(name, catalogue)).toBe(true);
});

it.each(['GeForce RTX 4090', 'NVIDIA RTX 4090', 'Apple M3', 'Adreno 740', 'Acme R-1', 'Intel Arc A770', '0x2684', ''])(
  '“%s” is more, or nothing',
  (name) => {
    expect(isOnlyMaker(name, catalogue)).toBe(false);
  },
);

it('no GPU of the catalogue is called so', () => {
  expect(catalogue.presets.filter(({ name }) => isOnlyMaker(name, catalogue))).toEqual([]);
});
