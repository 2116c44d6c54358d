/** The protocol's `checkKernels`: every kernel at its own test shapes, on this device. A failure is a line, not an error. */
import type { GpuContext } from '../device/context';
import { asTokamarkError } from '../foundation/errors';
import type { Listed } from '../kernels/registry';
import { throwIfCancelled } from '../foundation/cancel';
import type { Verified } from '../report/schema';

type KernelResult = Verified & { readonly passed: boolean };

export async function checkKernels(
  context: GpuContext,
  kernels: readonly Pick<Listed, 'cases' | 'variantCases'>[],
  signal: AbortSignal,
  onEvent: (event: { readonly type: 'progress'; readonly fraction: number; readonly detail: string }) => void,
): Promise<KernelResult[]> {
  const uses = kernels.flatMap((kernel) => [...kernel.cases, ...kernel.variantCases(context)]);
  const results: KernelResult[] = [];
  for (const [i, use] of uses.entries()) {
    throwIfCancelled(signal);
    onEvent({ type: 'progress', fraction: i / uses.length, detail: use.id });
    const { largestError, tolerance } = await use.check(context).catch((thrown: unknown) => {
      const error = asTokamarkError(thrown);
      // A compiler that refuses a kernel is a finding about that kernel; a lost device ends everything.
      if (error.code !== 'shader') throw error;
      return { largestError: Infinity, tolerance: 1 };
    });
    const passed = largestError <= tolerance;
    // A result holds finite numbers only: what is not a number at all is shown as the largest there is.
    const error = Number.isFinite(largestError) ? largestError : Number.MAX_VALUE;
    results.push({ kernel: use.kernel, shape: use.id, largestError: error, tolerance, passed });
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return results;
}
