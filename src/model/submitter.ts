/**
 * Hands dispatches to the GPU in submits that stay short: a watchdog resets a GPU that works too long on one, and a cancel can
 * only come between two. Not a scheduler of several models.
 */
import type { GpuContext } from '../device/context';
import { TokamarkError } from '../foundation/errors';
import { encode } from '../kernels/bind';
import type { Dispatch } from '../kernels/kernel';

export interface SubmitLimits {
  /** FLOPs that one submit may hold; a dispatch is never cut, so that one alone may exceed it. */
  readonly flopsPerSubmit: number;
  /** Submits that may be under way before the next waits for the oldest. */
  readonly inFlight: number;
}

/**
 * What a device is trusted with before its speed is known: about 20 ms of the slowest GPU that has WebGPU, and less of a
 * software adapter. Not less still: a browser may take 100 ms to notice that a submit is done.
 */
export const cautious = (context: GpuContext): SubmitLimits => ({
  flopsPerSubmit: context.granted.software ? 2e8 : 4e9,
  inFlight: 2,
});

export class Submitter {
  private encoder: GPUCommandEncoder | null = null;
  private held = 0;
  private readonly underWay: Promise<void>[] = [];

  constructor(
    private readonly context: GpuContext,
    private readonly limits: SubmitLimits,
    private readonly signal: AbortSignal | null,
  ) {}

  /** Encodes dispatches over `rows` tokens, submitting whenever the limit is reached. @throws TokamarkError `cancelled`. */
  async add(dispatches: readonly Dispatch[], rows: number): Promise<void> {
    let batch: Dispatch[] = [];
    for (const dispatch of dispatches) {
      batch.push(dispatch);
      this.held += dispatch.use.cost.flops;
      if (this.held >= this.limits.flopsPerSubmit) {
        encode(this.open(), batch, rows);
        batch = [];
        await this.submit();
      }
    }
    if (batch.length > 0) encode(this.open(), batch, rows);
  }

  /** Copies words into a staging buffer after everything added so far. */
  copy(from: GPUBuffer, fromWord: number, to: GPUBuffer, words = 1): void {
    this.open().copyBufferToBuffer(from, fromWord * 4, to, 0, words * 4);
  }

  /** Submits what is encoded. Waits where too much is under way. */
  async submit(): Promise<void> {
    throwIfCancelled(this.signal);
    if (this.encoder === null) return;
    this.context.device.queue.submit([this.encoder.finish()]);
    this.encoder = null;
    this.held = 0;
    const settled = this.context.settled();
    // Whoever waits for it hears of a failure; where nobody does, the next call on the context throws it.
    settled.catch(() => undefined);
    this.underWay.push(settled);
    if (this.underWay.length > this.limits.inFlight) await this.underWay.shift();
    throwIfCancelled(this.signal);
  }

  /** Submits and waits until all of it has run. */
  async finish(): Promise<void> {
    await this.submit();
    this.underWay.length = 0;
    await this.context.settled();
  }

  private open(): GPUCommandEncoder {
    this.encoder ??= this.context.device.createCommandEncoder({ label: 'tokamark' });
    return this.encoder;
  }
}

export function throwIfCancelled(signal: AbortSignal | null): void {
  if (signal?.aborted !== true) return;
  throw new TokamarkError({
    code: 'cancelled',
    message: 'The run was cancelled.',
    where: '',
    remedy: 'What was measured before is kept; press Run to measure again.',
  });
}
