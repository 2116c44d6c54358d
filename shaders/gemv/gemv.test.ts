/** Tests of gemv on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when the last row is left out', from: 'LANES < N)', to: 'LANES < N - 1u)' },
  { what: 'when the last block of columns is left out', from: 'block < BLOCKS;', to: 'block + 1u < BLOCKS;' },
  {
    what: 'when an INT4 level is read with a wrong shift',
    from: 'vec4<u32>(0u, 8u, 16u, 24u)',
    to: 'vec4<u32>(0u, 8u, 16u, 20u)',
  },
  { what: 'when INT4 levels are centred at 7', from: ') - 8.0', to: ') - 7.0' },
  {
    what: 'when INT8 bytes are read in the wrong order',
    from: 'vec4<u32>(24u, 16u, 8u, 0u)',
    to: 'vec4<u32>(0u, 8u, 16u, 24u)',
  },
  { what: 'when odd rows take the scale of even ones', from: '((row & 1u) * 16u)', to: '0u' },
]);
