/**
 * Hands dispatches to the GPU in submits that stay short: a watchdog resets a GPU that works too long on one, and a cancel can
 * only come between two. Everything of a submit is one compute pass, unless something is copied in between. Not a scheduler
 * of several models.
 */
import type { GpuContext } from '../device/context';
import { throwIfCancelled } from '../foundation/cancel';
import { seconds } from '../foundation/units';
import { record } from '../kernels/bind';
import type { Dispatch } from '../kernels/kernel';
import type { WorkCounter } from './counters';

export interface SubmitLimits {
  /** FLOPs that one submit may hold; a dispatch is never cut: one alone may exceed it. */
  readonly flopsPerSubmit: number;
  /** Submits that may be under way before the next waits. */
  readonly inFlight: number;
}

/** So few that a cancel is soon heard, as many as make recording them together worth it. */
export const IN_FLIGHT = 3;

/**
 * What a device is trusted with before its speed is known: about 20 ms of the slowest GPU that has WebGPU, and less of a
 * software adapter. Not less still: a browser may take 100 ms to notice that a submit is done.
 */
export const cautious = (context: GpuContext): SubmitLimits => ({
  flopsPerSubmit: context.granted.software ? 2e8 : 4e9,
  inFlight: IN_FLIGHT,
});

/** The first of some words of four bytes in a buffer, counted in such words. */
interface WordOfBuffer {
  readonly buffer: GPUBuffer;
  readonly word: number;
}

interface Open {
  readonly encoder: GPUCommandEncoder;
  pass: GPUComputePassEncoder | null;
}

export class Submitter {
  private opened: Open | null = null;
  private held = 0;
  /** Milliseconds spent on recording what is open. */
  private encoding = 0;
  private readonly underWay: Promise<void>[] = [];

  constructor(
    private readonly context: GpuContext,
    private readonly limits: SubmitLimits,
    private readonly heard: { readonly counter: WorkCounter; readonly signal: AbortSignal | null },
    /**
     * Whoever waits does so until one is left under way (`batched`): several are then recorded one after the other, which costs less
     * than waking up for each. Or until one is done (`streamed`).
     */
    private readonly delivery: 'batched' | 'streamed' = 'batched',
  ) {}

  /** Encodes dispatches over `rows` tokens, submitting whenever the limit is reached. @throws TokamarkError `cancelled`. */
  async add(dispatches: readonly Dispatch[], rows: number): Promise<void> {
    for (let from = 0; from < dispatches.length;) {
      from = this.encode(dispatches, from, rows);
      if (from < dispatches.length || this.held >= this.limits.flopsPerSubmit) await this.submit();
    }
  }

  /** Encodes until the limit is reached or all is encoded, and gives the index of the first dispatch that is not. */
  private encode(dispatches: readonly Dispatch[], from: number, rows: number): number {
    const begin = performance.now();
    const pass = this.pass();
    let next = from;
    for (let dispatch = dispatches[next]; dispatch !== undefined; dispatch = dispatches[next]) {
      const { flops } = dispatch.use.cost;
      if (this.held > 0 && this.held + flops > this.limits.flopsPerSubmit) break;
      record(pass, dispatch, rows);
      this.held += flops;
      next += 1;
    }
    this.encoding += performance.now() - begin;
    this.heard.counter.add({ dispatches: next - from });
    return next;
  }

  /** Copies `words` into a buffer that is read later, after everything added so far. */
  copy(from: WordOfBuffer, to: WordOfBuffer, words = 1): void {
    const begin = performance.now();
    const open = this.open();
    open.pass?.end();
    open.pass = null;
    open.encoder.copyBufferToBuffer(from.buffer, from.word * 4, to.buffer, to.word * 4, words * 4);
    this.encoding += performance.now() - begin;
    this.heard.counter.add({ bytesReadBack: words * 4 });
  }

  /** Submits what is encoded. Waits where too much is under way. */
  async submit(): Promise<void> {
    throwIfCancelled(this.heard.signal);
    if (this.opened === null) return;
    const begin = performance.now();
    this.opened.pass?.end();
    const commands = this.opened.encoder.finish();
    this.heard.counter.submitted(seconds((this.encoding + performance.now() - begin) / 1000));
    this.encoding = 0;
    this.context.device.queue.submit([commands]);
    this.opened = null;
    this.held = 0;
    const settled = this.context.settled();
    // Whoever waits for it hears of a failure; where nobody does, the next call on the context throws it.
    settled.catch(() => undefined);
    this.underWay.push(settled);
    const { inFlight } = this.limits;
    if (this.underWay.length > inFlight) {
      const left = this.delivery === 'batched' ? 1 : inFlight;
      while (this.underWay.length > left) await this.underWay.shift();
    }
    throwIfCancelled(this.heard.signal);
  }

  /** Submits and waits until all of it has run. */
  async finish(): Promise<void> {
    await this.submit();
    this.underWay.length = 0;
    await this.context.settled();
  }

  private open(): Open {
    this.opened ??= { encoder: this.context.device.createCommandEncoder({ label: 'tokamark' }), pass: null };
    return this.opened;
  }

  private pass(): GPUComputePassEncoder {
    const open = this.open();
    if (open.pass === null) {
      open.pass = open.encoder.beginComputePass();
      this.heard.counter.add({ passes: 1 });
    }
    return open.pass;
  }
}
