/** What is guessed of the machine, and how it is said. */
import { expect, it } from 'vitest';
import { loadCatalogue } from '../../../hardware/catalogue';
import { DESCRIPTION } from '../../fixtures/results';
import { WORDS } from './catalogue/words';
import { guessedName } from './machine';

const silent = { ...DESCRIPTION.adapter, vendor: '', architecture: '', device: '', description: '' };

it('calls a GPU as a person knows it, as its browser says, or says that the browser keeps it to itself', async () => {
  const catalogue = await loadCatalogue();
  const called = (description: string) => guessedName({ ...silent, description }, catalogue);
  expect(called('NVIDIA GeForce RTX 4090')).toMatch(/RTX 4090/);
  expect(called('Acme R-1')).toBe('Acme R-1');
  expect(called('')).toBeNull();
  expect(WORDS.gpuHint(called(''))).toMatch(/^This browser does not tell which GPU it uses\./);
});
