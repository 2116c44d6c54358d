/** Tests of roof-fma on Dawn: every chain takes every step. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when a chain stands still', from: 'x5 = fma(x5, factor, addend);', to: '' },
  { what: 'when it makes a round too many', from: 'round < work.rounds', to: 'round <= work.rounds' },
  { what: 'when a chain is not in the sum', from: ' + vec4<f32>(x7)', to: '' },
]);
