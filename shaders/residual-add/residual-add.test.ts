/** Tests of residual-add on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when the stream is overwritten', from: 'hidden[at] += branch[at]', to: 'hidden[at] = branch[at]' },
]);
