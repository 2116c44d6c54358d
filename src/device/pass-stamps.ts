/** Begin and end of compute passes by the GPU's own clock. The reader decides whether to trust them. */
import { seconds, type Seconds } from '../foundation/units';
import type { GpuContext } from './context';

/** A query set holds 4096 at most (WebGPU, `maxQueryCount`). */
const MOST_PASSES = 2048;

export class PassStamps {
  private passes = 0;

  private constructor(
    private readonly context: GpuContext,
    private readonly set: GPUQuerySet,
    private readonly resolved: GPUBuffer,
  ) {}

  /** Null on a device without timestamp-query. */
  static make(context: GpuContext, most = MOST_PASSES): PassStamps | null {
    if (!context.granted.timestampQuery) return null;
    const count = 2 * most;
    const set = context.device.createQuerySet({ label: 'pass stamps', type: 'timestamp', count });
    const usage = GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC;
    return new PassStamps(context, set, context.buffers.create('pass stamps', count * 8, usage));
  }

  /** Forgets the passes stamped so far. */
  restart(): void {
    this.passes = 0;
  }

  /** For the next pass. @throws RangeError for one more than there is room for */
  next(): GPUComputePassTimestampWrites {
    if (2 * this.passes === this.set.count) throw new RangeError(`stamps for ${this.passes} passes`);
    const at = 2 * this.passes;
    this.passes += 1;
    return { querySet: this.set, beginningOfPassWriteIndex: at, endOfPassWriteIndex: at + 1 };
  }

  /** Begin and end in turn, in nanoseconds, of all passes since the restart, of which there is one. */
  async read(): Promise<BigInt64Array> {
    const { context, resolved } = this;
    const count = 2 * this.passes;
    const encoder = context.device.createCommandEncoder({ label: 'pass stamps' });
    encoder.resolveQuerySet(this.set, 0, count, resolved, 0);
    context.device.queue.submit([encoder.finish()]);
    return new BigInt64Array(await context.read(resolved, 0, count * 8));
  }

  /** Seconds of all passes since the restart, pauses between them left out; negative where a clock ran backwards. */
  async total(): Promise<Seconds> {
    if (this.passes === 0) return seconds(0);
    const stamps = await this.read();
    let sum = 0n;
    for (let i = 0; i < this.passes; i++) sum += (stamps[2 * i + 1] ?? 0n) - (stamps[2 * i] ?? 0n);
    return seconds(Number(sum) / 1e9);
  }

  destroy(): void {
    this.set.destroy();
    this.context.buffers.destroy(this.resolved);
  }
}
