/** Tests of attention-merge on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when all rows are the first', from: 'id.y * SPLITS * HEADS', to: '0u' },
  { what: 'when splits count alike', from: 'exp(stat.x - high)', to: '1.0' },
  {
    what: 'when the last split is left out of the values',
    from: 'sum += split_sums',
    to: 'sum += select(0.0, 1.0, split < 1u) * split_sums',
  },
]);
