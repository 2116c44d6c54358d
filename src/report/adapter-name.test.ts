/** Names for adapters that say much, little or nothing of themselves. */
import { expect, it } from 'vitest';
import { adapterHeadline, adapterName, ownName } from './adapter-name';

const silent = { vendor: '', architecture: '', device: '', description: '' };

it('takes the description first, then the device, then vendor and architecture', () => {
  const full = { vendor: 'nvidia', architecture: 'hopper', device: '0x2330', description: 'NVIDIA H100' };
  expect(adapterName(full)).toBe('NVIDIA H100');
  expect(adapterName({ ...full, description: '' })).toBe('0x2330');
  expect(adapterName({ ...full, description: '', device: '' })).toBe('nvidia hopper');
});

it('has words for an adapter that gives no name', () => {
  expect(adapterName(silent)).toBe('adapter without a name');
  expect([ownName(silent), ownName({ ...silent, vendor: 'nvidia' })]).toEqual([null, 'nvidia']);
});

it('marks a software adapter in capitals and a GPU as one', () => {
  expect(adapterHeadline({ ...silent, description: 'llvmpipe', software: true })).toBe(
    'SOFTWARE ADAPTER (llvmpipe): these numbers say nothing about a GPU',
  );
  expect(adapterHeadline({ ...silent, description: 'Acme R-1', software: false })).toBe('GPU: Acme R-1');
});
