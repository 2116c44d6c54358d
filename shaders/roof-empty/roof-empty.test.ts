/** Tests of roof-empty on Dawn: told to, each dispatch leaves its mark behind the one before; else none does. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  {
    what: 'when dispatches do not see each other’s mark',
    from: 'mark[0] += work.marking',
    to: 'mark[0] = work.marking',
  },
  { what: 'when an idle one writes', from: 'if (work.marking != 0u)', to: 'mark[1] = 0u; if (true)' },
]);
