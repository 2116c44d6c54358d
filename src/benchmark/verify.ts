/** Before anything is timed: every kernel that a model uses, at the shapes it uses, on this very device. */
import type { GpuContext } from '../device/context';
import { TokamarkError } from '../foundation/errors';
import type { CheckResult, Dispatch, KernelUse } from '../kernels/kernel';
import type { Transformer } from '../model/transformer';
import { throwIfCancelled } from '../foundation/cancel';

export interface Verified {
  readonly kernel: string;
  readonly shape: string;
  readonly largestError: number;
  readonly tolerance: number;
}

/** What `model` runs to read prompts and to write: a token is drawn where it was loaded for that, else the likeliest is taken. */
export function generating({ steps, prefill, choice }: Transformer): readonly Dispatch[] {
  const decode = steps.flatMap((step) => [...step.decode, ...step.lastLogits]);
  return [...decode, ...prefill.dispatches, prefill.lastNorm, choice.draw ?? choice.greedy];
}

/** What `model` runs to give the logits of every token that it reads. */
export const scoring = ({ prefill }: Transformer): readonly Dispatch[] => [
  ...prefill.dispatches,
  ...prefill.everyLogits,
];

/** What `dispatches` run, each shape once. */
export const distinctUses = (dispatches: readonly Dispatch[]): readonly KernelUse[] => [
  ...new Map(dispatches.map(({ use }) => [use.id, use])).values(),
];

function howWrong({ largestError, tolerance, worst }: CheckResult): string {
  if (!Number.isFinite(largestError))
    return `some outputs are not numbers, were not written, or differ where they must be equal (${worst})`;
  return `error ${largestError.toExponential(1)}, allowed ${tolerance.toExponential(1)} (${worst})`;
}

/** Remembers what was checked on this device: two formats share most of their kernels. */
export class Verifier {
  private readonly announced = new Set<string>();

  constructor(
    private readonly context: GpuContext,
    private readonly signal: AbortSignal | null,
    /** By use id, what was checked on this device; a tuner adds what it checks. */
    readonly checked = new Map<string, CheckResult>(),
  ) {}

  /**
   * Checks what was not checked before, and gives the results for all of `uses`.
   * @throws TokamarkError `kernel-check` naming the first kernel that is wrong here.
   */
  async verify(
    uses: readonly KernelUse[],
    onChecked: (verified: Verified, fraction: number) => void = () => undefined,
  ): Promise<Verified[]> {
    const results: Verified[] = [];
    for (const [i, use] of uses.entries()) {
      const verified = await this.check(use);
      if (!this.announced.has(use.id)) onChecked(verified, (i + 1) / uses.length);
      this.announced.add(use.id);
      results.push(verified);
    }
    return results;
  }

  private async check(use: KernelUse): Promise<Verified> {
    const result = this.checked.get(use.id) ?? (await this.run(use));
    const { largestError, tolerance } = result;
    if (largestError <= tolerance) return { kernel: use.kernel, shape: use.id, largestError, tolerance };
    throw new TokamarkError({
      code: 'kernel-check',
      message: `The kernel ${use.kernel} gives wrong results on this device: ${howWrong(result)}.`,
      where: use.id,
      remedy: 'Update the browser and the graphics driver; if that does not help, report it with the adapter shown.',
    });
  }

  private async run(use: KernelUse): Promise<CheckResult> {
    throwIfCancelled(this.signal);
    const result = await use.check(this.context);
    this.checked.set(use.id, result);
    // The references run on this thread: let a cancel arrive.
    await new Promise((resolve) => setTimeout(resolve, 0));
    return result;
  }
}
