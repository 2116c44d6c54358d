/** Tests of argmax on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when a higher index wins among equals', from: 'there < place[lane]', to: 'there > place[lane]' },
  { what: 'when every second value is left out', from: 'i += THREADS', to: 'i += THREADS * 2u' },
  { what: 'when a row does not move on', from: 'rows.at[group.y].position = next;', to: '' },
  { what: 'when all rows are of one sequence', from: 'row.sequence * ROOM', to: '0u' },
  { what: 'when all rows choose by the first one’s logits', from: 'logits[group.y * STRIDE + i]', to: 'logits[i]' },
]);
