/** Tests of bias-add on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel);
