/** Tests of embedding-gather on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when a row’s position is not counted', from: '+ at.position', to: '+ id.y' },
  { what: 'when all rows are of one sequence', from: 'at.sequence * ROOM', to: '0u' },
  { what: 'when quads of a block are read in the wrong order', from: 'id.x % 8u, row', to: '7u - id.x % 8u, row' },
]);
