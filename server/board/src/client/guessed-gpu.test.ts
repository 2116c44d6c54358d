import { expect, it } from 'vitest';
import { loadCatalogue } from '../../../../src/hardware/catalogue';
import { result } from '../../../../test/fixtures/result';
import { guessedGpu } from './guessed-gpu';

it('a GPU that nobody has named is the catalogue’s where the adapter names one, and else what the adapter says', async () => {
  const catalogue = await loadCatalogue();
  const { adapter } = result();
  const said = (names: Partial<typeof adapter>) =>
    guessedGpu({ ...adapter, vendor: '', architecture: '', device: '', description: '', ...names }, catalogue);
  expect(said({ vendor: 'nvidia', device: 'NVIDIA GeForce RTX 4090', description: '570.86' })).toBe('rtx-4090');
  expect(said({ vendor: 'nvidia', architecture: 'lovelace' })).toBe('nvidia lovelace');
  expect(said({ device: 'Acme R-1', description: 'ACME: 570.86' })).toBe('Acme R-1');
  expect(said({ description: 'Acme\u202e \u0007R-1' })).toBe('Acme R-1');
  expect(said({ description: '\u202e' })).toBe('a GPU without a name');
});
