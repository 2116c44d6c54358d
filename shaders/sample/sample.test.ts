/** Tests of sample on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when there is no noise', from: '+ gumbel(key, i)', to: '' },
  { what: 'when the temperature is left out', from: '* sampling.inverse_temperature', to: '' },
  { what: 'when the position does not count', from: '+ mix(next)', to: '' },
  { what: 'when all sequences get the same noise', from: '^ mix(row.sequence)', to: '' },
]);
