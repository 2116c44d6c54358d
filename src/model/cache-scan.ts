/** Looks through the f16 KV cache for what it could not hold. */
import type { GpuContext } from '../device/context';
import { cachedHead, headRegion } from '../kernels/cache/layout';
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

/** Positions 0 to `end` - 1 of a sequence. */
export interface ScannedText {
  readonly sequence: number;
  readonly end: number;
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
 * @param text positions 0 to `end` - 1 of it are looked through
 */
export async function scanCache(
  context: GpuContext,
  model: Transformer,
  { sequence, end }: ScannedText,
): Promise<CacheFinding | null> {
  const { keyValueHeads, headDim } = model.weights.config;
  const shape = { keyValueHeads, headDim, capacity: model.options.capacity };
  const { size } = headRegion(shape, sequence, 0, end);
  if (size === 0) return null;
  const of = (kind: CacheFinding['kind'], layer: number, buffer: GPUBuffer): Region[] =>
    Array.from({ length: keyValueHeads }, (_, head) => {
      const { offset } = headRegion(shape, sequence, head, end);
      return { layer, kind, head, buffer, offset };
    });
  const { keys, values } = model.buffers.attention;
  const regions = keys.flatMap((buffer, layer) => {
    const value = values[layer];
    return [...of('key', layer, buffer), ...(value === undefined ? [] : of('value', layer, value))];
  });
  const width = cachedHead(headDim);
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
