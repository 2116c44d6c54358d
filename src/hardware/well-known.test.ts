import { expect, it } from 'vitest';
import { loadCatalogue } from './catalogue';
import { WELL_KNOWN } from './well-known';

it('every GPU that many people know is in the catalogue by that name', async () => {
  const { presets } = await loadCatalogue();
  const names = new Set(presets.map(({ name }) => name));
  expect(WELL_KNOWN.filter((name) => !names.has(name))).toEqual([]);
});
