/** Tests of kv-append on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  {
    what: 'when a row’s position is not counted',
    from: 'place(row.sequence, row.position)',
    to: 'place(row.sequence, 0u)',
  },
  { what: 'when all sequences share a cache', from: 'sequence * KV_HEADS * CAPACITY', to: '0u' },
  { what: 'when all heads share a place', from: 'at + head * CAPACITY', to: 'at' },
  {
    what: 'when the values are written as keys',
    from: '= narrow(new_key(row, head, quad))',
    to: '= narrow(new_value(row, head, quad))',
  },
  { what: 'when the padding of a head is not zero', from: '&& quad * 4u + e < HEAD_DIM', to: '' },
  {
    what: 'when a value beyond f16 is not held at its largest',
    from: 'vec4<f32>(LARGEST_HALF)',
    to: 'vec4<f32>(20.0)',
  },
]);
