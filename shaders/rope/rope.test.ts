/** Tests of rope on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when a pair is turned the wrong way', from: 'a * turn.x - b * turn.y', to: 'a * turn.x + b * turn.y' },
  { what: 'when a row’s position is not counted', from: 'rows.at[id.y].position', to: 'rows.at[0].position' },
  { what: 'when values are turned too', from: 'id.x >= PAIRS', to: 'id.x >= PAIRS + HEAD_DIM / 2u' },
]);
