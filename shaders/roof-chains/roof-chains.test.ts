/** Tests of roof-chains on Dawn: every chain takes every step; packed, with the call and with shifts in its place, to the bit. */
import { expect, it } from 'vitest';
import { seenAs, withDevice } from '../../test/fixtures/device';
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { dot4 } from './reference';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when a chain stands still', from: 'x5 = fma(x5, factor, addend);', to: '' },
  { what: 'when a packed chain stands still', from: 'x11 = dot4I8Packed(bitcast<u32>(x11), factor) + addend;', to: '' },
  { what: 'when it makes a round too many', from: 'round < work.rounds', to: 'round <= work.rounds' },
  { what: 'when it makes a round too few', from: 'round < work.rounds', to: 'round + 1u < work.rounds' },
  { what: 'when a chain is not in the sum', from: ' + vec4<f32>(x7)', to: '' },
  {
    what: 'when bytes are taken as unsigned',
    from: 'dot4I8Packed(bitcast<u32>(x3), factor)',
    to: 'bitcast<i32>(dot4U8Packed(bitcast<u32>(x3), factor))',
  },
]);

const plain = seenAs(withDevice(), { dot4: false });

it('gives the same by shifts on a device without the call', async () => {
  const packed = kernel.cases.filter(({ id }) => id.includes('int8'));
  expect(packed.length).toBeGreaterThan(0);
  for (const use of packed) {
    const { largestError, compared } = await use.check(plain());
    expect(compared).toBeGreaterThan(0);
    expect(largestError).toBe(0);
  }
});

it('has a reference that takes bytes as signed', () => {
  expect(dot4(0xff_80_7f_01, 0x01_01_01_02)).toBe(-1 - 128 + 127 + 2);
});
