/** Every GPU buffer that the project makes, counted: what lives now, the most that ever lived, and what would not fit. */
import { bytes, type Bytes } from '../foundation/units';
import { TokamarkError } from '../foundation/errors';
import { mostStorage, type Limits } from './probe';

const STORAGE = () => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

export class BufferLedger {
  private readonly live = new Set<GPUBuffer>();
  private readonly groups: Set<GPUBuffer>[] = [];
  private liveTotal = 0;
  private peakTotal = 0;

  constructor(
    private readonly device: GPUDevice,
    private readonly limits: Limits,
  ) {}

  get peak(): Bytes {
    return bytes(this.peakTotal);
  }

  get current(): Bytes {
    return bytes(this.liveTotal);
  }

  /** Forgets the peak so far: the next one counts from what lives now. */
  resetPeak(): void {
    this.peakTotal = this.liveTotal;
  }

  /**
   * A zero-initialised buffer of at least `size` bytes, rounded up to 16 so that it can be read as vec4.
   * @throws TokamarkError `too-large` where one buffer or binding of this adapter cannot hold it.
   */
  create(label: string, size: number, usage: GPUBufferUsageFlags = STORAGE()): GPUBuffer {
    const rounded = Math.max(16, Math.ceil(size / 16) * 16);
    const most = (usage & GPUBufferUsage.STORAGE) !== 0 ? this.mostStorage() : this.limits.maxBufferSize;
    if (rounded > most) {
      throw new TokamarkError({
        code: 'too-large',
        message: `${label} needs ${rounded} bytes in one buffer, and this adapter allows ${most}.`,
        where: label,
        remedy: 'Choose a smaller shape, fewer tokens, or a format with fewer bits.',
      });
    }
    const buffer = this.device.createBuffer({ label, size: rounded, usage });
    this.live.add(buffer);
    for (const group of this.groups) group.add(buffer);
    this.liveTotal += rounded;
    this.peakTotal = Math.max(this.peakTotal, this.liveTotal);
    return buffer;
  }

  upload(label: string, data: Uint32Array | Float32Array): GPUBuffer {
    const buffer = this.create(label, data.byteLength);
    this.device.queue.writeBuffer(buffer, 0, data.buffer, data.byteOffset, data.byteLength);
    return buffer;
  }

  /** The most bytes that one storage buffer, bound whole, can have here. */
  mostStorage(): number {
    return mostStorage(this.limits);
  }

  /** Runs `work` and says which buffers it made; where it fails, they are freed. */
  async during<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly made: readonly GPUBuffer[] }> {
    const group = new Set<GPUBuffer>();
    this.groups.push(group);
    try {
      return { value: await work(), made: [...group] };
    } catch (thrown) {
      this.destroy(...group);
      throw thrown;
    } finally {
      this.groups.splice(this.groups.indexOf(group), 1);
    }
  }

  /** Runs `work` and frees whatever buffers it made. */
  async within<T>(work: () => Promise<T>): Promise<T> {
    const { value, made } = await this.during(work);
    this.destroy(...made);
    return value;
  }

  destroy(...buffers: readonly GPUBuffer[]): void {
    for (const buffer of buffers) {
      if (!this.live.delete(buffer)) continue;
      this.liveTotal -= buffer.size;
      buffer.destroy();
    }
  }

  destroyAll(): void {
    this.destroy(...this.live);
  }
}
