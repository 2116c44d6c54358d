/** The list of kernel checks, on kernels whose outcome is known: what fails, what is refused, what ends everything. */
import { describe, expect, it } from 'vitest';
import { withDevice } from '../../test/fixtures/device';
import { TokamarkError, type ErrorCode } from '../foundation/errors';
import { bytes, flops } from '../foundation/units';
import type { CheckResult, KernelUse } from '../kernels/kernel';
import { verifiedSchema } from '../report/schema/common';
import { checkKernels } from './check-kernels';

const context = withDevice();

function kernel(name: string, check: () => Promise<CheckResult>) {
  const use: KernelUse = { kernel: name, id: `${name} 8x8`, cost: { flops: flops(1), bytes: bytes(1) }, check };
  return { name, cases: [use], variantCases: () => [] };
}

const withError = (largestError: number) => () =>
  Promise.resolve({ largestError, tolerance: 1e-3, compared: 64, worst: '' });
const throwing = (code: ErrorCode) => () =>
  Promise.reject(new TokamarkError({ code, message: 'no', where: '', remedy: '' }));

const checked = (kernels: Parameters<typeof checkKernels>[1], signal = new AbortController().signal) =>
  checkKernels(context(), kernels, signal, () => undefined);

describe('the checks of all kernels', () => {
  it('list what passed and what failed, in numbers that a result can hold', async () => {
    const results = await checked([
      kernel('right', withError(1e-4)),
      kernel('wrong', withError(2e-3)),
      kernel('not a number', withError(Infinity)),
      kernel('refused', throwing('shader')),
    ]);
    expect(results.map(({ kernel: name, passed }) => [name, passed])).toEqual([
      ['right', true],
      ['wrong', false],
      ['not a number', false],
      ['refused', false],
    ]);
    for (const result of results) expect(verifiedSchema.safeParse(result).success).toBe(true);
  });

  it('end with a lost device', async () => {
    await expect(checked([kernel('lost', throwing('device-lost'))])).rejects.toMatchObject({ code: 'device-lost' });
  });

  it('end with a cancel, before the next one', async () => {
    const controller = new AbortController();
    let ran = 0;
    const kernels = [1, 2, 3].map((i) =>
      kernel(`kernel ${i}`, () => {
        ran += 1;
        controller.abort();
        return withError(0)();
      }),
    );
    await expect(checked(kernels, controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(ran).toBe(1);
  });

  it('say how far they are', async () => {
    const heard: number[] = [];
    const kernels = ['a', 'b'].map((name) => kernel(name, withError(0)));
    await checkKernels(context(), kernels, new AbortController().signal, ({ fraction }) => heard.push(fraction));
    expect(heard).toEqual([0, 0.5]);
  });
});
