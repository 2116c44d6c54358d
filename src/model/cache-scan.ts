/** Looks through the f16 KV cache for what it could not hold. Not why it came to that (see sound.ts). */
import type { GpuContext } from '../device/context';
import { cachedHead } from '../../shaders/kv-append/reference';
import type { Transformer } from './transformer';

export interface CacheFinding {
  readonly layer: number;
  readonly kind: 'key' | 'value';
  /** Key/value head. */
  readonly head: number;
  readonly position: number;
  /** Of the head. */
  readonly element: number;
}

/** Keys or values of one head, which lie one position behind the other. */
interface Region {
  readonly layer: number;
  readonly kind: CacheFinding['kind'];
  readonly head: number;
  readonly buffer: GPUBuffer;
  readonly offset: number;
}

/** Bytes read back at once: few waits, and no second cache in memory. */
const BATCH_BYTES = 64 * 2 ** 20;

/** Bits of 65,504, at which larger values are held; above lie only infinity and NaN. */
const LARGEST_BITS = 0x7bff;

/**
 * The first value, by layer, that is at the end of binary16 or no number.
 * @param end positions 0 to `end` - 1 are looked through
 */
export async function scanCache(context: GpuContext, model: Transformer, end: number): Promise<CacheFinding | null> {
  const { keyValueHeads, headDim } = model.weights.config;
  const width = cachedHead(headDim);
  const size = end * width * 2;
  if (size === 0) return null;
  const headBytes = model.options.capacity * width * 2;
  const of = (kind: CacheFinding['kind'], layer: number, buffer: GPUBuffer): Region[] =>
    Array.from({ length: keyValueHeads }, (_, head) => ({ layer, kind, head, buffer, offset: head * headBytes }));
  const { keys, values } = model.buffers;
  const regions = keys.flatMap((buffer, layer) => {
    const value = values[layer];
    return [...of('key', layer, buffer), ...(value === undefined ? [] : of('value', layer, value))];
  });
  const together = Math.max(1, Math.floor(BATCH_BYTES / size));
  for (let from = 0; from < regions.length; from += together) {
    const batch = regions.slice(from, from + together);
    const halves = new Uint16Array(await readRegions(context, batch, size));
    const at = firstAtEnd(halves);
    if (at < 0) continue;
    const region = batch[Math.floor((at * 2) / size)];
    if (region === undefined) continue;
    const within = at % (size / 2);
    const { layer, kind, head } = region;
    return { layer, kind, head, position: Math.floor(within / width), element: within % width };
  }
  return null;
}

/** Index of the first value that is at the end of binary16; -1 for none. A plain loop: a long cache has a hundred million values. */
function firstAtEnd(halves: Uint16Array): number {
  for (let i = 0; i < halves.length; i++) if (((halves[i] ?? 0) & 0x7fff) >= LARGEST_BITS) return i;
  return -1;
}

/** `size` bytes of each region, one behind the other. */
async function readRegions(context: GpuContext, regions: readonly Region[], size: number): Promise<ArrayBuffer> {
  const { buffers, device } = context;
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  const staging = buffers.create('cache readback', regions.length * size, usage);
  try {
    const encoder = device.createCommandEncoder({ label: 'cache readback' });
    regions.forEach(({ buffer, offset }, i) => encoder.copyBufferToBuffer(buffer, offset, staging, i * size, size));
    device.queue.submit([encoder.finish()]);
    await context.map(staging);
    return staging.getMappedRange().slice(0);
  } finally {
    buffers.destroy(staging);
  }
}
