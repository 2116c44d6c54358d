/** Tests of synthetic-weights on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when an INT4 digit is another', from: '(bits >> 3u) & 7u', to: '(bits >> 4u) & 7u' },
  { what: 'when INT8 levels are cut off too soon', from: '-127, 127', to: '-63, 63' },
  {
    what: 'when an FP16 exponent is off by one',
    from: '((exponent + top) << 10u)',
    to: '((exponent + top + 1u) << 10u)',
  },
  { what: 'when padding rows hold weights', from: 'row < N && column < K', to: 'column < K' },
]);
