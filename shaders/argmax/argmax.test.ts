/** Tests of argmax on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when a higher index wins among equals', from: 'there < place[lane]', to: 'there > place[lane]' },
  { what: 'when every second value is left out', from: 'i += THREADS', to: 'i += THREADS * 2u' },
  { what: 'when the position does not move on', from: 'state.position = next;', to: '' },
]);
