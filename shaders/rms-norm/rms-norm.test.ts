/** Tests of rms-norm on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when padding counts in the mean', from: 'f32(WIDTH)', to: 'f32(QUADS * 4u)' },
  {
    what: 'when the last quads are left out of the sum',
    from: 'dot(value, value)',
    to: 'dot(value, value) * select(0.0, 1.0, i + 1u < QUADS)',
  },
  { what: 'when a listed row goes elsewhere', from: 'list[group.y].y', to: 'list[group.y].x' },
  { what: 'when rows are taken in their own order', from: 'list[group.y].x', to: 'group.y' },
  { what: 'when the weight is left out', from: '* scale * weight[i]', to: '* scale + 0.0 * weight[i]' },
]);
