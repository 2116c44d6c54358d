/** Tests of bias-add on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [{ what: 'when every column gets the first bias', from: 'bias[id.x]', to: 'bias[0]' }]);
