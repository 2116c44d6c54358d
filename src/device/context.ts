/** A device with what it was granted: its buffers, its pipelines, and its failures turned into typed errors. */
import { TokamarkError } from '../foundation/errors';
import { seconds, type Seconds } from '../foundation/units';
import { BufferLedger } from './buffers';
import { PipelineCache } from './pipelines';
import type { AdapterProbe } from './probe';
import { Rest } from './rest';

export class GpuContext {
  readonly pipelines: PipelineCache;
  readonly buffers: BufferLedger;
  private readonly rest: Rest;
  private failure: TokamarkError | null = null;
  private closed = false;
  private waiting = 0;
  private nudging: ReturnType<typeof setTimeout> | undefined;
  private idleWait: Seconds | null = null;

  constructor(
    /** Held because a collected adapter takes its device along under Dawn in Node. */
    readonly adapter: GPUAdapter,
    readonly device: GPUDevice,
    readonly granted: AdapterProbe,
  ) {
    this.rest = Rest.on(granted);
    this.pipelines = new PipelineCache(device, this.rest);
    this.buffers = new BufferLedger(device, granted.limits);
    void device.lost.then((info) => {
      if (!this.closed) this.failure ??= lost(info);
    });
    device.addEventListener('uncapturederror', (event) => {
      this.failure ??= uncaptured(event.error);
    });
  }

  /** @throws TokamarkError where the device was lost or an operation failed since it was opened. */
  assertAlive(): void {
    if (this.failure !== null) throw this.failure;
  }

  /** Resolves when everything submitted so far has run. @throws as assertAlive. */
  async settled(): Promise<void> {
    this.assertAlive();
    try {
      await this.noticed(this.device.queue.onSubmittedWorkDone());
    } catch (cause) {
      this.assertAlive();
      throw cause;
    }
    this.assertAlive();
  }

  /**
   * Runs `work` and turns what the device refused meanwhile into typed errors.
   * @throws TokamarkError `out-of-memory` where an allocation failed, `internal` where WebGPU found a mistake of ours.
   */
  async guarded<T>(what: string, work: () => T | Promise<T>): Promise<T> {
    this.assertAlive();
    this.device.pushErrorScope('validation');
    this.device.pushErrorScope('out-of-memory');
    let value: T;
    let memory: GPUError | null = null;
    let validation: GPUError | null = null;
    try {
      value = await work();
    } finally {
      memory = await this.device.popErrorScope();
      validation = await this.device.popErrorScope();
    }
    if (memory !== null) throw outOfMemory(what, memory);
    this.assertAlive();
    if (validation !== null) throw uncaptured(validation);
    return value;
  }

  /** Bytes [offset, offset + size) of `buffer`, once everything submitted before has run. */
  async read(buffer: GPUBuffer, offset: number, size: number): Promise<ArrayBuffer> {
    const staging = this.buffers.create('readback', size, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
    try {
      const encoder = this.device.createCommandEncoder({ label: 'readback' });
      encoder.copyBufferToBuffer(buffer, offset, staging, 0, size);
      this.device.queue.submit([encoder.finish()]);
      await this.map(staging);
      return staging.getMappedRange(0, size).slice(0);
    } finally {
      this.buffers.destroy(staging);
    }
  }

  /** Maps a staging buffer for reading. @throws as assertAlive. */
  async map(staging: GPUBuffer): Promise<void> {
    this.assertAlive();
    try {
      await this.noticed(staging.mapAsync(GPUMapMode.READ));
    } catch (cause) {
      // The loss is announced in a task of its own, which may come after the rejection that it caused.
      await new Promise((resolve) => setTimeout(resolve, 0));
      this.assertAlive();
      throw cause;
    }
    this.assertAlive();
  }

  /**
   * Finds out whether a wait on an idle queue takes long. Firefox looks only every 100 ms whether work is done, and whenever
   * something is submitted; where that is so, empty submits make it look while somebody waits.
   */
  async noticeSlowness(): Promise<void> {
    const { queue } = this.device;
    queue.submit([]);
    await queue.onSubmittedWorkDone();
    let shortest = Infinity;
    // The least of three: a busy machine may delay one answer, and needless submits cost a fast browser time.
    for (let i = 0; i < 3; i++) {
      const from = performance.now();
      await queue.onSubmittedWorkDone();
      shortest = Math.min(shortest, performance.now() - from);
    }
    this.idleWait = shortest > SLOW_MILLISECONDS ? seconds(shortest / 1000) : null;
  }

  /** How long a wait on an idle queue takes where that is long; null where it is answered at once. */
  get slowAnswer(): Seconds | null {
    return this.idleWait;
  }

  /** Waits for `promise`, with empty submits meanwhile where they are needed. One loop serves all who wait. */
  private async noticed(promise: Promise<undefined>): Promise<void> {
    if (this.idleWait === null) {
      await this.rest.during(promise);
      return;
    }
    this.waiting += 1;
    this.nudge();
    try {
      await promise;
    } finally {
      this.waiting -= 1;
    }
  }

  /** A wait that ends and another that begins before the timer fires share it: else the loops would add up. */
  private nudge(): void {
    this.nudging ??= setTimeout(() => {
      this.nudging = undefined;
      if (this.waiting === 0 || this.closed) return;
      this.device.queue.submit([]);
      this.nudge();
    }, NUDGE_MILLISECONDS);
  }

  close(): void {
    this.closed = true;
    this.buffers.destroyAll();
    this.device.destroy();
  }
}

/** Far more than a round trip to a GPU process, far less than Firefox's 100 ms. */
const SLOW_MILLISECONDS = 30;

/** Browsers clamp repeated timers to 4 ms anyway. */
const NUDGE_MILLISECONDS = 4;

function lost(info: GPUDeviceLostInfo): TokamarkError {
  return new TokamarkError({
    code: 'device-lost',
    message: 'The GPU was lost while Tokamark used it.',
    where: info.reason,
    remedy:
      'The driver was reset, or another program took the GPU: close what uses it and run again. If it happens each time, choose a smaller shape.',
    details: info.message,
  });
}

function outOfMemory(what: string, { message }: GPUError): TokamarkError {
  return new TokamarkError({
    code: 'out-of-memory',
    message: `The GPU has no memory left for ${what}.`,
    where: what,
    remedy: 'Close tabs and programs that use the GPU, or choose a smaller shape or the INT4 format alone.',
    details: message,
  });
}

function uncaptured(error: GPUError): TokamarkError {
  if (error instanceof GPUOutOfMemoryError) return outOfMemory('a buffer', error);
  return new TokamarkError({
    code: 'internal',
    message: 'WebGPU refused an operation of Tokamark.',
    where: 'device',
    remedy: 'This is a bug in Tokamark or in the driver: please report it with the adapter shown.',
    details: error.message,
  });
}
