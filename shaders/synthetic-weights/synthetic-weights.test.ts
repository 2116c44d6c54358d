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
  { what: 'when an FP4 level has the wrong sign', from: 'sum - 8u, sum >= 8u', to: 'sum, sum >= 8u' },
  {
    what: 'when the second half of an NVFP4 block has the scale of the first',
    from: '(spread >> 3u) & 7u) <<',
    to: 'spread & 7u) <<',
  },
  {
    what: 'when NVFP4’s tensor scale is missing',
    from: 'scales[0] = EXPONENT << 23u',
    to: 'scales[1] = EXPONENT << 23u',
  },
  {
    what: 'when MXFP4’s scales of a word are in the wrong order',
    from: 'scale_bits(row + i, block)',
    to: 'scale_bits(row + sharing - 1u - i, block)',
  },
  { what: 'when padding rows hold weights', from: 'row < N && column < K', to: 'column < K' },
]);
