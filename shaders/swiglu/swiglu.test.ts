/** Tests of swiglu on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when the gate opens the wrong way', from: 'exp(-gate)', to: 'exp(gate)' },
  { what: 'when padding is written', from: 'id.x >= WIDTH', to: 'id.x >= OUT_STRIDE' },
  { what: 'when up is read from the gate', from: 'gate_up[id.y * IN_STRIDE + WIDTH + id.x]', to: 'gate' },
]);
