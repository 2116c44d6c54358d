/** Tests of kv-append on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when a row’s position is not counted', from: '+ row.position)', to: '+ id.y)' },
  {
    what: 'when the values are written as keys',
    from: 'pair(source + KEY_OFFSET, i)',
    to: 'pair(source + VALUE_OFFSET, i)',
  },
  { what: 'when the padding of a head is not zero', from: 'i + 1u < HEAD_DIM', to: 'true' },
]);
