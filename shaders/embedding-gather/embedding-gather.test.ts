/** Tests of embedding-gather on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when the position of the pass is not counted', from: 'state.position + id.y', to: 'id.y' },
  { what: 'when quads of a block are read in the wrong order', from: 'id.x % 8u, row', to: '7u - id.x % 8u, row' },
]);
