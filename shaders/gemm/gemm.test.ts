/** Tests of gemm on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when the last row is left out', from: 'THREADS < N)', to: 'THREADS < N - 1u)' },
  { what: 'when the last block of columns is left out', from: 'block < BLOCKS;', to: 'block + 1u < BLOCKS;' },
  {
    what: 'when an INT4 level is read with a wrong shift',
    from: 'vec4<u32>(0u, 8u, 16u, 24u)',
    to: 'vec4<u32>(0u, 8u, 16u, 20u)',
  },
  { what: 'when an INT8 level loses its sign', from: '>> vec4<u32>(24u)', to: '/ vec4<i32>(16777216)' },
  { what: 'when odd rows take the scale of even ones', from: '((row & 1u) * 16u)', to: '0u' },
  { what: 'when a token beyond the pass is stored', from: '< state.rows)', to: '< state.rows + 1u)' },
]);
