/** Tests of rope on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when a pair is turned the wrong way', from: 'a * turn.x - b * turn.y', to: 'a * turn.x + b * turn.y' },
  { what: 'when the position of the pass is not counted', from: 'state.position + id.y', to: 'id.y' },
  { what: 'when values are turned too', from: 'id.x >= PAIRS ||', to: '' },
]);
